// Saving the point in hand and what may come of it: the next project, a clash, a refusal, an undo.

import { hideClash, showClash } from "./clash.mjs";
import { around } from "./place.mjs";
import { send } from "./requests.mjs";
import { clearToasts, toast } from "./toast.mjs";

/** Bind saving on a page with { panel, ground, hand, words, toasts, live, open(id, how), fit(box), dated }. */
export function bindSaving(page) {
  let atWork = 0;

  const address = (id, what = "") => `/projects/${id}/pin${what}${window.location.search}`;

  /** Do something that the server may refuse; a clash is shown, any other refusal is said. */
  async function doing(what) {
    const { panel } = page;
    atWork += 1;
    panel.busy(true);
    try {
      await what();
    } catch (error) {
      if (error.status === 409 && "theirs" in error.said) clash(error.said);
      else if (error.kept) page.panel.kept(error.kept);
      else page.panel.refuse(error.status ? error.message : page.words.offline);
    } finally {
      panel.busy(false);
      atWork -= 1;
    }
  }

  async function save(seen = page.hand.known()?.id ?? null) {
    const { hand, panel } = page;
    await hand.settled();
    if (panel.save.disabled) return;
    if (!hand.place()) {
      panel.missing(hand.known() ? page.words.same : null);
      return;
    }
    if (!hand.whole()) {
      panel.refuse(page.words.unfinished);
      return;
    }
    page.here?.stop();
    const { state } = panel;
    const first = Object.keys(state.places).length === 0;
    await doing(async () => {
      const phase = panel.phase();
      const entry = { project: state.id, title: panel.title(), phase, url: address(state.id), fields: { ...hand.fields(), phase, seen }, state: hand.state() };
      const done = await send(entry.url, entry.fields).catch((error) => keepUnsent(entry, error));
      page.outbox?.drop(state.id, phase).catch(() => {});
      hand.saved();
      const undo = { word: page.words.undo, run: () => undoSave(state.id, done.place) };
      toast(page.toasts, `${page.words.saved}: ${panel.title()}`, undo);
      page.live?.look();
      await page.open(first && done.next ? done.next.id : state.id, { keep: true });
    });
  }

  /** Keep on the device what the server could not be told; what it refused is said as it is. */
  async function keepUnsent(entry, error) {
    if (error.status && error.status < 500) throw error;
    try {
      await page.outbox.keep(entry);
    } catch {
      throw error;
    }
    throw Object.assign(error, { status: 0, kept: page.words.kept });
  }

  async function undoSave(id, { phase, id: seen }) {
    await doing(async () => {
      await send(address(id, "/undo"), { phase, seen });
      toast(page.toasts, page.words.undone);
      page.live?.look();
      await page.open(id);
    });
  }

  async function undoNeed(id, version) {
    await doing(async () => {
      await send(address(id, "/need"), { reason: null, version });
      toast(page.toasts, page.words.undone);
      await page.open(id);
    });
  }

  function clash(said) {
    const { panel, ground, hand } = page;
    clearToasts(page.toasts);
    showClash(page, said, {
      keep: () => page.open(panel.state.id),
      mine: (seen) => {
        hideClash(panel, ground);
        hand.draw();
        save(seen);
      },
    });
    const both = [said.theirs, said.mine].filter(Boolean);
    if (both.length === 2) page.fit(around(both));
  }

  /** Send the panel's plain forms without leaving the map. */
  function bindForms() {
    const { panel, words } = page;
    const forms = { "undo-form": words.undone, "remove-form": words.removed, "need-form": words.waived };
    for (const [name, said] of Object.entries(forms)) {
      panel.find(name)?.addEventListener("submit", (event) => {
        event.preventDefault();
        sendForm(name, event.target, said);
      });
    }
  }

  function sendForm(name, form, said) {
    const { id } = page.panel.state;
    const { csrf_token: _, ...fields } = Object.fromEntries(new FormData(form));
    return doing(async () => {
      const done = await send(form.action, fields);
      const ways = {
        "remove-form": () => undoSave(id, { phase: fields.phase, id: null }),
        "need-form": () => undoNeed(id, done.version),
      };
      toast(page.toasts, said, ways[name] ? { word: page.words.undo, run: ways[name] } : null);
      page.live?.look();
      await page.open(name === "need-form" && done.next ? done.next.id : id, { keep: true });
    });
  }

  return { save, clash, bindForms, atWork: () => atWork > 0 };
}
