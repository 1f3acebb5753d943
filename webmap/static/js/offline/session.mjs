// Whose session the browser has now, for a page that was kept or has been open for long.

const meta = (name) => document.querySelector(`meta[name=${name}]`);

/** The account whose page this is; 0 of the public's. */
export const account = () => Number(meta("account")?.content ?? 0);

/**
 * Ask the server whose session it is, and take over its token for forms where it is this page's account's.
 * Returns { same, account, renewed }; raises where the server cannot be reached.
 */
export async function lookAtSession() {
  const answer = await fetch("/session.json", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const now = await answer.json();
  const same = now.account === account();
  const token = meta("csrf-token");
  const renewed = Boolean(same && token && token.content !== now.token);
  if (renewed) {
    token.content = now.token;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = now.token;
  }
  return { same, account: now.account, renewed };
}

/** Tell the page that its session has ended: whoever shows it listens for `session-ended`. */
export function tellEnded() {
  window.dispatchEvent(new CustomEvent("session-ended"));
}
