// The project that is pointed at, in the list and on the map at once.

/**
 * Bind the rows of a list and a map. Returns { open(project or null), which marks the one
 * that is open, and point(id or null), which lights the row of one that the pointer is on }. */
export function bindChosen(map, list) {
  let lit = null;
  let opened = null;

  function draw() {
    const features = [opened, lit].filter(Boolean).filter((each, index, all) => all.findIndex((other) => other.id === each.id) === index);
    map.getSource("chosen")?.setData({
      type: "FeatureCollection",
      features: features.map((each) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [each.lon, each.lat] },
        properties: { stage: each.stage, open: each === opened },
      })),
    });
  }

  function light(row) {
    list.querySelector(".row.lit")?.classList.remove("lit");
    row?.classList.add("lit");
    lit = row ? projectOf(row) : null;
    draw();
  }

  function reveal(row) {
    const { lon, lat } = projectOf(row) ?? {};
    if (lon === undefined || map.getBounds().contains([lon, lat])) return;
    map.easeTo({ center: [lon, lat] });
  }

  list.addEventListener("mouseover", (event) => light(event.target.closest(".row")));
  list.addEventListener("mouseleave", () => light(null));
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    light(row);
    if (row && event.target.matches(":focus-visible")) reveal(row);
  });
  list.addEventListener("focusout", () => light(null));
  return {
    open(project) {
      opened = project;
      draw();
    },
    point(id) {
      light(id === null ? null : list.querySelector(`[data-project="${id}"]`));
    },
  };
}

/** Return { id, lon, lat, stage } of an element that stands for a project, or null where it has no place. */
export function projectOf(element) {
  const { project, lon, lat, stage } = element.dataset;
  return lon ? { id: project, lon: Number(lon), lat: Number(lat), stage } : null;
}
