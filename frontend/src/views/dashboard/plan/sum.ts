// A plan in a few words. No backend, no page.
import type { Seats, TestResult } from '../../../backend/contract';
import { t } from '../../../i18n/index.svelte';
import { number } from '../../../lib/format';

/** A part of the sum: a loss, something else, or a quiet remark. */
export interface Part {
  text: string;
  tone: 'loss' | 'plain' | 'quiet';
}

/** sumOf tells what a sync would do, or did, losses first; empty for nothing. */
export function sumOf(result: TestResult, done = false): Part[] {
  const words = done ? t.plan.did : t.plan;
  const { removed, revoked, leaves, joins, changes, groups, groupsNew, groupsGone } = result.counts;
  const changed = groups - groupsNew - groupsGone;
  const parts: Part[] = [];
  if (leaves > 0) parts.push({ text: words.leave(removed, revoked), tone: 'loss' });
  if (groupsGone > 0) parts.push({ text: words.groupsGone(groupsGone), tone: 'loss' });
  if (joins > 0) parts.push({ text: words.join(joins), tone: 'plain' });
  if (changes > 0) parts.push({ text: words.change(changes), tone: 'plain' });
  if (groupsNew > 0) parts.push({ text: words.groupsNew(groupsNew), tone: 'plain' });
  if (changed > 0) parts.push({ text: words.groups(changed), tone: 'plain' });
  if (result.joins + result.leaves > 0) {
    parts.push({ text: t.plan.memberships(number(result.joins), number(result.leaves)), tone: 'quiet' });
  }
  return parts;
}

/** seatWords tells how many seats are used and bought. */
export function seatWords(seats: Seats): string {
  const texts = t.plan.seats;
  const parts = [texts.used(number(seats.usedBefore), number(seats.usedAfter))];
  if (!seats.known) return [...parts, texts.unknown].join('; ');
  parts.push(texts.bought(number(seats.boughtBefore)));
  if (seats.buys > 0) parts.push(texts.buys(seats.buys));
  if (seats.limit !== null) parts.push(texts.limit(number(seats.limit)));
  return parts.join('; ');
}
