// From runs to what a chart can show: one point for each piece of time.
import type { RunCounts } from '../../backend/contract';

/** Range is how far back the chart goes. */
export type Range = 'week' | 'month' | 'year' | 'all';

/** Piece is the time that one point of the chart covers. */
export type Piece = 'quarter' | 'day' | 'week' | 'month';

/** Bucket is what happened in one piece of time. */
export interface Bucket {
  /** Its beginning, in milliseconds since 1970. */
  start: number;
  /** As the last run in it told; null where none could tell. */
  members: number | null;
  groups: number | null;
  added: number;
  changed: number;
  removed: number;
  revoked: number;
}

/** Series is all of it, oldest first. */
export interface Series {
  piece: Piece;
  syncs: number;
  buckets: Bucket[];
}

const day = 86_400_000;
const days: Record<Range, number> = { week: 7, month: 30, year: 365, all: 0 };

/** since is the moment (RFC 3339) at which a range begins; empty for all. */
export function since(range: Range, now: number): string {
  return range === 'all' ? '' : new Date(now - days[range] * day).toISOString();
}

/** pieceOf is how long the pieces of a range are; of all, by how long that was. */
function pieceOf(range: Range, points: readonly RunCounts[]): Piece {
  const fixed = { week: 'quarter', month: 'day', year: 'week', all: undefined } as const;
  const [first, last] = [points[0], points.at(-1)];
  const span = first && last ? (last.time - first.time) * 1000 : 0;
  return fixed[range] ?? (span <= 62 * day ? 'day' : span <= 730 * day ? 'week' : 'month');
}

/** startOf is when the piece began in which a moment lies, on the clocks here. */
export function startOf(piece: Piece, time: number): number {
  const at = new Date(time);
  const [year, month, date] = [at.getFullYear(), at.getMonth(), at.getDate()];
  switch (piece) {
    case 'quarter':
      return new Date(year, month, date, at.getHours() - (at.getHours() % 6)).getTime();
    case 'day':
      return new Date(year, month, date).getTime();
    case 'week': // from Monday on
      return new Date(year, month, date - ((at.getDay() + 6) % 7)).getTime();
    case 'month':
      return new Date(year, month).getTime();
  }
}

/**
 * seriesOf sums up runs, oldest first. A run that failed before it knew tells
 * neither members nor groups.
 */
export function seriesOf(points: readonly RunCounts[], range: Range): Series {
  const piece = pieceOf(range, points);
  const buckets: Bucket[] = [];
  for (const point of points) {
    const start = startOf(piece, point.time * 1000);
    let bucket = buckets.at(-1);
    if (bucket?.start !== start) {
      bucket = { start, members: null, groups: null, added: 0, changed: 0, removed: 0, revoked: 0 };
      buckets.push(bucket);
    }
    bucket.added += point.added;
    bucket.changed += point.changed;
    bucket.removed += point.removed;
    bucket.revoked += point.revoked;
    if (point.users === 0 && point.groups === 0) continue;
    bucket.members = point.users;
    bucket.groups = point.groups;
  }
  return { piece, syncs: points.length, buckets };
}

/**
 * uneven tells whether one piece of time, such as that of the first sync, would
 * make all others look like nothing.
 */
export function uneven({ buckets }: Series): boolean {
  const sizes = buckets
    .map((bucket) => Math.max(bucket.added + bucket.changed, bucket.removed + bucket.revoked))
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const middle = sizes[Math.floor((sizes.length - 1) / 2)] ?? 0;
  return sizes.length > 2 && (sizes.at(-1) ?? 0) > 12 * middle;
}

/** knownOf counts the pieces of time that know members and groups: two make a line. */
export function knownOf({ buckets }: Series): number {
  return buckets.filter((bucket) => bucket.members !== null).length;
}

/** lastKnown is the newest of them by its place; the last one where none knows. */
export function lastKnown({ buckets }: Series): number {
  const at = buckets.findLastIndex((bucket) => bucket.members !== null);
  return at < 0 ? buckets.length - 1 : at;
}

/** Totals is the whole series in numbers. */
export interface Totals {
  first: Bucket | undefined;
  last: Bucket | undefined;
  added: number;
  changed: number;
  removed: number;
  revoked: number;
}

/** totals sums it up; first and last are those that know members and groups. */
export function totals({ buckets }: Series): Totals {
  const known = buckets.filter((bucket) => bucket.members !== null);
  const sum = (of: 'added' | 'changed' | 'removed' | 'revoked') =>
    buckets.reduce((before, bucket) => before + bucket[of], 0);
  return {
    first: known[0],
    last: known.at(-1),
    added: sum('added'),
    changed: sum('changed'),
    removed: sum('removed'),
    revoked: sum('revoked'),
  };
}
