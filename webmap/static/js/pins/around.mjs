// What lies around: neighbours' shapes and the lines of areas, fetched as the map comes to rest, to draw vertices to.

import { keptAround } from "./around_kept.mjs";
import { ask } from "./requests.mjs";
import { linesOf } from "./snap.mjs";

const NEAR = 13; // the zoom from which there is little enough to fetch

/** Bind what lies around of a page { map, ground, panel, hand }. */
export function bindAround(page) {
  const { map } = page;
  let lines = [];
  let covered = null; // { id, bounds }
  let asking = new AbortController();

  async function look() {
    const { state } = page.panel;
    if (page.hand.kind() === "point" || map.getZoom() < NEAR) return;
    const bounds = map.getBounds();
    if (covered?.id === state.id && covered.bounds.contains(bounds.getNorthEast()) && covered.bounds.contains(bounds.getSouthWest())) return;
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((each) => each.toFixed(6)).join(",");
    try {
      const found = await ask("/pins/around", { project: state.id, bbox: box }, signal);
      covered = { id: state.id, bounds };
      take(found);
    } catch (error) {
      // Drawing goes on with what was kept, or without; the next rest of the map asks again.
      const kept = error.status || signal.aborted ? null : await keptAround(state.id).catch(() => null);
      if (kept && !signal.aborted) take(kept);
    }
  }

  function take(found) {
    lines = [...linesOf(found.neighbours), ...linesOf(found.boundaries)];
    page.ground.around(found.neighbours);
  }

  map.on("moveend", look);
  return {
    look,
    lines: () => lines,
    /** Forget what was found: another project stands in the page. */
    forget() {
      covered = null;
      lines = [];
      page.ground.around(null);
      look();
    },
  };
}
