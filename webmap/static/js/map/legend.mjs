// The legend, which folds.

export function bindLegend(legend) {
  const head = legend.querySelector("[data-legend-toggle]");
  head.addEventListener("click", () => {
    head.setAttribute("aria-expanded", String(head.getAttribute("aria-expanded") !== "true"));
  });
}
