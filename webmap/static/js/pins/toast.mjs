// Short messages at the edge of the page, with one thing to do about them; they wait while one looks at them.

const STAYS = 12000;

/** Show a message. `act` is { word, run } or null. Returns a function that takes it away. */
export function toast(place, said, act = null, { bad = false, stays = STAYS } = {}) {
  const item = document.createElement("div");
  item.className = bad ? "toast bad" : "toast";
  const text = document.createElement("span");
  text.textContent = said;
  item.append(text);
  const gone = () => item.remove();
  if (act) item.append(button(act, gone));
  clearToasts(place);
  place.append(item);
  leaveAlone(item, gone, stays);
  return gone;
}

/** Ctrl+Z does what the message offers, unless somebody is typing. */
export function bindUndoKey(place) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    const act = place.querySelector(".toast-act");
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.shiftKey || typing || !act) return;
    event.preventDefault();
    act.click();
  });
}

export function clearToasts(place) {
  for (const older of place.querySelectorAll(".toast")) older.remove();
}

function button({ word, run }, gone) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "toast-act";
  made.textContent = word;
  made.addEventListener("click", () => {
    gone();
    run();
  });
  return made;
}

function leaveAlone(item, gone, stays) {
  let clock = setTimeout(gone, stays);
  const wait = () => clearTimeout(clock);
  const goOn = () => {
    wait();
    clock = setTimeout(gone, stays / 2);
  };
  item.addEventListener("mouseenter", wait);
  item.addEventListener("focusin", wait);
  item.addEventListener("mouseleave", goOn);
  item.addEventListener("focusout", goOn);
}
