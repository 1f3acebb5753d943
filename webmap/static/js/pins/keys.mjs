// The keyboard on the map: arrows move the pin or the chosen vertex by metres, Enter puts one down or saves, Escape gives up.

import { direction, moved, stepOf } from "./place.mjs";

const FAST = 10;
const FURTHER = 40; // pixels to the east, where nothing says which way a line goes on

/** Bind the keys of the map's frame to a page's hand; `save()` saves. */
export function bindKeys(frame, map, page, save) {
  const { hand } = page;
  const alone = () => hand.vertices().length < 2;

  function move(way, fast) {
    const at = Math.max(0, hand.chosen());
    const [lon, lat] = hand.vertices()[at];
    const step = stepOf(map.getZoom(), lat) * (fast ? FAST : 1);
    const next = moved({ lat, lon }, way[0] * step, way[1] * step);
    if (hand.kind() === "point") hand.take({ ...next, method: "map" });
    else hand.move(at, next);
    page.moved(next, step);
  }

  function begin() {
    const { lat, lng } = map.getCenter();
    hand.add({ lat, lon: lng });
    page.moved({ lat, lon: lng });
  }

  /** Return a vertex beside another one. */
  function beside([lon, lat]) {
    const { x, y } = map.project({ lng: lon, lat });
    const { lng, lat: nextLat } = map.unproject([x + FURTHER, y]);
    return [lng, nextLat];
  }

  function turn(by) {
    const count = hand.vertices().length;
    hand.choose((Math.max(hand.chosen(), by > 0 ? -1 : 0) + by + count) % count);
    const [lon, lat] = hand.vertices()[hand.chosen()];
    page.moved({ lat, lon });
  }

  function further() {
    if (hand.kind() === "point") return;
    if (hand.vertices().length === 0) begin();
    else hand.addFurther(beside);
  }

  const acts = {
    Enter() {
      if (hand.state()) save();
      else if (alone() && !page.panel.form.hidden && !hand.vertices().length) begin();
    },
    Escape: () => hand.discard(),
    " ": further,
    Insert: further,
    Delete: () => { if (!alone()) hand.remove(); },
    Backspace: () => { if (!alone()) hand.remove(); },
    PageDown: () => { if (!alone()) turn(1); },
    PageUp: () => { if (!alone()) turn(-1); },
  };

  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, a, input, select, summary")) return;
    const way = direction(event.key);
    if (way && hand.vertices().length) move(way, event.shiftKey);
    else if (!way && acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) go back and forth in what is drawn, unless somebody is typing. */
export function bindHistoryKeys(page) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest?.("input, textarea, select")) return;
    const { past } = page.hand;
    const back = event.code === "KeyZ" && !event.shiftKey;
    const forth = (event.code === "KeyZ" && event.shiftKey) || event.code === "KeyY";
    if ((back && !past.canUndo()) || (forth && !past.canRedo()) || !(back || forth)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (back) page.hand.undo();
    else page.hand.redo();
  });
}
