// The small map on a project's page: its mark in the middle of the neighbourhood.

import { fontsReady, makeMap } from "./map/make.mjs";

async function show(place) {
  const { lon, lat, stage } = place.dataset;
  const at = [Number(lon), Number(lat)];
  await fontsReady();
  const map = makeMap(place, { shown: ["areas", "names"], view: { center: at, zoom: 10 } });
  map.scrollZoom.disable();
  map.on("load", () => {
    const feature = { type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { stage, open: true } };
    map.getSource("chosen").setData(feature);
  });
}

for (const place of document.querySelectorAll("[data-mini-map]")) {
  show(place).catch(() => { place.hidden = true; });
}
