// One photograph to the server, with how far it has come: `fetch` does not tell.

import { inSession, Refusal } from "../pins/requests.mjs";

const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

/** Send an entry of the outbox; returns the server's answer, or throws a `Refusal`, or an error without `status`. */
export function sendPhoto(entry, progress) {
  return inSession(() => sendOnce(entry, progress));
}

function sendOnce(entry, progress) {
  const body = new FormData();
  const { lat, lon, accuracy_m: accuracy, taken } = entry.device ?? {};
  const fields = { key: entry.key, account: entry.account, phase: entry.phase, hidden: entry.hidden ? "yes" : "", lat, lon, accuracy_m: accuracy, taken };
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null && value !== "") body.append(name, value);
  }
  body.append("photos", entry.blob, entry.name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/projects/${entry.project}/photos`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      const said = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && said.photo) done(said);
      else failed(new Refusal(request.status, said));
    });
    request.addEventListener("error", () => failed(new Error("offline")));
    request.addEventListener("timeout", () => failed(new Error("offline")));
    request.timeout = 10 * 60_000;
    request.send(body);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
