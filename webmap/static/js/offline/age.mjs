// How old something is, in words: no page.

const STEPS = [[60, "minute"], [60, "hour"], [24, "day"]];

/** Return `5 นาทีที่แล้ว`, `2 ชั่วโมงที่แล้ว`, `เมื่อวานนี้`: how long ago a moment was, as a language says it. */
export function ago(at, now, language) {
  let left = Math.max(0, Math.round((now - at) / 1000));
  let unit = "second";
  for (const [many, next] of STEPS) {
    if (left < many) break;
    left = Math.floor(left / many);
    unit = next;
  }
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-left, unit);
}

/** Return a moment as people of a language write it: `23 พ.ย. 2569 14:05`. */
export function moment(at, language) {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** Return the addresses of the tiles of some layers that cover a box of degrees, from a zoom to another; the last ones are left out beyond `most`. */
export function tilesOver([west, south, east, north], layers, [from, to], most = 120) {
  const found = [];
  for (let z = from; z <= to; z += 1) {
    const [left, top] = tileAt(west, north, z);
    const [right, bottom] = tileAt(east, south, z);
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) found.push(...layers.map((layer) => `/tiles/${layer}/${z}/${x}/${y}.mvt`));
    }
  }
  return found.slice(0, most);
}

function tileAt(lon, lat, z) {
  const many = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const x = Math.floor(((lon + 180) / 360) * many);
  const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * many);
  return [Math.max(0, Math.min(many - 1, x)), Math.max(0, Math.min(many - 1, y))];
}
