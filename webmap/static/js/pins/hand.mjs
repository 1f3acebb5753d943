// The point in hand: clicked, dragged, typed or measured, looked at by the server, not yet saved.

import { filled, metresPerPixel, rounded } from "./place.mjs";
import { ask } from "./requests.mjs";

const STEADY = 6; // pixels within which a pointer hits what it means

/** Bind the point in hand of a page: { panel, ground, map, words }, each as it stands when it is used. */
export function bindHand(page) {
  let place = null; // { lat, lon, method, text, crs, accuracy_m }
  let asked = "";
  let looking = new AbortController();
  let looked = Promise.resolve();

  const known = () => page.panel.state.places[page.panel.phase()] ?? null;

  /** Ask what a point or a text means; only the last question is answered. */
  function look(question) {
    const { panel } = page;
    looking.abort();
    looking = new AbortController();
    const { signal } = looking;
    const slow = setTimeout(() => panel.wait(page.words.checking), 300);
    looked = ask("/pins/check", { ...question, project: panel.state.id }, signal)
      .then((answer) => { if (!signal.aborted) understood(question, answer); })
      .catch((error) => { if (!signal.aborted) misunderstood(question, error); })
      .finally(() => clearTimeout(slow));
    return looked;
  }

  function understood(question, answer) {
    if (question.text) {
      place = { lat: answer.lat, lon: answer.lon, method: "text", text: question.text, crs: question.crs };
      page.panel.ready(true);
      page.ground.put(place);
      page.show(place);
    }
    page.panel.say(answer, exactness());
  }

  function misunderstood(question, error) {
    if (question.text) {
      place = null;
      page.panel.ready(false);
      page.panel.say(null);
    }
    page.panel.refuse(error.status ? error.message : page.words.offline);
  }

  function exactness() {
    const metres = (place ?? known())?.accuracy_m;
    return metres ? [filled(page.words.within, { metres: Math.ceil(metres) })] : [];
  }

  return {
    place: () => place,
    known,
    /** Wait until the server has answered about the point, and about what was typed last. */
    settled() {
      const typed = page.panel.text.value.trim();
      if (typed !== asked) this.type();
      return looked;
    },
    /** Take a point; of one that was pointed at, the map's scale says how exact it can be. */
    take(next) {
      const { panel, ground, map } = page;
      const steady = next.method === "map" && map ? Math.ceil(STEADY * metresPerPixel(map.getZoom(), next.lat)) : null;
      place = { accuracy_m: steady, ...next, lat: rounded(next.lat), lon: rounded(next.lon) };
      asked = `${place.lat.toFixed(6)}, ${place.lon.toFixed(6)}`;
      panel.text.value = asked;
      panel.refuse(null);
      panel.ready(true);
      ground.put(place, { range: place.accuracy_m });
      ground.element.setAttribute("aria-label", `${page.words.pin} ${asked}`);
      look({ lat: place.lat, lon: place.lon });
    },
    /** Read what is typed. */
    type() {
      asked = page.panel.text.value.trim();
      page.panel.refuse(null);
      if (asked) look({ text: asked, crs: page.panel.crs() });
      else this.letGo();
    },
    /** Put the pin back where it is on record, or off the map. */
    letGo() {
      const { panel, ground } = page;
      const on = known();
      place = null;
      asked = "";
      panel.text.value = "";
      panel.refuse(null);
      panel.ready(false);
      ground.put(on, { range: on?.accuracy_m, kept: true });
      if (on) look({ lat: on.lat, lon: on.lon });
      else {
        looking.abort();
        panel.say(null);
      }
    },
    /** Forget the point without touching the page: it has been saved. */
    saved() {
      place = null;
    },
    /** Return the fields to send: a text as it was typed, or the point. */
    fields() {
      const { lat, lon, method, text, crs, accuracy_m: metres } = place;
      return method === "text" ? { text, crs } : { lat, lon, method, accuracy_m: metres };
    },
  };
}
