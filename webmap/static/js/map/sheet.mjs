// On phones the panel is a sheet over the map: dragged or stepped between peek, half and full.

export const STOPS = ["peek", "half", "full"];
const PEEK = 132;

/** Return the height in pixels of a stop, within a room of so many pixels. */
export function stopHeight(stop, room) {
  return Math.round({ peek: Math.min(PEEK, room), half: room * 0.52, full: room - 8 }[stop]);
}

/** Return the stop to come to rest at: the nearest, or the next one in the direction of a flick. */
export function restingStop(height, speed, room) {
  const heights = STOPS.map((stop) => stopHeight(stop, room));
  if (Math.abs(speed) > 0.4) {
    const further = speed > 0
      ? heights.findIndex((each) => each > height)
      : heights.findLastIndex((each) => each < height);
    return STOPS[further < 0 ? (speed > 0 ? STOPS.length - 1 : 0) : further];
  }
  const gaps = heights.map((each) => Math.abs(each - height));
  return STOPS[gaps.indexOf(Math.min(...gaps))];
}

/** Bind the sheet and its handle. Returns { to(stop), stop() }. */
export function bindSheet(sheet, handle) {
  let stop = "peek";
  let drag = null;
  const room = () => sheet.parentElement.clientHeight - parseFloat(getComputedStyle(sheet).bottom);

  function place(height) {
    sheet.style.setProperty("--sheet-height", `${height}px`);
  }
  function to(next) {
    stop = next;
    place(stopHeight(stop, room()));
    handle.setAttribute("aria-expanded", String(stop !== "peek"));
    sheet.dataset.stop = stop;
  }
  function step(by) {
    to(STOPS[Math.max(0, Math.min(STOPS.length - 1, STOPS.indexOf(stop) + by))]);
  }

  handle.addEventListener("pointerdown", (event) => {
    drag = { from: event.clientY, height: stopHeight(stop, room()), at: event.timeStamp, y: event.clientY, speed: 0, moved: false };
    handle.setPointerCapture(event.pointerId);
    sheet.classList.add("dragging");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const height = drag.height + drag.from - event.clientY;
    drag.moved ||= Math.abs(drag.from - event.clientY) > 4;
    drag.speed = (drag.y - event.clientY) / Math.max(1, event.timeStamp - drag.at);
    drag.y = event.clientY;
    drag.at = event.timeStamp;
    drag.now = Math.max(60, Math.min(room() - 8, height));
    place(drag.now);
  });
  const release = () => {
    if (!drag) return;
    sheet.classList.remove("dragging");
    if (drag.moved) to(restingStop(drag.now, drag.speed, room()));
    handle.dataset.dragged = drag.moved ? "yes" : "";
    drag = null;
  };
  handle.addEventListener("pointerup", release);
  handle.addEventListener("pointercancel", release);
  handle.addEventListener("click", () => {
    if (handle.dataset.dragged === "yes") handle.dataset.dragged = "";
    else to(stop === "full" ? "peek" : STOPS[STOPS.indexOf(stop) + 1]);
  });
  handle.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp") step(1);
    else if (event.key === "ArrowDown") step(-1);
    else return;
    event.preventDefault();
  });
  window.addEventListener("resize", () => place(stopHeight(stop, room())));
  return { to, stop: () => stop };
}
