import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../backend/contract';
import { newer, numberedLines, textOf } from './log';
import { LogLines } from './log.svelte';

const line = (second: number, message = `line ${second}`): LogLine => ({
  time: `2026-11-23T14:00:${String(second).padStart(2, '0')}.5Z`,
  level: 'INFO',
  message,
  attributes: [],
});

/** aLog is a program with a log that can grow, and questions that can be held back. */
function aLog(count: number) {
  const all = Array.from({ length: count }, (_, i) => line(i));
  const held: (() => void)[] = [];
  let hold = false;
  return {
    add: (...lines: LogLine[]) => all.push(...lines),
    hold: () => (hold = true),
    release: () => {
      hold = false;
      held.splice(0).forEach((go) => go());
    },
    async logs(q: { level: string; search: string; before: string; limit: number }) {
      const found = all.filter((l) => l.message.includes(q.search) && (q.before === '' || l.time < q.before));
      if (hold) await new Promise<void>((resolve) => held.push(resolve));
      return found.reverse().slice(0, q.limit);
    },
  };
}

const shown = (lines: LogLines) => lines.lines.map((l) => l.message);

describe('a line as text', () => {
  it('quotes what would be mistaken', () => {
    const attributes = [
      { key: 'server', value: 'dc1' },
      { key: 'error', value: 'connection "a" refused' },
      { key: 'empty', value: '' },
    ];
    expect(textOf({ ...line(1), attributes })).toBe(
      '2026-11-23T14:00:01.5Z INFO line 1 server=dc1 error="connection \\"a\\" refused" empty=""',
    );
  });
});

describe('newer lines', () => {
  const known = numberedLines([line(2), line(1)]);
  it('are those after the last known one', () => {
    expect(newer(known, numberedLines([line(4), line(3), line(2)]))?.map((l) => l.message)).toEqual([
      'line 3',
      'line 4',
    ]);
    expect(newer(known, numberedLines([line(2)]))).toEqual([]);
    expect(newer([], numberedLines([line(1)]))).toHaveLength(1);
  });
  it('are not known where there is a gap', () => {
    expect(newer(known, numberedLines([line(9), line(8)]))).toBeNull();
  });
});

describe('the log', () => {
  it('begins with the newest lines and goes back on demand', async () => {
    const lines = new LogLines(aLog(8), { first: 3, more: 4 });
    await lines.begin();
    expect(shown(lines)).toEqual(['line 5', 'line 6', 'line 7']);
    expect(lines.end).toBe(false);
    await lines.older();
    expect(shown(lines)).toHaveLength(7);
    await lines.older();
    expect(shown(lines)[0]).toBe('line 0');
    expect(lines.end).toBe(true);
  });

  it('follows, without showing a line twice', async () => {
    const log = aLog(2);
    const lines = new LogLines(log, { first: 3, more: 4 });
    await lines.begin();
    log.add(line(2), line(3));
    await Promise.all([lines.follow(), lines.follow(), lines.follow()]);
    expect(shown(lines)).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
  });

  it('begins anew where it could not keep up', async () => {
    const log = aLog(2);
    const lines = new LogLines(log, { first: 3, more: 4 });
    await lines.begin();
    log.add(...Array.from({ length: 20 }, (_, i) => line(i + 10)));
    await lines.follow();
    expect(shown(lines)).toEqual(['line 26', 'line 27', 'line 28', 'line 29']);
    expect(lines.end).toBe(false);
  });

  it('drops the answer to an older question', async () => {
    const log = aLog(3);
    const lines = new LogLines(log, { first: 3, more: 4 });
    await lines.begin();
    log.hold();
    const late = [lines.follow(), lines.older()];
    lines.search = 'line 1';
    const now = lines.begin();
    log.release();
    await Promise.all([...late, now]);
    expect(shown(lines)).toEqual(['line 1']);
  });

  it('goes back on demand also while it follows, and keeps the order', async () => {
    const log = aLog(8);
    const lines = new LogLines(log, { first: 3, more: 4 });
    await lines.begin();
    log.add(line(8));
    log.hold();
    const late = [lines.follow(), lines.older()];
    expect(lines.busy).toBe(true);
    await new Promise((resolve) => setTimeout(resolve));
    log.release();
    await Promise.all(late);
    expect(lines.busy).toBe(false);
    expect(shown(lines)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `line ${n}`));
  });

  it('stops following but keeps the error of the first question', async () => {
    const lines = new LogLines(
      { logs: async () => Promise.reject(new Error('the log is not readable')) },
      { first: 3, more: 4 },
    );
    await lines.begin();
    expect(lines.error?.message).toBe('the log is not readable');
    expect(lines.ready).toBe(false);
  });
});
