// Where a vertex is drawn to: the nearest corner or edge of what lies around, within a few pixels. No page, no map.

/** Return the lines [[lon, lat], …] of GeoJSON features, rings and parts one by one; points as lines of one. */
export function linesOf(collection) {
  return (collection?.features ?? []).flatMap(({ geometry, properties }) => partsOf(geometry).map((vertices) => ({ vertices, properties })));
}

function partsOf(geometry) {
  const { type, coordinates } = geometry ?? {};
  switch (type) {
    case "Point": return [[coordinates]];
    case "MultiPoint": return coordinates.map((each) => [each]);
    case "LineString": return [coordinates];
    case "MultiLineString": case "Polygon": return coordinates;
    case "MultiPolygon": return coordinates.flat();
    default: return [];
  }
}

/**
 * Return { lon, lat, corner, properties } of the nearest place on some lines within `reach` pixels, or null.
 * A corner wins over an edge. `project` turns [lon, lat] into { x, y }, `unproject` { x, y } into [lon, lat].
 */
export function nearest(at, lines, reach, { project, unproject }) {
  const here = project(at);
  let corner = null;
  let edge = null;
  for (const { vertices, properties } of lines) {
    const points = vertices.map(project);
    points.forEach((point, i) => {
      const far = Math.hypot(point.x - here.x, point.y - here.y);
      if (far <= reach && far < (corner?.far ?? Infinity)) corner = { far, lon: vertices[i][0], lat: vertices[i][1], properties };
      if (i === 0) return;
      const foot = footOf(here, points[i - 1], point);
      const off = Math.hypot(foot.x - here.x, foot.y - here.y);
      if (off <= reach && off < (edge?.far ?? Infinity)) edge = { far: off, foot, properties };
    });
  }
  if (corner) return { lon: corner.lon, lat: corner.lat, corner: true, properties: corner.properties };
  if (!edge) return null;
  const [lon, lat] = unproject(edge.foot);
  return { lon, lat, corner: false, properties: edge.properties };
}

/** Return the point of a segment that is nearest to a point, in pixels. */
export function footOf(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square));
  return { x: from.x + share * dx, y: from.y + share * dy };
}

/** Return the index of the vertex within reach of a point in pixels, the nearest, or -1. */
export function vertexAt(point, vertices, reach, project) {
  const far = vertices.map((vertex) => {
    const { x, y } = project(vertex);
    return Math.hypot(x - point.x, y - point.y);
  });
  const least = Math.min(...far);
  return least <= reach ? far.indexOf(least) : -1;
}

/** Return the index of the part whose line is within reach of a point in pixels, the nearest but for one part, or -1. */
export function partAt(point, parts, but, reach, project, closed) {
  let best = -1;
  let least = reach;
  parts.forEach((vertices, i) => {
    if (i === but) return;
    const corners = (closed ? [...vertices, ...vertices.slice(0, 1)] : vertices).map(project);
    for (let j = 1; j < corners.length; j += 1) {
      const foot = footOf(point, corners[j - 1], corners[j]);
      const off = Math.hypot(foot.x - point.x, foot.y - point.y);
      if (off <= least) [best, least] = [i, off];
    }
  });
  return best;
}
