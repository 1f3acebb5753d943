// "Use this place": where the device is, with the accuracy that it claims, and better ones as they come.

import { filled } from "./place.mjs";

const GOOD = 5; // metres that phones hardly better
const PATIENCE = 60_000;
const FIRST = 15_000;

/**
 * Bind the panel's button. `found` gets { lat, lon, method, accuracy_m } at once and again for every better fix, until
 * it is good, a minute is over, or `stop` is called. Returns { stop }.
 */
export function bindHere(panel, words, found) {
  const { here } = panel;
  if (!navigator.geolocation || !here) return { stop: () => {} };
  const row = panel.find("fix");
  const figure = panel.find("fix-figure");
  let watch = null;
  let clock = 0;
  let best = Infinity;

  function stop() {
    if (watch === null) return;
    navigator.geolocation.clearWatch(watch);
    clearTimeout(clock);
    watch = null;
    here.removeAttribute("aria-busy");
    row.hidden = true;
  }

  function take({ coords }) {
    if (watch === null) return;
    if (coords.accuracy < best) {
      const first = best === Infinity;
      best = coords.accuracy;
      found({ lat: coords.latitude, lon: coords.longitude, method: "gps", accuracy_m: coords.accuracy }, first);
    }
    figure.textContent = filled(words.gpsBetter, { metres: Math.ceil(best) });
    row.hidden = false;
    if (best <= GOOD) stop();
  }

  function failed({ code }) {
    const silent = best < Infinity && code !== 1;
    if (silent) return;
    stop();
    panel.wait("");
    panel.refuse(code === 1 ? words.gpsDenied : words.gpsFailed);
  }

  here.hidden = false;
  here.addEventListener("click", () => {
    stop();
    best = Infinity;
    here.setAttribute("aria-busy", "true");
    panel.wait(words.gpsLooking);
    clock = setTimeout(stop, PATIENCE);
    watch = navigator.geolocation.watchPosition(take, failed, { enableHighAccuracy: true, timeout: FIRST, maximumAge: 0 });
  });
  panel.find("fix-stop").addEventListener("click", stop);
  return { stop };
}
