// What lies around in a whole territory, kept on the device for drawing without a network. It is kept among the pages of its
// account, in the service worker's own store for them, so that it is thrown away with them.

import { account } from "../offline/session.mjs";

const KEY = "/pins/around";
const WIDEST = 0.499; // degrees; the server answers for half a degree at most
const LONGEST = 7 * 24 * 3600_000; // as old as a kept page may become

const store = () => caches.open(`eplan-pages-${account()}`);

/** Return a box [west, south, east, north], or its middle where it is wider than the server answers for. */
export function askable([west, south, east, north]) {
  const [wide, high] = [Math.min(east - west, WIDEST) / 2, Math.min(north - south, WIDEST) / 2];
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  return [lon - wide, lat - high, lon + wide, lat + high];
}

/** Keep what lies around in a box, as it is told to those who draw a project. */
export async function keepAround(project, box) {
  const words = new URLSearchParams({ project, bbox: askable(box).map((each) => each.toFixed(6)).join(",") });
  const answer = await fetch(`${KEY}?${words}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const headers = { "Content-Type": "application/json", "X-Kept": new Date().toISOString() };
  await (await store()).put(KEY, new Response(await answer.text(), { headers }));
}

/** Return { neighbours, boundaries } as they were kept, without a project's own shape; null where nothing is. */
export async function keptAround(project) {
  if (!globalThis.caches) return null; // only where the page is served over HTTPS
  const kept = await (await store()).match(KEY);
  if (!kept || Date.now() - Date.parse(kept.headers.get("X-Kept")) > LONGEST) return null;
  const { neighbours, boundaries } = await kept.json();
  return { boundaries, neighbours: { ...neighbours, features: neighbours.features.filter(({ properties }) => properties.id !== project) } };
}
