// Lengths and areas of what is being drawn, and their words: no page, no map.
// The server measures again, along geodesics; within a province the two agree to a part in a thousand.

const A = 6378137;
const E2 = 0.00669437999014;
const RADIANS = Math.PI / 180;
const RAI = 1600;

/** Return the metres of a degree of latitude and of longitude at a latitude, on the WGS 84 ellipsoid. */
export function metresOfDegree(lat) {
  const w = 1 - E2 * Math.sin(lat * RADIANS) ** 2;
  const north = (A * (1 - E2)) / w ** 1.5;
  const east = (A / Math.sqrt(w)) * Math.cos(lat * RADIANS);
  return { north: north * RADIANS, east: east * RADIANS };
}

/** Return the length in metres of a line of [lon, lat]. */
export function lengthOf(vertices) {
  let sum = 0;
  for (let i = 1; i < vertices.length; i += 1) {
    const [[lon, lat], [nextLon, nextLat]] = [vertices[i - 1], vertices[i]];
    const { north, east } = metresOfDegree((lat + nextLat) / 2);
    sum += Math.hypot((nextLon - lon) * east, (nextLat - lat) * north);
  }
  return sum;
}

/** Return the area in square metres within a ring of [lon, lat], closed or not. */
export function areaOf(vertices) {
  if (vertices.length < 3) return 0;
  const middle = vertices.reduce((sum, [, lat]) => sum + lat, 0) / vertices.length;
  const { north, east } = metresOfDegree(middle);
  const [[lon0, lat0]] = vertices;
  let twice = 0;
  vertices.forEach(([lon, lat], i) => {
    const [nextLon, nextLat] = vertices[(i + 1) % vertices.length];
    twice += (lon - lon0) * (nextLat - lat0) - (nextLon - lon0) * (lat - lat0);
  });
  return (Math.abs(twice) / 2) * north * east;
}

/** Return a length as people say it: `850 ม.`, `1,745 ม.`, `12.3 กม.`. */
export function lengthWords(metres, words) {
  if (metres < 10_000) return `${figure(metres, metres < 100 ? 1 : 0)}\u00a0${words.m}`;
  return `${figure(metres / 1000, 1)}\u00a0${words.km}`;
}

/** Return an area as people say it, in square metres and, from a quarter of a rai on, in rai. */
export function areaWords(area, words) {
  const metres = `${figure(area, area < 100 ? 1 : 0)}\u00a0${words.m2}`;
  return area < RAI / 4 ? metres : `${metres} (${figure(area / RAI, 2)}\u00a0${words.rai})`;
}

function figure(value, digits) {
  return value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: digits });
}
