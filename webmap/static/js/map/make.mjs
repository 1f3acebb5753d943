// Making a map of ours: the same ground, controls and manners on every page that has one.

import { AttributionControl, Map as MapLibreMap, ScaleControl } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { addStageImages } from "./icons.mjs";
import { style, TOGGLES } from "./style.mjs";

export const THAILAND = [97.3, 5.6, 105.7, 20.5];
export const phone = window.matchMedia("(max-width: 767px)");
export const reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const LOCALES = {
  th: {
    "AttributionControl.ToggleAttribution": "แสดงหรือซ่อนที่มาของแผนที่",
    "ScaleControl.Kilometers": "กม.",
    "ScaleControl.Meters": "ม.",
  },
};

/**
 * Make a map in `place`, whose data attribute names the operator's base map, if any.
 * `query` are the filters of its projects, `shown` the toggles that are on, `view` where to begin.
 */
export function makeMap(place, { query = "", shown = usual(), view = { bounds: THAILAND } } = {}) {
  const title = place.getAttribute("aria-label");
  const map = new MapLibreMap({
    container: place,
    style: style({
      origin: window.location.origin,
      query,
      name: document.documentElement.lang === "en" ? "name_en" : "name_th",
      basemap: place.dataset.basemap,
      shown,
    }),
    ...view,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 19,
    fadeDuration: reduced ? 0 : 150,
    locale: { ...LOCALES[document.documentElement.lang], "Map.Title": title },
  });
  for (const told of ["role", "aria-label"]) place.removeAttribute(told); // the canvas bears them now
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 100 }), "bottom-right");
  map.addControl(new AttributionControl({ compact: true }), "bottom-right");
  foldAttribution(map, place);
  map.once("style.load", () => addStageImages(map));
  window.addEventListener("online", () => lookAgain(map));
  return map;
}

/** Ask again for the tiles in view: without a network coarser ones stand in for them. */
function lookAgain(map) {
  for (const [id, { type }] of Object.entries(map.getStyle()?.sources ?? {})) if (type === "vector") map.refreshTiles(id);
}

// The sources stand behind a button; the control opens itself at first.
function foldAttribution(map, place) {
  function fold() {
    const control = place.querySelector(".maplibregl-compact-show");
    if (!control) return;
    control.removeAttribute("open");
    control.classList.remove("maplibregl-compact-show");
    map.off("sourcedata", fold);
  }
  map.on("sourcedata", fold);
}

/** Return the names of the toggles that are on when nobody says otherwise. */
export function usual() {
  return Object.keys(TOGGLES).filter((name) => TOGGLES[name].on);
}

/** Wait for the page's own face, in which the names on the map are drawn; not longer than is worth it. */
export async function fontsReady() {
  const face = "16px 'IBM Plex Sans Thai Looped'";
  const wanted = [document.fonts.load(face, "ก"), document.fonts.load(face, "a1")];
  await Promise.race([Promise.all(wanted), new Promise((done) => { setTimeout(done, 1500); })]);
}
