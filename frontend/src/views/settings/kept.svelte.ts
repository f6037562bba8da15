import type { Draft } from '../../backend/contract';
import type { Session } from '../../state/session.svelte';
import type { Kept } from './form.svelte';
import { draftOf, keysOf } from './model';

/** Why changes are kept: the person looks at a test of them, or at another profile. */
type Why = 'tested' | 'elsewhere';

/** What is kept of each profile. */
class KeptChanges {
  of: Readonly<Record<string, { changes: Kept; why: Why } | undefined>> = $state.raw({});
}

/**
 * What is not saved while the person looks at something else: Settings goes on from
 * there when it is opened again. It ends with the page.
 */
const all = new WeakMap<Session, KeptChanges>();

function keptIn(session: Session): KeptChanges {
  let kept = all.get(session);
  if (!kept) all.set(session, (kept = new KeptChanges()));
  return kept;
}

const draftIn = (changes: Kept) => draftOf(changes.edits, changes.secrets);

/** keep keeps changes, where there are any, and tells whether there are. */
export function keep(session: Session, profile: string, changes: Kept, why: Why): boolean {
  const any = keysOf(draftIn(changes)).length > 0;
  const kept = keptIn(session);
  if (any) kept.of = { ...kept.of, [profile]: { changes, why } };
  return any;
}

/** testedDraft is what was kept for the profile while it is tested, as Go takes it; null for nothing. */
export function testedDraft(session: Session): Draft | null {
  const kept = keptIn(session).of[session.profile];
  return kept?.why === 'tested' ? draftIn(kept.changes) : null;
}

/** keepsAny tells whether anything is kept, for a profile that there still is. */
export function keepsAny(session: Session): boolean {
  const profiles = session.state?.profiles ?? [];
  return profiles.some((profile) => keptIn(session).of[profile.name]);
}

/** forgetKept forgets what was kept for the profile: it is saved. */
export function forgetKept(session: Session): void {
  const kept = keptIn(session);
  kept.of = { ...kept.of, [session.profile]: undefined };
}

/** takeKept answers what was kept for the profile, once. */
export function takeKept(session: Session): Kept | undefined {
  const kept = keptIn(session).of[session.profile];
  forgetKept(session);
  return kept?.changes;
}
