// Lines and areas on the map, vertex by vertex: terra-draw holds, draws and drags them; what they are is decided elsewhere.

import { TerraDrawMapLibreGLAdapter } from "../../vendor/terra-draw/maplibre-gl-adapter.mjs";
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode } from "../../vendor/terra-draw/terra-draw.mjs";
import { drawnOf, geometryOf } from "./shape.mjs";

const NOW = "#E08E0B";
const KEPT = "#0B6E69";
const MODES = { LineString: "linestring", Polygon: "polygon" };
const coarse = window.matchMedia("(pointer: coarse)");

/** How near, in pixels, a pointer must come to a vertex: fingers need more room. */
export const reach = () => (coarse.matches ? 24 : 16);

/**
 * Bind drawing to a map that has loaded. `moving(vertices)` is told while a vertex is dragged, `moved(vertices)` when it
 * has been put down; `snap({lon, lat})` says where to put it instead, or null.
 */
export function bindDrawing(map, { moving, moved, snap }) {
  let id = null;
  let type = null;
  let colour = NOW;
  const look = () => colour;
  const drawnTo = (event) => {
    const to = snap({ lon: event.lng, lat: event.lat });
    return to ? [to.lon, to.lat] : undefined;
  };
  const flags = { feature: { draggable: false, selfIntersectable: true, coordinates: { midpoints: { draggable: true }, draggable: true, deletable: false, snappable: { toCustom: drawnTo } } } };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawLineStringMode(),
      new TerraDrawPolygonMode(),
      new TerraDrawSelectMode({
        pointerDistance: reach(),
        allowManualDeselection: false,
        keyEvents: null,
        flags: { linestring: flags, polygon: flags },
        styles: { ...stylesOf(look), ...handles(look) },
      }),
    ],
  });
  draw.start();
  draw.setMode("select");
  draw.on("change", (ids, change, context) => {
    if (change === "update" && context?.origin !== "api" && ids.includes(id)) moving(now());
  });
  draw.on("finish", (which) => {
    if (which === id) moved(now());
  });

  const now = () => drawnOf(draw.getSnapshotFeature(id)?.geometry)?.vertices ?? [];

  function clear() {
    if (id !== null && draw.hasFeature(id)) draw.removeFeatures([id]);
    id = null;
    type = null;
  }

  return {
    /** Show a kind's vertices, two at least; returns whether they could be shown with handles. */
    show(kind, vertices, { kept = false } = {}) {
      const geometry = geometryOf(kind, vertices);
      colour = kept ? KEPT : NOW;
      if (id !== null && type === geometry.type) {
        draw.updateFeatureGeometry(id, geometry);
        return true;
      }
      clear();
      const [added] = draw.addFeatures([{ type: "Feature", geometry, properties: { mode: MODES[geometry.type] } }]);
      if (!added.valid) return false;
      id = added.id;
      type = geometry.type;
      draw.selectFeature(id);
      return true;
    },
    clear,
  };
}

function stylesOf(look) {
  return {
    selectedLineStringColor: look,
    selectedLineStringWidth: 5,
    selectedPolygonColor: look,
    selectedPolygonFillOpacity: 0.2,
    selectedPolygonOutlineColor: look,
    selectedPolygonOutlineWidth: 4,
  };
}

// Under a finger a handle is 44 pixels across, its rim pale so that the line is seen through it.
function handles(look) {
  const large = coarse.matches;
  return {
    selectionPointColor: "#FFFFFF",
    selectionPointWidth: large ? 10 : 6,
    selectionPointOutlineColor: look,
    selectionPointOutlineWidth: large ? 12 : 3,
    selectionPointOutlineOpacity: large ? 0.45 : 1,
    midPointColor: look,
    midPointWidth: large ? 7 : 4,
    midPointOutlineColor: "#FFFFFF",
    midPointOutlineWidth: large ? 10 : 2,
    midPointOutlineOpacity: large ? 0.5 : 1,
  };
}
