// Two people placed the same project: both places are shown, and one of them is chosen.

import { inDegrees } from "./place.mjs";

/** Show a clash in the panel and on the ground; `choose` has `keep()` and `mine(seen)`. */
export function showClash({ panel, ground, drawing, dated: when }, said, choose) {
  const block = panel.find("clash");
  const letters = [...block.querySelectorAll(".pin-letter")].map((each) => each.textContent);
  const { theirs, mine } = said;
  panel.find("clash-text").textContent = said.detail ?? "";
  panel.find("clash-who").textContent = theirs?.by ?? panel.find("clash-who").dataset.nobody;
  panel.find("clash-when").textContent = theirs ? when(theirs.at) : "";
  panel.find("clash-theirs").textContent = theirs ? inDegrees(theirs) : "";
  panel.find("clash-mine").textContent = mine ? inDegrees(mine) : "";
  panel.find("clash-apart").textContent = said.apart ? `${panel.find("clash-apart").dataset.word} ${said.apart}` : "";
  panel.find("clash-keep").onclick = choose.keep;
  panel.find("clash-mine-wins").onclick = () => choose.mine(theirs?.id ?? null);
  panel.find("clash-mine-wins").hidden = !mine;
  panel.form.hidden = true;
  block.hidden = false;
  ground.put(null);
  ground.still(null);
  ground.choose(null);
  drawing.clear();
  ground.two(theirs, mine, letters);
  block.querySelector("h2").focus();
}

export function hideClash(panel, ground) {
  panel.find("clash").hidden = true;
  panel.form.hidden = false;
  ground.two(null, null);
}
