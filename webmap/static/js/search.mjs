// The search box: suggestions while typing, chosen by arrow keys or a click; `/` leads to it from anywhere.

const WAIT_MS = 150;

/** Return the parts of a text around the letters that were searched: [{ text, hit }]. */
export function marked(text, searched) {
  const at = searched ? text.toLowerCase().indexOf(searched.toLowerCase()) : -1;
  if (at < 0) return [{ text, hit: false }];
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + searched.length), hit: true },
    { text: text.slice(at + searched.length), hit: false },
  ].filter((part) => part.text);
}

export function bindSearch(form) {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = "search-found";
  list.className = "search-found";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.found);
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
    box.setAttribute(name, value);
  }

  let found = [];
  let at = -1;
  let asking = null;
  let timer = null;

  async function ask() {
    const text = box.value.trim();
    asking?.abort();
    if (text.length < 2) return show([], text);
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.search}?q=${encodeURIComponent(text)}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).results, text);
    } catch (error) {
      if (error.name !== "AbortError") show([], text);
    }
    return undefined;
  }

  function show(results, text) {
    found = results;
    point(-1);
    list.replaceChildren(...results.map((each, index) => option(each, index, text)));
    if (text.length >= 2 && results.length === 0) list.append(nothing());
    open(text.length >= 2 && document.activeElement === box);
  }

  function option(each, index, text) {
    const item = document.createElement("li");
    item.id = `search-found-${index}`;
    item.setAttribute("role", "option");
    item.dataset.index = index;
    const icon = form.querySelector(`template[data-kind="${each.kind}"]`).content.cloneNode(true);
    if (each.stage) icon.querySelector("use").setAttribute("href", icon.querySelector("use").getAttribute("href").replace(/#.*/, `#${each.stage}`));
    const name = document.createElement("span");
    name.className = "search-name";
    for (const part of marked(each.name, text)) {
      const piece = document.createElement(part.hit ? "mark" : "span");
      piece.textContent = part.text;
      name.append(piece);
    }
    const detail = document.createElement("span");
    detail.className = "search-detail";
    detail.textContent = each.stage_name ? `${each.detail} · ${each.stage_name}` : each.detail;
    const words = document.createElement("span");
    words.append(name, detail);
    item.append(icon, words);
    return item;
  }

  function nothing() {
    const item = document.createElement("li");
    item.className = "search-nothing";
    item.setAttribute("role", "presentation");
    item.textContent = form.dataset.nothing;
    return item;
  }

  function open(yes) {
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
  }

  function point(index) {
    at = index;
    for (const item of list.children) item.setAttribute("aria-selected", String(Number(item.dataset.index) === at));
    const item = list.children[at];
    if (item) {
      box.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function choose(each) {
    open(false);
    box.blur();
    const taken = !document.dispatchEvent(new CustomEvent("eplan:found", { detail: each, cancelable: true }));
    if (taken) {
      box.value = "";
      return;
    }
    const url = new URL(each.url, window.location);
    const year = new URLSearchParams(window.location.search).get("fiscal_year");
    if (year && each.kind !== "project") url.searchParams.set("fiscal_year", year);
    window.location.assign(url);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("focus", () => { if (found.length) open(true); });
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden || found.length === 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length);
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      choose(found[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      open(false);
      event.preventDefault();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-index]");
    if (item) choose(found[Number(item.dataset.index)]);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
