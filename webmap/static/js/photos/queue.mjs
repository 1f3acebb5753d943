// What to do with photographs that wait, apart from any page: which go next, what is said of a failure.

const PROBLEMS_THAT_PASS = [400, 403];

/** Return the entries of an account, the oldest first. */
export function ofAccount(entries, account) {
  return entries.filter((entry) => entry.account === account).sort((one, other) => one.at - other.at);
}

/** How long a picture that was just taken waits for the device's position, in milliseconds. */
export const HELD = 15_000;

/** Return those to send now: one that is asked for whatever it met, else all that met no refusal and are not held. */
export function toSend(entries, only = null, now = Date.now()) {
  return entries.filter((entry) => (only ? entry.key === only : !entry.problem && !(entry.heldUntil > now)));
}

/** Forget the refusals that another session may not meet: a form that had grown old, a seat that had ended. */
export function forgiven(entry) {
  return PROBLEMS_THAT_PASS.includes(entry.status) ? { ...entry, problem: null, status: null } : entry;
}

/** Whether the server has refused something for good, rather than not having been reached. */
export function isRefusal(error) {
  return Boolean(error.status) && error.status < 500 && error.status !== 429;
}

/** Something to do as soon as nothing is under way that it would break off: `ask()` for it, do other work `during()`. */
export function afterwards(run) {
  let under = 0;
  let due = false;
  const look = () => {
    if (!due || under > 0) return;
    due = false;
    run();
  };
  return {
    ask() {
      due = true;
      look();
    },
    async during(work) {
      under += 1;
      try {
        return await work();
      } finally {
        under -= 1;
        look();
      }
    },
  };
}

/** A random UUID, also where the page is not served over HTTPS. */
export function newKey(random = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = random(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

/** When a picture that was just taken in the page was taken: by its file where that is plausible, else now. */
export function takenAt(lastModified, now) {
  return new Date(Math.abs(now - lastModified) < 600_000 ? lastModified : now).toISOString();
}
