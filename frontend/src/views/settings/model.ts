// What editing a setting means, without a page: pure functions over the saved
// settings and what was changed.
import { noDraft, type Draft, type Setting } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';
import type { SecretEdit } from '../../ui/SecretInput.svelte';

/** Edit is a change of a setting that is not saved; a secret has a SecretEdit instead. */
export type Edit = { do: 'set'; value: string } | { do: 'unset' };

export type Edits = Readonly<Record<string, Edit>>;
/** Seen is what was stored when each edit began. */
export type Seen = Readonly<Record<string, string>>;
export type SecretEdits = Readonly<Record<string, SecretEdit>>;

/** Kinds whose value is chosen rather than typed: they never are empty. */
const chosen = new Set(['boolean', 'choice']);

/**
 * typed is the edit that a text in the box of a setting means, null where that
 * is what is saved. An empty box means the default, unless nothing was set on purpose.
 */
export function typed(setting: Setting, text: string): Edit | null {
  if (setting.origin === 'default' && chosen.has(setting.kind) && text === setting.value) return null;
  if (setting.origin === 'set' && text === setting.value) return null;
  if (text.trim() === '' && !chosen.has(setting.kind))
    return setting.origin === 'set' ? { do: 'unset' } : null;
  return { do: 'set', value: text };
}

/** reset is the edit that puts a setting back to its default. */
export function reset(setting: Setting): Edit | null {
  return setting.origin === 'set' ? { do: 'unset' } : null;
}

/** text is what stands in the box of a setting: nothing where the default holds. */
export function text(setting: Setting, edit: Edit | undefined): string {
  if (edit?.do === 'set') return edit.value;
  if (chosen.has(setting.kind)) return edit ? setting.default : setting.value;
  return edit || setting.origin === 'default' ? '' : setting.value;
}

/** isGiven tells whether a setting comes from where these pages can't change it. */
export function isGiven(setting: Setting | undefined): boolean {
  return setting?.origin === 'environment' || setting?.origin === 'policy';
}

/** value is what would hold if the edit were saved. */
export function value(setting: Setting, edit: Edit | undefined): string {
  if (isGiven(setting)) return setting.value;
  if (edit) return edit.do === 'set' ? edit.value : setting.default;
  return setting.value;
}

/** afterwards is a setting as it is once the edit is saved. */
export function afterwards(setting: Setting, edit: Edit | undefined): Setting {
  if (!edit || isGiven(setting)) return setting;
  return { ...setting, value: value(setting, edit), origin: edit.do === 'set' ? 'set' : 'default' };
}

/** isSet tells whether something else than the default would hold. */
export function isSet(setting: Setting, edit: Edit | undefined): boolean {
  return edit ? edit.do === 'set' : setting.origin === 'set';
}

/** secretChanges tells whether a secret would be replaced or removed; one that is still empty is not. */
function secretChanges(edit: SecretEdit | undefined): boolean {
  return edit?.do === 'remove' || (edit?.do === 'replace' && edit.value.trim() !== '');
}

/** stored is what is stored of a setting: nothing where its default holds, or the environment's value; of a secret its mark. */
export function stored(setting: Setting): string {
  if (setting.kind === 'secret') return setting.mark ?? '';
  return setting.origin === 'set' ? setting.value : '';
}

/** Change is a setting that was changed here, and meanwhile by somebody else. */
export interface Change {
  key: string;
  /** What was stored when it was changed here, what is stored now, and what is wanted here. */
  before: string;
  now: string;
  mine: string;
  /** They are marks that say nothing. */
  secret: boolean;
}

/** changedElsewhere finds the edits of settings that are not as they were when the edits began. */
export function changedElsewhere(
  edits: Edits,
  secrets: SecretEdits,
  seen: Seen,
  settings: readonly Setting[],
): Change[] {
  return settings.flatMap((setting) => {
    const { key } = setting;
    const [before, now, secret] = [seen[key], stored(setting), setting.kind === 'secret'];
    const edit = secret ? undefined : edits[key];
    if (before === undefined || before === now || !(edit ?? secretChanges(secrets[key]))) return [];
    return [{ key, before, now, mine: edit?.do === 'set' ? edit.value : '', secret }];
  });
}

/** seenSecrets is seen with the marks of secrets whose change has just begun, and without those given up. */
export function seenSecrets(seen: Seen, secrets: SecretEdits, settings: readonly Setting[]): Seen {
  const isSecret = new Set(settings.filter(({ kind }) => kind === 'secret').map(({ key }) => key));
  const begun = settings.filter(({ key }) => isSecret.has(key) && secretChanges(secrets[key]));
  return Object.fromEntries([
    ...Object.entries(seen).filter(([key]) => !isSecret.has(key)),
    ...begun.map((setting) => [setting.key, seen[setting.key] ?? stored(setting)] as const),
  ]);
}

/** seenAgain is seen with what is stored now of those that were saved here: nobody else changed them. */
export function seenAgain(seen: Seen, saved: readonly string[], settings: readonly Setting[]): Seen {
  const ours = settings.filter(({ key }) => saved.includes(key) && seen[key] !== undefined);
  return { ...seen, ...Object.fromEntries(ours.map((setting) => [setting.key, stored(setting)])) };
}

/** draftOf is the change as Go takes it. */
export function draftOf(edits: Edits, secrets: SecretEdits): Draft {
  const draft = noDraft();
  for (const [key, edit] of Object.entries(edits)) {
    if (edit.do === 'set') draft.set[key] = edit.value;
    else draft.unset.push(key);
  }
  for (const [key, edit] of Object.entries(secrets)) {
    if (!secretChanges(edit)) continue;
    if (edit.do === 'replace') draft.secrets[key] = edit.value;
    if (edit.do === 'remove') draft.forget.push(key);
  }
  return draft;
}

/** keysOf are all that a draft names. */
export function keysOf(draft: Draft): string[] {
  return [...Object.keys(draft.set), ...draft.unset, ...Object.keys(draft.secrets), ...draft.forget];
}

/** stillEdits drops what meanwhile is as it should become, and what can't be set any more. */
export function stillEdits(edits: Edits, settings: readonly Setting[]): Edits {
  const known = new Map(settings.map((setting) => [setting.key, setting]));
  const left = Object.entries(edits).filter(([key, edit]) => {
    const setting = known.get(key);
    if (!setting || isGiven(setting)) return false;
    if (edit.do === 'unset') return setting.origin === 'set';
    return setting.origin !== 'set' || setting.value !== edit.value;
  });
  return Object.fromEntries(left);
}

/** named is a setting in the words of the page; in those of the program where a newer one has more. */
export function named(setting: Setting): Setting {
  return { ...setting, ...t.fields[setting.key] };
}
