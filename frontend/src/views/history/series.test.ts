import { describe, expect, it } from 'vitest';
import type { RunCounts } from '../../backend/contract';
import { knownOf, lastKnown, seriesOf, since, startOf, totals, uneven } from './series';

// Local moments: the pieces begin on the clocks of the person.
const at = (text: string) => new Date(text).getTime();

function run(text: string, more: Partial<RunCounts> = {}): RunCounts {
  return {
    time: at(text) / 1000,
    users: 10,
    groups: 2,
    added: 0,
    changed: 0,
    removed: 0,
    revoked: 0,
    ...more,
  };
}

describe('a piece of time', () => {
  it.each([
    ['quarter', '2026-11-25T13:59:59', '2026-11-25T12:00:00'],
    ['day', '2026-11-25T23:59:59', '2026-11-25T00:00:00'],
    ['week', '2026-11-25T13:00:00', '2026-11-23T00:00:00'],
    ['week', '2026-11-29T13:00:00', '2026-11-23T00:00:00'],
    ['week', '2026-11-23T00:00:00', '2026-11-23T00:00:00'],
    ['month', '2026-11-25T13:00:00', '2026-11-01T00:00:00'],
  ] as const)('%s of %s begins at %s', (piece, moment, want) => {
    expect(startOf(piece, at(moment))).toBe(at(want));
  });
});

describe('the series', () => {
  it('adds up what runs of one piece changed, and keeps what the last one counted', () => {
    const series = seriesOf(
      [
        run('2026-11-24T08:00:00', { added: 3 }),
        run('2026-11-24T20:00:00', { users: 12, added: 1, removed: 2, revoked: 0 }),
        run('2026-11-26T20:00:00', { users: 13, changed: 4 }),
      ],
      'month',
    );
    expect(series).toEqual({
      piece: 'day',
      syncs: 3,
      buckets: [
        {
          start: at('2026-11-24T00:00:00'),
          members: 12,
          groups: 2,
          added: 4,
          changed: 0,
          removed: 2,
          revoked: 0,
        },
        {
          start: at('2026-11-26T00:00:00'),
          members: 13,
          groups: 2,
          added: 0,
          changed: 4,
          removed: 0,
          revoked: 0,
        },
      ],
    });
    expect(totals(series)).toMatchObject({
      added: 4,
      changed: 4,
      removed: 2,
      revoked: 0,
      first: { members: 12 },
    });
  });

  it('does not fall to nothing where a run failed', () => {
    const failed = { users: 0, groups: 0 };
    const series = seriesOf(
      [run('2026-11-24T08:00:00'), run('2026-11-24T09:00:00', failed), run('2026-11-25T09:00:00', failed)],
      'month',
    );
    expect(series.buckets.map((bucket) => bucket.members)).toEqual([10, null]);
    expect(totals(series).last?.members).toBe(10);
  });

  it.each([
    ['2026-11-24T08:00:00', 'day'],
    ['2026-04-24T08:00:00', 'week'],
    ['2022-11-24T08:00:00', 'month'],
  ])('of everything since %s is by %s', (first, want) => {
    expect(seriesOf([run(first), run('2026-11-25T08:00:00')], 'all').piece).toBe(want);
  });

  it('of nothing is empty', () => {
    expect(seriesOf([], 'all').buckets).toEqual([]);
    expect(totals(seriesOf([], 'week')).first).toBeUndefined();
  });
});

it.each([
  [[300, 2, 3, 5], true],
  [[30, 12, 13, 15], false],
  [[300, 2], false],
  [[], false],
])('days with %j changes are uneven: %s', (sizes, want) => {
  const runs = sizes.map((added, i) => run(`2026-11-${10 + i}T08:00:00`, { added }));
  expect(uneven(seriesOf(runs, 'month'))).toBe(want);
});

it('a range begins so many days ago, and all at no moment', () => {
  const now = Date.parse('2026-11-23T14:00:00Z');
  expect(since('week', now)).toBe('2026-11-16T14:00:00.000Z');
  expect(since('all', now)).toBe('');
});

describe('what is known', () => {
  const failed = { users: 0, groups: 0 };

  it('is counted, and the newest of it found', () => {
    const series = seriesOf(
      [run('2026-11-24T08:00:00'), run('2026-11-25T08:00:00'), run('2026-11-26T08:00:00', failed)],
      'month',
    );
    expect([knownOf(series), lastKnown(series)]).toEqual([2, 1]);
  });

  it('may be nothing', () => {
    const series = seriesOf([run('2026-11-24T08:00:00', failed)], 'month');
    expect([knownOf(series), lastKnown(series)]).toEqual([0, 0]);
  });
});
