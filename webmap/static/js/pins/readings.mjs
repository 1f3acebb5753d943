// The other readings of a text: listed, shown on the map as ghosts, and taken with one click.

/** Bind the list of a page { panel, ground, ghosts }; `take(reading)` takes one. */
export function bindReadings(page, take) {
  let others = [];

  function row(reading, i) {
    const item = document.createElement("li");
    const letter = document.createElement("span");
    letter.className = "pin-letter ghost";
    letter.setAttribute("aria-hidden", "true");
    letter.textContent = i + 1;
    const words = document.createElement("span");
    const place = document.createElement("strong");
    place.textContent = reading.place || "–";
    const more = document.createElement("span");
    more.className = "quiet small";
    more.textContent = reading.line;
    words.append(place, more);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = page.words.useThis;
    button.setAttribute("aria-label", `${page.words.useThis} ${i + 1}: ${reading.line}`);
    button.addEventListener("click", () => take(reading));
    item.append(letter, words, button);
    return item;
  }

  return {
    show(found) {
      others = found;
      const block = page.panel.find("readings");
      block.hidden = others.length === 0;
      page.panel.find("readings-list").replaceChildren(...others.map(row));
      page.ghosts?.();
    },
    /** The other readings as ghosts for the map. */
    ghosts: () => others.map((reading, i) => ({
      geometry: reading.geometry, lat: reading.lat, lon: reading.lon, letter: i + 1, title: reading.line, run: () => take(reading),
    })),
  };
}
