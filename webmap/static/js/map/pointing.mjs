// Pointing at the map itself: a circle of many opens by zooming in, a single project opens in the panel.

import { Popup } from "../../vendor/maplibre-gl/maplibre-gl.mjs";

/** Bind the pointer on a map: `onProject` gets the id of a project that is clicked, `onPoint` of one pointed at, or null. */
export function bindPointing(map, onProject, onPoint) {
  const tip = new Popup({ closeButton: false, closeOnClick: false, className: "tip", offset: 14, maxWidth: "300px" });

  map.on("click", "cells", (event) => {
    map.easeTo({ center: event.features[0].geometry.coordinates, zoom: Math.min(map.getZoom() + 2.5, 18) });
  });
  map.on("click", "points", (event) => {
    const { id } = event.features[0].properties;
    if (id) onProject(String(id));
    else map.easeTo({ center: event.features[0].geometry.coordinates, zoom: Math.max(map.getZoom() + 2.5, 12) });
  });

  for (const layer of ["cells", "points"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
      tip.remove();
      onPoint(null);
    });
  }
  map.on("mousemove", "points", (event) => {
    const { id, title } = event.features[0].properties;
    onPoint(id ?? null);
    if (!title) return;
    tip.setLngLat(event.features[0].geometry.coordinates).setText(title).addTo(map);
  });
}
