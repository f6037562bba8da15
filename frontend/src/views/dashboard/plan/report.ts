// What a report to be printed calls things. No page.
import type { Backend, DriftItem, TestResult } from '../../../backend/contract';
import { languageTag, t } from '../../../i18n/index.svelte';
import { findingWords, sentence } from '../../../i18n/troubles';
import { every } from '../../../lib/paged.svelte';
import { driftTitle, driftWords, whyWords } from '../../reasons';
import { seatWords, sumOf } from './sum';

/**
 * reportWords are the words of a report by the names that the program knows them
 * by (backend/bridge/reportwords.go). It makes the lists: {n} stands for a number.
 */
export function reportWords(result: TestResult): Record<string, string> {
  const { plan } = t;
  const { about, stop, before, member, members, notInIt } = plan.report;
  const { joins, leaves, changes, groups, leftOut, byHand } = plan.tabs;
  const sum = sumOf(result).map((part) => part.text);
  const words: Record<string, string> = {
    language: languageTag(),
    title: plan.title,
    about: about('{profile}', '{made}', '{version}'),
    sum: sum.length ? `${sum.join('; ')}.` : plan.none,
    stop,
    stops: lines(result.stop.map(findingWords)),
    before: before('{name}'),
    member,
    members: members('{n}'),
    more: plan.more('{n}'),
    less: plan.less('{n}'),
    ...{ notInIt, joins, leaves, changes, groups, leftOut, byHand },
  };
  words['warning.nobody-logged-in'] = plan.beforeLogin;
  if (result.blocked) words['warning.cache-of-another-configuration'] = sentence(result.blocked.message);
  if (result.seats) words['seats'] = `${seatWords(result.seats)}.`;
  for (const action of Object.keys(plan.actions)) {
    words[`action.${action}`] = plan.actions[action] ?? '';
  }
  for (const code of Object.keys(t.reasons.changes)) {
    words[`reason.${code}`] = whyWords(code);
    words[`reason.${code}+`] = whyWords(code, { old: '{old}', collections: '{collections}' });
  }
  return words;
}

/**
 * remarkWords are a line for each entry that is left out, and for each change by
 * hand, whole, as their tabs tell them.
 */
export async function remarkWords(
  plans: Pick<Backend['plans'], 'leftOut' | 'byHand'>,
): Promise<Record<string, string>> {
  const all = { search: '', reason: '' };
  const [leftOut, byHand] = await Promise.all([
    every((page) => plans.leftOut({ ...all, ...page })),
    every((page) => plans.byHand({ part: '', ...all, ...page })),
  ]);
  return {
    warnings: lines(leftOut.items.map((warning) => sentence(warning.text))),
    drift: lines(byHand.items.map(driftLine)),
  };
}

function driftLine(item: DriftItem): string {
  const { takenOut, putIn } = t.plan;
  const names = (refs: DriftItem['left'], total: number) =>
    refs.map((ref) => ref.name || ref.id).join(', ') + (total > refs.length ? ', …' : '');
  const about = [item.ref.name || item.ref.id, driftWords(item)].filter(Boolean);
  if (item.leftTotal > 0) about.push(`${takenOut} ${names(item.left, item.leftTotal)}`);
  if (item.joinedTotal > 0) about.push(`${putIn} ${names(item.joined, item.joinedTotal)}`);
  return `${driftTitle(item.what)}: ${about.join('; ')}`;
}

/** lines are texts in a line each. */
function lines(texts: string[]): string {
  return texts.map((text) => text.replaceAll(/\s*\n\s*/g, ' ')).join('\n');
}
