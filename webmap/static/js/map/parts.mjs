// A changed question without a new page: the parts of the page that depend on it are fetched and put in place.

/** Replace every element with a `data-part` by the one of the same name in the page at `url`. */
export async function refreshParts(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    window.location.assign(url);
    return null;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = focusKey(document.activeElement);
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (next) part.replaceWith(document.importNode(next, true));
  }
  if (focused) refocus(focused);
  return page;
}

function focusKey(element) {
  const chip = element?.closest?.("[data-chip]");
  return chip ? chip.dataset.chip : null;
}

function refocus(chip) {
  const place = document.querySelector(`[data-chip="${chip}"]`) ?? document.querySelector("[data-part=chips]");
  (place?.querySelector("summary, a") ?? place)?.focus();
}
