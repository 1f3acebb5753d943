// Menus made of <details data-menu>: one open at a time, closed by Escape and by a click elsewhere.

function open() {
  return [...document.querySelectorAll("details[data-menu][open]")];
}

function close(except) {
  for (const menu of open()) {
    if (menu !== except) menu.open = false;
  }
}

export function bindMenus() {
  document.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || open().length === 0) return;
    const summary = open()[0].querySelector("summary");
    close();
    summary.focus();
    event.stopPropagation();
  });
}
