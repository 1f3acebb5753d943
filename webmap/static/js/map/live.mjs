// Maps that are open show what others save, a moment later: the layers' versions are asked for, and where one
// has changed its tiles are looked at again. The server answers "not modified" for all that stayed the same.

const EVERY = 1500;

/**
 * Keep sources of a map fresh. `sources` names a layer's source on the map by the layer whose version tells;
 * `onChange` is called with the layers that changed. Returns a function that stops it.
 */
export function followChanges(map, sources, onChange = () => {}, every = EVERY) {
  const known = new Map();
  let clock = null;
  let stopped = false;

  async function look() {
    const changed = [];
    for (const layer of Object.keys(sources)) {
      const now = await version(layer);
      if (known.has(layer) && known.get(layer) !== now) changed.push(layer);
      known.set(layer, now);
    }
    for (const layer of changed) if (map.getSource(sources[layer])) map.refreshTiles(sources[layer]);
    if (changed.length) onChange(changed);
  }
  async function again() {
    clock = null;
    if (!document.hidden) await look().catch(() => {});
    if (!stopped) clock = setTimeout(again, every);
  }
  const wake = () => {
    if (document.hidden || clock === null) return;
    clearTimeout(clock);
    again();
  };
  document.addEventListener("visibilitychange", wake);
  again();
  return () => {
    stopped = true;
    clearTimeout(clock);
    document.removeEventListener("visibilitychange", wake);
  };
}

/** Return what changes whenever a layer does: the version word of its TileJSON. */
async function version(layer) {
  const answer = await fetch(`/tiles/${layer}.json`, { cache: "no-cache", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no version of ${layer}`);
  return answer.headers.get("ETag") ?? answer.text();
}
