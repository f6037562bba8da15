import type { Draft } from '../../backend/contract';
import type { Session } from '../../state/session.svelte';
import type { Kept } from './form.svelte';
import { draftOf, keysOf } from './model';

/**
 * What is not saved while the person looks at a test of it: Settings goes on from
 * there when it is opened again. It ends with the page, and with the profile.
 */
const kept = new WeakMap<Session, { profile: string } & Kept>();

export function keep(session: Session, changes: Kept): void {
  kept.set(session, { profile: session.profile, ...changes });
}

/** keptDraft is what was kept for the profile, as Go takes it; null for nothing. */
export function keptDraft(session: Session): Draft | null {
  const found = kept.get(session);
  if (found?.profile !== session.profile) return null;
  const draft = draftOf(found.edits, found.secrets);
  return keysOf(draft).length > 0 ? draft : null;
}

/** forgetKept forgets what was kept: it is saved. */
export function forgetKept(session: Session): void {
  kept.delete(session);
}

/** takeKept answers what was kept for the profile, once. */
export function takeKept(session: Session): Kept | undefined {
  const found = kept.get(session);
  kept.delete(session);
  return found?.profile === session.profile ? found : undefined;
}
