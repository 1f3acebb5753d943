// What the map draws of a table: all rows as points, and of the one that is looked at its other readings.

const EMPTY = { type: "FeatureCollection", features: [] };

export function collection(features) {
  return features.length ? { type: "FeatureCollection", features } : EMPTY;
}

function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}

/**
 * Return the ghosts of a row { readings: [[lon, lat] …], chosen, standing }: its readings by their numbers, the
 * pin that stands, and the way from there to the reading that is chosen.
 */
export function ghosts({ readings, chosen, standing }) {
  const numbered = readings.map((point, at) =>
    feature({ type: "Point", coordinates: point }, { label: readings.length > 1 ? String(at + 1) : "", chosen: at === chosen }));
  const meant = readings[chosen] ?? null;
  const pin = standing ? [feature({ type: "Point", coordinates: standing }, { label: "", standing: true, chosen: false })] : [];
  const way = standing && meant ? [feature({ type: "LineString", coordinates: [standing, meant] }, { way: true })] : [];
  return collection([...way, ...pin, ...numbered]);
}

/** Return [west, south, east, north] around the ghosts of a row; null around none. */
export function reach({ readings, standing }) {
  const points = standing ? [...readings, standing] : readings;
  if (!points.length) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Return the number of the row `by` rows from the one at `at` (-1 for none) among `count`. */
export function stepped(at, by, count) {
  if (!count) return -1;
  return at < 0 ? 0 : Math.max(0, Math.min(count - 1, at + by));
}
