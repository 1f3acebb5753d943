// Where a project's photographs were taken, and where the camera looked, as far as the page says.

const COLOUR = ["match", ["get", "verdict"], "supports", "#1B8A5A", "against", "#B3261E", "#566073"];
const RANGE = 22; // metres that the line of sight is drawn for, at the scale of a plot
const EARTH = 111_320;

function featuresOf(points) {
  return points.flatMap(({ id, point, heading, verdict }) => {
    const properties = { id, verdict };
    const dot = { type: "Feature", geometry: { type: "Point", coordinates: point }, properties };
    if (heading === null) return [dot];
    const angle = (heading * Math.PI) / 180;
    const [lon, lat] = point;
    const end = [lon + (RANGE * Math.sin(angle)) / EARTH / Math.cos((lat * Math.PI) / 180), lat + (RANGE * Math.cos(angle)) / EARTH];
    return [dot, { type: "Feature", geometry: { type: "LineString", coordinates: [point, end] }, properties }];
  });
}

const pointsOf = () => JSON.parse(document.querySelector("[data-photo-points]")?.dataset.photoPoints ?? "[]");

/** Draw them on a map that has loaded; a click leads to the photograph. */
export function drawPhotoPoints(map) {
  const put = () => map.getSource("photos").setData({ type: "FeatureCollection", features: featuresOf(pointsOf()) });
  map.addSource("photos", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "photo-sights", type: "line", source: "photos", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": COLOUR, "line-width": 3 } });
  map.addLayer({ id: "photo-points", type: "circle", source: "photos", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 6, "circle-color": COLOUR, "circle-stroke-color": "#fff", "circle-stroke-width": 2 } });
  put();
  document.addEventListener("photos-changed", put);
  map.on("click", "photo-points", ({ features }) => { window.location.hash = `photo-${features[0].properties.id}`; });
  for (const [event, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) {
    map.on(event, "photo-points", () => { map.getCanvas().style.cursor = cursor; });
  }
}
