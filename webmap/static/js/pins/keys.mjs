// The keyboard on the map: arrows move the pin by metres, Enter puts it down or saves, Escape gives it up.

import { direction, moved, stepOf } from "./place.mjs";

const FAST = 10;

/** Bind the keys of the map's frame; `hand` has place(), set(place, how), save(), drop() and say(step). */
export function bindKeys(frame, map, hand) {
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, a, input, summary")) return;
    const place = hand.place();
    const way = direction(event.key);
    if (way && place) {
      const step = stepOf(map.getZoom(), place.lat) * (event.shiftKey ? FAST : 1);
      hand.set(moved(place, way[0] * step, way[1] * step), step);
    } else if (event.key === "Enter") {
      if (hand.inHand()) hand.save();
      else if (!place) hand.set(centre(map));
    } else if (event.key === "Escape") hand.drop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}

function centre(map) {
  const { lat, lng } = map.getCenter();
  return { lat, lon: lng };
}
