import type { Setting, State } from '../../backend/contract';
import type { Session } from '../../state/session.svelte';
import type { Form } from './form.svelte';

/** Checked is what the last check that was started here was about. */
export interface Checked {
  /** The job's id. */
  id: string;
  about: About;
}

/** About is what a check depends on. */
export interface About {
  directory: string;
  /** The values of all settings, and who is logged in. */
  values: string;
  /** The secrets that were typed and not saved. */
  secrets: string;
  form: Form;
  /** The generation of that form. */
  generation: number;
}

/**
 * The check of each session. It ends with the page: the result of a check of
 * another window is not about the settings that stand here.
 */
export const checks = new WeakMap<Session, Checked>();

/** aboutNow is what a check that is started now would be about. */
export function aboutNow(form: Form, account: State['account'] | undefined): About {
  const { secrets, forget } = form.draft;
  return {
    directory: form.directory,
    values: JSON.stringify([
      form.settings.map(({ key }) => [key, form.value(key)]),
      account?.loggedIn,
      account?.clientId,
    ]),
    secrets: JSON.stringify([secrets, forget]),
    form,
    generation: form.generation,
  };
}

// What an LDAP source is asked for, and as whom, does not change where it is.
const ldapWay = /^ldap\.(hostname|port|encryption|tlsServerName|allowUnauthorized|caFile)$/;

/** wayTo is what tells which server a part is, and whom it trusts. */
export function wayTo(part: 'directory' | 'organization', form: Form): string {
  const ofPart = ({ key, directory }: Setting): boolean =>
    part === 'organization'
      ? key.startsWith('server.')
      : key === 'directory' || (directory === form.directory && (directory !== 'ldap' || ldapWay.test(key)));
  return JSON.stringify(
    form.settings
      .filter((one) => one.kind !== 'secret' && (ofPart(one) || one.key.startsWith('network.')))
      .map(({ key }) => [key, form.value(key)]),
  );
}

/** differs tells whether something changed in between; saving is no change. */
export function differs(before: About, now: About): boolean {
  if (before.values !== now.values) return true;
  if (before.form === now.form && before.generation === now.generation) return false;
  return before.secrets !== now.secrets;
}
