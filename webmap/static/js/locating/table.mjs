// A table beside its map: reading on while it is long, rows by keys, choices sent as they are made.

import { send } from "../pins/requests.mjs";
import { stepped } from "./drawn.mjs";
import { drawMap } from "./map.mjs";

const NUMBER = new Intl.NumberFormat("en");

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

/** Go on reading until all is read, then show the table. */
async function readOn(form) {
  const bar = form.querySelector("progress");
  const told = form.querySelector("[data-read]");
  const button = form.querySelector("button");
  button.hidden = true;
  try {
    for (;;) {
      const { rows, unread } = await send(form.action, {});
      bar.value = rows - unread;
      told.textContent = NUMBER.format(rows - unread);
      if (!unread) break;
    }
    window.location.reload();
  } catch {
    form.querySelector("[data-failed]").hidden = false;
    button.hidden = false;
  }
}

function bindTable(form, figure) {
  const rows = [...form.querySelectorAll("tr[data-line]")];
  let map = null;
  let active = null;

  function look(row, moving = true) {
    if (active !== row) {
      active?.classList.remove("active");
      row.classList.add("active");
      active = row;
    }
    map?.look(JSON.parse(row.dataset.drawn), moving);
  }

  function open(line) {
    const row = document.getElementById(`row-${line}`);
    if (!row) {
      window.location.assign(`${figure.dataset.here}?line=${line}#row-${line}`);
      return;
    }
    row.scrollIntoView({ block: "nearest" });
    row.focus({ preventScroll: true });
    look(row, false);
  }

  async function choose(row, choice) {
    const cell = row.querySelector("[data-state]");
    cell.setAttribute("aria-busy", "true");
    try {
      const answer = await send(form.action, { line: Number(row.dataset.line), choice });
      cell.innerHTML = answer.state;
      row.dataset.drawn = JSON.stringify(answer.drawn);
      for (const [name, count] of Object.entries(answer.counts)) {
        const place = document.querySelector(`[data-count="${name}"]`);
        if (place) place.textContent = NUMBER.format(count);
      }
      document.querySelector("[data-save]").innerHTML = answer.save;
      const drawn = answer.drawn;
      map?.repaint(Number(row.dataset.line), answer.group, drawn.readings[Math.max(0, drawn.chosen ?? 0)]);
      look(row, false);
    } catch (error) {
      const said = document.createElement("span");
      said.className = "bulk-bad";
      said.setAttribute("role", "alert");
      said.textContent = error.status ? error.message : form.dataset.failed;
      cell.replaceChildren(said);
    } finally {
      cell.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-line]");
    if (row && row !== active) look(row);
  });
  form.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-line]");
    if (row && !event.target.closest("a, input, label")) {
      row.focus({ preventScroll: true });
      look(row);
    }
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("tr[data-line]");
    if (!row) return;
    choose(row, event.target.type === "checkbox" && !event.target.checked ? 0 : Number(event.target.value));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest("tr[data-line]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.target.type !== "radio") {
      const next = rows[stepped(rows.indexOf(row), by, rows.length)];
      event.preventDefault();
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    } else if (row && /^[0-9]$/.test(event.key)) {
      pick(row, Number(event.key));
    }
  });

  function pick(row, number) {
    const single = row.querySelector("input[type=checkbox]");
    if (single && number <= 1) {
      if (single.checked !== (number === 1)) single.click();
      return;
    }
    row.querySelector(`input[type=radio][value="${number}"]`)?.click();
  }

  drawMap(figure, open).then((made) => {
    map = made;
    if (active) look(active);
    const line = new URLSearchParams(window.location.search).get("line");
    if (line) open(line);
  }).catch((error) => {
    figure.hidden = true;
    console.warn("the map of the table could not be drawn", error);
  });
}

const reading = document.querySelector("[data-bulk-reading]");
if (reading) readOn(reading);
const choices = document.querySelector("[data-bulk-choices]");
const figure = document.querySelector("[data-bulk-map]");
if (choices) bindTable(choices, figure);
else if (figure) drawMap(figure, (line) => window.location.assign(`${figure.dataset.here}?line=${line}#row-${line}`));
