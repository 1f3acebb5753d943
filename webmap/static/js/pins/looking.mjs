// Having the server look at what is in hand, or read what was typed; and what is done where it cannot be asked.

import { offhand } from "./offhand.mjs";
import { filled } from "./place.mjs";
import { ask, askWith } from "./requests.mjs";
import { drawnOf, kindOf, pair } from "./shape.mjs";

const SLOW = 300; // milliseconds after which it is said that an answer is on its way

/** Bind looking for a page, as `bindHand` has it; `hand` has take(next, again), drop() and metres(), how far it may be off. */
export function bindLooking(page, hand) {
  let asking = new AbortController();
  let answered = Promise.resolve();

  function understood(question, answer) {
    if (question.text) {
      hand.take(ofText(question, answer));
      if (answer.geometry && answer.geometry.type !== "Point") page.fitTo(answer.geometry);
      else page.show({ lat: answer.lat, lon: answer.lon });
    }
    page.readings?.show(question.text ? answer.others ?? [] : []);
    page.panel.say(answer, exactness());
    page.tools?.update();
  }

  function exactness() {
    const metres = hand.metres();
    return metres ? [filled(page.words.within, { metres: Math.ceil(metres) })] : [];
  }

  function misunderstood(question, error) {
    if (!error.status) {
      if (question.text) unasked(question);
      else page.panel.wait(page.words.unchecked);
      return;
    }
    if (question.text) {
      hand.drop();
      page.panel.say(null);
      page.readings?.show([]);
    } else page.panel.wait("–");
    page.panel.refuse(error.message);
  }

  /** Without a network plain degrees are read here, and any other text is taken as it is: the server reads it when it is sent. */
  function unasked({ text, crs, pick }) {
    const place = crs ? null : offhand(text);
    const more = { kind: "point", method: "text", text, crs, pick };
    hand.take(place ? { ...more, vertices: [pair([place.lon, place.lat])] } : { ...more, vertices: [], unread: true }, true);
    if (place) page.show(place);
    page.readings?.show([]);
    page.tools?.update();
    page.panel.wait(place ? page.words.unchecked : page.words.unread);
  }

  return {
    /** Ask what is in hand, or what a text means; only the last question is answered. */
    ask(question) {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      const slow = setTimeout(() => page.panel.wait(page.words.checking), SLOW);
      const { pick: _, ...asked } = question;
      const words = { ...asked, project: page.panel.state.id };
      answered = (question.geometry ? askWith("/pins/check", words, signal) : ask("/pins/check", words, signal))
        .then((answer) => { if (!signal.aborted) understood(question, answer); })
        .catch((error) => { if (!signal.aborted) misunderstood(question, error); })
        .finally(() => clearTimeout(slow));
      return answered;
    },
    /** Ask nothing, since there is nothing in hand. */
    stop() {
      asking.abort();
      page.panel.say(null);
    },
    /** Wait until the server has answered. */
    answered: () => answered,
  };
}

function ofText({ text, crs, pick }, answer) {
  const geometry = answer.geometry ?? { type: "Point", coordinates: [answer.lon, answer.lat] };
  const drawn = drawnOf(geometry) ?? { kind: kindOf(geometry), vertices: [], geometry };
  return { ...drawn, method: "text", text, crs, pick };
}
