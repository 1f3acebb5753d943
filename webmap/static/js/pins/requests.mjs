// Asking the server: refusals come back as its own words, a missing network as `offline`.

import { account, lookAtSession, tellEnded } from "../offline/session.mjs";

const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

/** A request that the server refused: `status`, and `said`, the problem that it answered. */
export class Refusal extends Error {
  constructor(status, said) {
    super(said.detail ?? said.title ?? String(status));
    this.status = status;
    this.said = said;
  }
}

async function answered(response) {
  const kind = response.headers.get("Content-Type") ?? "";
  const body = kind.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

/** Do what `request()` asks. A page that was kept, or open for long, may have another session's token: it is renewed once. */
export async function inSession(request) {
  try {
    return await request();
  } catch (error) {
    if (![400, 401, 403].includes(error.status) || !account()) throw error;
    const now = await lookAtSession();
    if (!now.same) {
      tellEnded();
      throw new Error("the session has ended"); // no refusal: what was to be sent can wait
    }
    if (!now.renewed) throw error;
    return request();
  }
}

/** Post what `request()` makes. */
function posted(url, request) {
  return inSession(async () => answered(await fetch(url, request())));
}

/** Send fields as JSON; a lost answer is asked for once more, since saving the same twice is harmless. */
export async function send(url, fields) {
  const body = JSON.stringify(fields);
  const request = () => ({
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    body,
  });
  try {
    return await posted(url, request);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // what fetch raises where there is no network
    await new Promise((done) => { setTimeout(done, 600); });
    return posted(url, request);
  }
}

/** Ask about something too large for an address. */
export async function askWith(path, fields, signal) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
  return answered(await fetch(path, { method: "POST", headers, body: JSON.stringify(fields), signal }));
}

/** Send a file with some fields beside it. */
export async function sendFile(path, file, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", file);
  return posted(path, () => ({ method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token() }, body }));
}

/** Ask with words in the address. */
export async function ask(path, words, signal) {
  const url = new URL(path, window.location);
  for (const [name, value] of Object.entries(words)) {
    if (value !== null && value !== undefined && value !== "") url.searchParams.set(name, value);
  }
  return answered(await fetch(url, { headers: { Accept: "application/json" }, signal }));
}
