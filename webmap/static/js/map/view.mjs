// What of the map is seen: where it begins, and kept in the address from then on.

import { readHash, writeHash } from "./address.mjs";
import { tickLayers, tickedLayers } from "./controls.mjs";
import { phone, THAILAND } from "./make.mjs";

const PADDING = phone.matches ? { top: 40, bottom: 200, left: 24, right: 24 } : 48;

/** Return the numbers of `data-extent`: west, south, east, north of what is asked for; else the country. */
export function extentOf(text) {
  const numbers = (text || "").split(",").map(Number);
  return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : THAILAND;
}

/** Return where the map begins: as the address says, at the project that is open, or at all that is asked for. */
export function startView(place, opened) {
  const { view } = readHash(window.location.hash);
  if (view) return { center: [view.lon, view.lat], zoom: view.zoom };
  if (opened) return { center: [opened.lon, opened.lat], zoom: 13 };
  return { bounds: extentOf(place.dataset.extent), fitBoundsOptions: { padding: PADDING, maxZoom: 15 } };
}

/** Bind the view of a map to the address. Returns { bounds(), keep(), fit(), follow() }. */
export function bindView(map, place, layersPlace) {
  return {
    bounds() {
      const box = map.getBounds();
      return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
    },
    keep() {
      const { lat, lng: lon } = map.getCenter();
      const hash = writeHash({ zoom: map.getZoom(), lat, lon }, tickedLayers(layersPlace));
      window.history.replaceState(window.history.state, "", window.location.search + hash);
    },
    fit() {
      map.fitBounds(extentOf(place.dataset.extent), { padding: PADDING, maxZoom: 15 });
    },
    follow() {
      const { view, layers } = readHash(window.location.hash);
      tickLayers(layersPlace, layers);
      if (view) map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
    },
  };
}
