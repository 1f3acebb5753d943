// Copy what the pages need of the pinned browser packages into webmap/static/vendor/.
// Run by `npm ci`; a closed network then needs nothing else.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FROM = join(ROOT, "node_modules");
const TO = join(ROOT, "webmap", "static", "vendor");

const FONT = "@fontsource/ibm-plex-sans-thai-looped";
const SUBSETS = ["thai", "latin", "latin-ext"];
const WEIGHTS = [400, 600];

const FILES = [
  ["maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl/maplibre-gl.mjs"],
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl/maplibre-gl-worker.mjs"],
  ["maplibre-gl/dist/maplibre-gl.css", "maplibre-gl/maplibre-gl.css"],
  ["maplibre-gl/LICENSE.txt", "maplibre-gl/LICENSE.txt"],
  ["leaflet/dist/leaflet.js", "leaflet/leaflet.js"],
  ["leaflet/dist/leaflet.css", "leaflet/leaflet.css"],
  ["leaflet/dist/images", "leaflet/images"],
  ["leaflet/LICENSE", "leaflet/LICENSE.txt"],
  [`${FONT}/LICENSE`, "fonts/LICENSE.txt"],
  ["lucide-static/LICENSE", "icons/LICENSE.txt"],
  ["terra-draw/dist/terra-draw.modern.js", "terra-draw/terra-draw.mjs"],
];

// The packages come without the text of their licence.
const LICENCES = [["terra-draw.txt", "terra-draw/LICENSE.txt"]];
const ADAPTER = "terra-draw-maplibre-gl-adapter/dist/terra-draw-maplibre-gl-adapter.modern.js";

const ICONS = `
  arrow-down arrow-left arrow-right arrow-up arrow-up-down banknote building-2 calendar camera check chevron-down
  chevron-left chevron-right chevron-up circle-alert circle-check circle-help circle-x clipboard-list cloud-off
  cloud-upload copy download external-link eye eye-off file-text file-up filter history image image-plus info layers link list
  list-filter list-todo locate locate-fixed lock log-in log-out magnet map map-pin map-pin-off map-pin-plus
  map-pinned menu minus move pencil pentagon plus printer redo-2 rotate-ccw ruler save search spline square-pen
  table table-2 trash-2 triangle-alert undo-2 user x zoom-in zoom-out
`.trim().split(/\s+/);

function copy([from, to]) {
  mkdirSync(dirname(join(TO, to)), { recursive: true });
  cpSync(join(FROM, from), join(TO, to), { recursive: true });
}

// A browser resolves no bare import, and our pages may carry no inline import map.
function adapter() {
  const text = readFileSync(join(FROM, ADAPTER), "utf8");
  const bare = /from\s*"terra-draw"/g;
  if (text.match(bare)?.length !== 1) throw new Error(`${ADAPTER} imports otherwise than expected`);
  writeFileSync(join(TO, "terra-draw", "maplibre-gl-adapter.mjs"), text.replace(bare, 'from"./terra-draw.mjs"'));
}

// One stylesheet with the faces that we use; a browser fetches only the scripts that a page has.
function fonts() {
  const ranges = JSON.parse(readFileSync(join(FROM, FONT, "unicode.json"), "utf8"));
  const faces = SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => face(subset, weight, ranges[subset])));
  writeFileSync(join(TO, "fonts", "fonts.css"), faces.join("\n"));
}

function face(subset, weight, range) {
  const name = `ibm-plex-sans-thai-looped-${subset}-${weight}-normal.woff2`;
  copy([`${FONT}/files/${name}`, `fonts/${subset}-${weight}.woff2`]);
  return `@font-face {
  font-family: "IBM Plex Sans Thai Looped";
  font-weight: ${weight};
  font-display: swap;
  src: url("${subset}-${weight}.woff2") format("woff2");
  unicode-range: ${range};
}
`;
}

// One sprite of the icons named above, each a <symbol> with the icon's own name.
function sprite() {
  const symbols = ICONS.map((name) => {
    const svg = readFileSync(join(FROM, "lucide-static", "icons", `${name}.svg`), "utf8");
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  const text = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
  writeFileSync(join(TO, "icons", "icons.svg"), text);
}

rmSync(TO, { recursive: true, force: true });
FILES.forEach(copy);
for (const [from, to] of LICENCES) cpSync(join(ROOT, "bin", "licences", from), join(TO, to));
adapter();
fonts();
sprite();
