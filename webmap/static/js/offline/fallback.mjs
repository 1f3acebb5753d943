// The page that stands for one that was not kept: what there is instead, and back to it as soon as the network is.

import { ago, moment } from "./age.mjs";

const { dataset } = document.documentElement;
const block = document.querySelector("[data-instead]");
const at = Date.parse(dataset.kept ?? "");

if (Number.isFinite(at)) {
  block.hidden = false;
  block.querySelector("[data-age]").textContent = `${moment(at, "th")} (${ago(at, Date.now(), "th")})`;
}
const left = window.location.pathname === "/logout";
document.querySelector("[data-signed-out]").hidden = !left;
const again = () => (left ? window.location.replace("/") : window.location.reload());
document.querySelector("[data-again]").addEventListener("click", again);
// Browsers say "online" as soon as there is any network; whether the server is in reach, only the server tells.
const reached = () => fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok, () => false);
window.addEventListener("online", async () => { if (await reached()) again(); });
