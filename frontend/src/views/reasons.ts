// Words for what the program tells as codes with parameters. No backend, no page.
import type { DriftItem, Reason } from '../backend/contract';
import { said as inLanguage, t } from '../i18n/index.svelte';
import type { Params } from '../i18n/en/reasons';

type Words = Record<string, string | ((p: Params) => string) | undefined>;

/**
 * said looks up a code; one that has no words is said as it is. A problem is a
 * sentence of the program.
 */
function said(words: Words, code: string, params: Params = {}): string {
  const found = words[code];
  if (typeof found !== 'function') return found ?? code;
  const problem = params['problem'];
  return found(problem ? { ...params, problem: inLanguage(problem) } : params);
}

/** reasonWords says why something changes; empty where there is nothing to say. */
export function reasonWords(reason: Reason): string {
  return reason.code === '' ? '' : said(t.reasons.changes, reason.code, reason.params);
}

/** whyWords names a reason, without what it speaks of for a choice among them. */
export function whyWords(code: string, params: Params = {}): string {
  return said(t.reasons.changes, code, params);
}

/** stepWords says how a step of a sync ended. Those who leave have a reason of their own. */
export function stepWords(reason: Reason): string {
  if (reason.code === '') return '';
  const words = reason.code in t.reasons.steps ? t.reasons.steps : t.reasons.changes;
  const text = said(words, reason.code, reason.params);
  const why = reason.params['reason'];
  return why && words === t.reasons.steps ? `${whyWords(why)}: ${text}` : text;
}

/** membershipWords says why the organization’s group lists somebody otherwise. */
export function membershipWords(code: string, listed: string): string {
  return code === '' ? '' : said(t.reasons.memberships, code, { listed });
}

/** exclusionWords says what keeps a read from giving an entry. */
export function exclusionWords(reason: Reason): string {
  return said(t.reasons.exclusions, reason.code, reason.params);
}

/** followWords says what follows an offboarding. */
export function followWords(reason: Reason, at: string): string {
  return said(t.reasons.follows, reason.code, { ...reason.params, at });
}

/** driftTitle names what somebody changed by other means. */
export function driftTitle(what: string): string {
  return t.reasons.drift[what]?.title ?? what;
}

/** driftWords says what is done about it. */
export function driftWords(drift: DriftItem): string {
  const { now, invited, count } = drift;
  const { name, id } = drift.ref;
  return t.reasons.drift[drift.what]?.text({ name, now, id, invited, count }) ?? '';
}

/** warningTitle says in a few words what a warning is about. */
export function warningTitle(code: string): string {
  return t.reasons.warnings[code]?.title ?? code.replaceAll('-', ' ');
}

/** warningTodo says what to do about it; empty where nobody knows. */
export function warningTodo(code: string): string {
  return t.reasons.warnings[code]?.todo ?? '';
}
