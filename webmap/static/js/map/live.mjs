// Maps that are open show what others save, a moment later: the layers' versions are asked for, and where one
// has changed its tiles are looked at again. The server answers "not modified" for all that stayed the same.

const EVERY = 1500;

/**
 * Keep sources of a map fresh. `sources` names a layer's source on the map by the layer whose version tells;
 * `onChange` is called with the layers that changed. Returns { look(), stop() }: to look at once, and to end it.
 */
export function followChanges(map, sources, onChange = () => {}, every = EVERY) {
  const known = new Map();
  let clock = null;
  let stopped = false;

  async function look() {
    const now = await versions();
    const changed = Object.keys(sources).filter((layer) => known.has(layer) && known.get(layer) !== now[layer]);
    for (const layer of Object.keys(sources)) known.set(layer, now[layer]);
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
  return {
    look: () => look().catch(() => {}),
    stop() {
      stopped = true;
      clearTimeout(clock);
      document.removeEventListener("visibilitychange", wake);
    },
  };
}

/** Return the versions of all layers, by their names. */
async function versions() {
  const answer = await fetch("/changes.json", { cache: "no-cache", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("the versions are not to be had");
  return answer.json();
}
