// The part of the address after `#`: what of the map is seen, so that a link shows the same again.
//   #map=<zoom>/<latitude>/<longitude>&layers=<names, only where they differ from the usual ones>

/** Return { zoom, lat, lon, layers } of a hash; view is null where there is none or it makes no sense. */
export function readHash(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const parts = (words.get("map") ?? "").split("/").map(Number);
  const [zoom, lat, lon] = parts;
  const sound = parts.length === 3 && parts.every(Number.isFinite)
    && zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 86 && Math.abs(lon) <= 180;
  const layers = words.has("layers") ? words.get("layers").split(",").filter(Boolean) : null;
  return { view: sound ? { zoom, lat, lon } : null, layers };
}

/** Return the hash for a view; coordinates as fine as the zoom shows them. */
export function writeHash({ zoom, lat, lon }, layers = null) {
  const decimals = Math.max(2, Math.ceil((zoom * Math.LN2 + Math.log(512 / 360 / 0.5)) / Math.LN10));
  const place = [Number(zoom.toFixed(2)), lat.toFixed(decimals), lon.toFixed(decimals)].join("/");
  return `#map=${place}${layers ? `&layers=${layers.join(",")}` : ""}`;
}
