// Where the person is when an answer comes. Who has gone on meanwhile is not
// taken away: the focus, and with it what is typed next, stays.

/** lost tells whether nothing has the focus: what had it is gone. */
function lost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** giveBack gives the focus to an element, where nothing else has it. */
export function giveBack(to: HTMLElement | null | undefined): void {
  if (lost()) to?.focus({ preventScroll: true });
}

/**
 * attention remembers where the person is while something is asked. The returned
 * function tells whether she has stayed, and waits: she has gone nowhere else, and
 * typed nothing.
 */
export function attention(): () => boolean {
  const begun = document.activeElement;
  let typed = false;
  document.addEventListener('input', () => (typed = true), { once: true, capture: true });
  return () => !typed && (lost() || document.activeElement === begun);
}
