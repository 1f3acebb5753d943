// Our own map buttons: zoom, where I am, layers.

import { Marker } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { TOGGLES } from "./style.mjs";

export function bindZoom(map, buttons) {
  for (const button of buttons) {
    button.addEventListener("click", () => map.zoomTo(Math.round(map.getZoom()) + Number(button.dataset.zoom)));
  }
}

/** Show where the asker stands; what the browser refuses is said in `said`. */
export function bindLocate(map, button, said) {
  const mark = document.createElement("div");
  mark.className = "here";
  let marker = null;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(found, refused, { enableHighAccuracy: true, timeout: 15000 });
  });
  function found({ coords }) {
    button.removeAttribute("aria-busy");
    said.hidden = true;
    const place = [coords.longitude, coords.latitude];
    marker = (marker ?? new Marker({ element: mark })).setLngLat(place).addTo(map);
    map.flyTo({ center: place, zoom: Math.max(map.getZoom(), 14) });
  }
  function refused() {
    button.removeAttribute("aria-busy");
    said.textContent = button.dataset.denied;
    said.hidden = false;
    setTimeout(() => { said.hidden = true; }, 6000);
  }
}

/** Return the names of the layers that are ticked, or null where they are as they usually are. */
export function tickedLayers(place) {
  const ticked = [...place.querySelectorAll("input:checked")].map((box) => box.value);
  const usual = Object.keys(TOGGLES).filter((name) => TOGGLES[name].on);
  return ticked.join() === usual.join() ? null : ticked;
}

export function tickLayers(place, names) {
  for (const box of place.querySelectorAll("input")) {
    box.checked = names ? names.includes(box.value) : TOGGLES[box.value].on;
  }
}

/** Show and hide layers as they are ticked; `own` has the layers that show themselves. */
export function bindLayers(map, place, own, onChange) {
  const show = ({ value, checked }) => (own[value] ?? ((on) => showLayer(map, value, on)))(checked);
  place.addEventListener("change", (event) => {
    show(event.target);
    onChange();
  });
  return () => place.querySelectorAll("input").forEach(show);
}

function showLayer(map, name, on) {
  for (const layer of TOGGLES[name].layers) {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
  }
}
