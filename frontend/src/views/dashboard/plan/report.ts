// What a report to be printed calls things. No backend, no page.
import type { TestResult } from '../../../backend/contract';
import { languageTag, t } from '../../../i18n/index.svelte';
import { findingWords } from '../../../i18n/troubles';
import { whyWords } from '../../reasons';
import { seatWords, sumOf } from './sum';

/**
 * reportWords are the words of a report by the names that the program knows them
 * by (backend/bridge/reportwords.go). It makes the lists: {n} stands for a number.
 */
export function reportWords(result: TestResult): Record<string, string> {
  const { plan } = t;
  const { about, stop, before, members, notInIt } = plan.report;
  const { joins, leaves, changes, groups, leftOut, byHand } = plan.tabs;
  const sum = sumOf(result).map((part) => part.text);
  const words: Record<string, string> = {
    language: languageTag(),
    title: plan.title,
    about: about('{profile}', '{made}', '{version}'),
    sum: sum.length ? `${sum.join('; ')}.` : plan.none,
    stop,
    stops: result.stop.map(findingWords).join('\n'),
    before: before('{name}'),
    members: members('{n}'),
    more: plan.more('{n}'),
    less: plan.less('{n}'),
    ...{ notInIt, joins, leaves, changes, groups, leftOut, byHand },
  };
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
