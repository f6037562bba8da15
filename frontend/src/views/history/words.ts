// The numbers of the chart in words.
import type { Run } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';
import { date, dateTime, monthYear, number } from '../../lib/format';
import type { Kind } from './plot';
import { totals, type Bucket, type Piece, type Series } from './series';

/** triggerWords says who asked for a run, and for what. */
export function triggerWords(run: Run): string {
  const by = t.history.trigger[run.trigger] ?? run.trigger;
  const about = run.only ? run.only.name || run.only.id : (t.history.tasks[run.task] ?? run.task);
  if (about) return `${by}: ${about}`;
  return run.planned ? `${by}: ${t.history.planned}` : by;
}

/** namesOf names what a chart shows; sign is the class of its mark. */
export function namesOf(kind: Kind): { label: string; sign: string }[] {
  const names = t.history.chart.series;
  return kind === 'members'
    ? [
        { label: names.members, sign: 'members' },
        { label: names.groups, sign: 'groups' },
      ]
    : [
        { label: names.added, sign: 'added' },
        { label: names.changed, sign: 'changed' },
        { label: names.removed, sign: 'removed' },
        { label: names.revoked, sign: 'revoked' },
      ];
}

/** valuesOf are the numbers of a piece of time, in that order. */
export function valuesOf(kind: Kind, bucket: Bucket): string[] {
  const known = (n: number | null) => (n === null ? t.history.chart.unknown : number(n));
  return kind === 'members'
    ? [known(bucket.members), known(bucket.groups)]
    : [bucket.added, bucket.changed, bucket.removed, bucket.revoked].map(number);
}

/** momentOf is a piece of time, by its beginning. */
export function momentOf(piece: Piece, start: number): string {
  const moment = new Date(start).toISOString();
  if (piece === 'quarter') return dateTime(moment);
  return piece === 'month' ? monthYear(moment) : date(moment);
}

/** summaryOf tells the whole chart in a few sentences. */
export function summaryOf(series: Series): string {
  const texts = t.history.chart;
  const { first, last, added, changed, removed, revoked } = totals(series);
  const days = [series.buckets[0], series.buckets.at(-1)].map((bucket) =>
    date(new Date(bucket?.start ?? 0).toISOString()),
  );
  const [from = '', to = ''] = days;
  const sentences = [
    from === to ? texts.summaryOneDay(from, series.syncs) : texts.summary(from, to, series.syncs),
  ];
  if (first && last) {
    const [before, after] = [first.members ?? 0, last.members ?? 0];
    const [groupsBefore, groupsAfter] = [first.groups ?? 0, last.groups ?? 0];
    if (first === last) sentences.push(texts.once(after, groupsAfter));
    else if (before === after && groupsBefore === groupsAfter) {
      sentences.push(texts.steady(after, groupsAfter));
    } else {
      sentences.push(
        before === after ? texts.steadyMembers(after) : texts.movedMembers(number(before), number(after)),
        groupsBefore === groupsAfter
          ? texts.steadyGroups(groupsAfter)
          : texts.movedGroups(number(groupsBefore), number(groupsAfter)),
      );
    }
  }
  sentences.push(
    texts.changed(number(added), number(changed), number(removed), revoked > 0 ? number(revoked) : ''),
  );
  return sentences.join(' ');
}
