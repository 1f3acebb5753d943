// The pointer on the map: clicks that put a pin or add a vertex, and what a click would do.

import { reach } from "./drawing.mjs";
import { nearest, partAt, vertexAt } from "./snap.mjs";

/** Bind the pointer of a page { map, hand, ground, panel, around, tools }; returns how a vertex is drawn to what is near. */
export function bindPointer(page) {
  const { map } = page;
  const project = ([lon, lat]) => map.project({ lng: lon, lat });
  const unproject = ({ x, y }) => {
    const { lng, lat } = map.unproject([x, y]);
    return [lng, lat];
  };
  let free = false; // while Alt is held nothing snaps

  /** Return where a place is drawn to, or null. */
  function snap(place) {
    const lines = free || !page.tools?.snaps() ? [] : page.around?.lines() ?? [];
    const to = nearest([place.lon, place.lat], lines, reach(), { project, unproject });
    page.ground.snap(to);
    return to;
  }

  function click({ point, lngLat, originalEvent }) {
    const { hand, panel, ground } = page;
    if (panel.form.hidden) return;
    free = Boolean(originalEvent?.altKey);
    const place = { lat: lngLat.lat, lon: lngLat.lng };
    if (hand.kind() === "point") {
      hand.take({ ...place, method: "map" });
      ground.element.focus({ preventScroll: true });
      return;
    }
    const vertices = hand.vertices();
    const hit = vertices.length > 1 ? vertexAt(point, vertices, reach(), project) : -1;
    if (hit >= 0) onVertex(hit, vertices.length);
    else if (hand.open() || vertices.length === 0) add(place);
    else onPart(point);
  }

  /** A click on another part gives it the handles; one beside everything lets the chosen vertex go. */
  function onPart(point) {
    const { hand } = page;
    const at = partAt(point, hand.parts(), hand.part(), reach(), project, hand.kind() === "polygon");
    if (at >= 0) hand.choosePart(at);
    else hand.choose(-1);
  }

  /** A click on the last vertex ends a line, one on the first closes an area; otherwise it is chosen. */
  function onVertex(hit, count) {
    const { hand } = page;
    const ends = hit === count - 1 || (hand.kind() === "polygon" && hit === 0 && count > 2);
    if (hand.open() && ends) {
      hand.setOpen(false);
      page.ground.ahead(null);
    } else hand.choose(hit);
  }

  function add(place) {
    const to = snap(place);
    page.hand.add(to ? { lat: to.lat, lon: to.lon } : place);
    page.ground.snap(null);
    page.ground.ahead(null);
    map.getCanvas().focus({ preventScroll: true });
  }

  /** Show the line that a click would draw, and what it would be drawn to. */
  function hover({ lngLat, originalEvent }) {
    const { hand, ground } = page;
    const vertices = hand.vertices();
    free = Boolean(originalEvent?.altKey);
    if (hand.kind() === "point" || !hand.open() || !hand.state() || originalEvent?.buttons) return;
    const to = snap({ lat: lngLat.lat, lon: lngLat.lng });
    ground.ahead(vertices.at(-1), to ? [to.lon, to.lat] : [lngLat.lng, lngLat.lat]);
  }

  map.on("click", click);
  map.on("mousemove", hover);
  map.on("mouseout", () => {
    page.ground.ahead(null);
    page.ground.snap(null);
  });
  return { snap };
}
