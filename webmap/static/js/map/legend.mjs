// The legend, which folds; on phones it is folded at first.

export function bindLegend(legend, folded) {
  const head = legend.querySelector("[data-legend-toggle]");
  if (folded) head.setAttribute("aria-expanded", "false");
  head.addEventListener("click", () => {
    head.setAttribute("aria-expanded", String(head.getAttribute("aria-expanded") !== "true"));
  });
}
