// Places as numbers and words: no page, no map.

const EARTH = 6371008.8;
const RADIANS = Math.PI / 180;

/** Return a place moved by so many metres to the east and to the north. */
export function moved({ lat, lon }, east, north) {
  const nextLat = lat + north / EARTH / RADIANS;
  const nextLon = lon + east / (EARTH * Math.cos(lat * RADIANS)) / RADIANS;
  return { lat: rounded(Math.max(-90, Math.min(90, nextLat))), lon: rounded(nextLon) };
}

/** Seven decimals are a centimetre. */
export function rounded(degrees) {
  return Math.round(degrees * 1e7) / 1e7;
}

/** Return the metres that a pixel of a Web Mercator map is at a zoom (of 512-pixel tiles) and latitude. */
export function metresPerPixel(zoom, lat) {
  return (2 * Math.PI * 6378137 * Math.cos(lat * RADIANS)) / (512 * 2 ** zoom);
}

/** Return how far an arrow key moves the pin: about three pixels, said in a round number of metres. */
export function stepOf(zoom, lat) {
  const wanted = 3 * metresPerPixel(zoom, lat);
  const unit = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((each) => each * unit).find((each) => each >= wanted) ?? 10 * unit;
  return Math.max(1, Math.round(step));
}

/** Return [east, north] of an arrow key, or null for another key. */
export function direction(key) {
  return { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? null;
}

/** `19.90470, 99.84120`: a metre. */
export function inDegrees({ lat, lon }) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

/** Return a ring of points around a place, as GeoJSON: how far its true place may be. */
export function circle({ lat, lon }, metres, corners = 48) {
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    const point = moved({ lat, lon }, metres * Math.cos(angle), metres * Math.sin(angle));
    return [point.lon, point.lat];
  });
  return { type: "Polygon", coordinates: [ring] };
}

/** Return west, south, east, north of a GeoJSON geometry, or null of an empty one. */
export function boundsOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  walk(geometry?.coordinates ?? []);
  return box.every(Number.isFinite) ? box : null;
}

/** Return west, south, east, north around places. */
export function around(places) {
  const lons = places.map(({ lon }) => lon);
  const lats = places.map(({ lat }) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Put values into a text: `{metres}`. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
