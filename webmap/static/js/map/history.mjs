// The places of a project at a time: which stood, and which had stood before.

/**
 * Return { now, past } after the step at `at` (from 0): the steps whose places stand then, one a phase, and
 * those whose places had been there before, the oldest first. A step with `removed` took its phase's place away.
 */
export function standing(steps, at) {
  const now = new Map();
  const past = [];
  for (const step of steps.slice(0, at + 1)) {
    const before = now.get(step.phase);
    if (before) past.push(before);
    if (step.removed) now.delete(step.phase);
    else now.set(step.phase, step);
  }
  return { now: [...now.values()], past };
}

/** Return the step that is `by` steps away, within the first and the last. */
export function stepped(at, by, count) {
  return Math.max(0, Math.min(count - 1, at + by));
}

/** Return [west, south, east, north] around shapes in GeoJSON, null around none. */
export function around(geometries) {
  const numbers = geometries.flatMap((geometry) => geometry.coordinates.flat(Infinity));
  if (!numbers.length) return null;
  const lons = numbers.filter((_, index) => index % 2 === 0);
  const lats = numbers.filter((_, index) => index % 2 === 1);
  const least = (list) => list.reduce((a, b) => Math.min(a, b));
  const most = (list) => list.reduce((a, b) => Math.max(a, b));
  return [least(lons), least(lats), most(lons), most(lats)];
}
