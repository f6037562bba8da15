import type { Session } from '../../state/session.svelte';
import type { Kept } from './form.svelte';

/**
 * What is not saved while the person looks at a test of it: Settings goes on from
 * there when it is opened again. It ends with the page, and with the profile.
 */
const kept = new WeakMap<Session, { profile: string } & Kept>();

export function keep(session: Session, changes: Kept): void {
  kept.set(session, { profile: session.profile, ...changes });
}

/** takeKept answers what was kept for the profile, once. */
export function takeKept(session: Session): Kept | undefined {
  const found = kept.get(session);
  kept.delete(session);
  return found?.profile === session.profile ? found : undefined;
}
