// Lines of the log, the oldest first, as a person reads them.
import type { LogLine } from '../../backend/contract';

/** Line is a line with a number of its own, so that lists know it again. */
export interface Line extends LogLine {
  id: number;
}

/** The most lines that are shown at once. */
export const most = 5000;

let numbered = 0;

/** numberedLines turns the answer of the program, newest first, into lines, oldest first. */
export function numberedLines(answer: readonly LogLine[]): Line[] {
  return answer.map((line) => ({ ...line, level: line.level.toLowerCase(), id: ++numbered })).reverse();
}

/** textOf is a line as it is copied. */
export function textOf(line: LogLine): string {
  const attributes = line.attributes.map(({ key, value }) => `${key}=${quoted(value)}`);
  return [line.time, line.level.toUpperCase(), line.message, ...attributes].join(' ');
}

/** quoted puts quotes around what could not be told from what stands beside it. */
export function quoted(value: string): string {
  return value === '' || /[\s"=]/.test(value) ? JSON.stringify(value) : value;
}

/**
 * newer returns what follows the last known line in the newest lines; null where
 * they do not reach back to it.
 */
export function newer(known: readonly Line[], newest: readonly Line[]): Line[] | null {
  const last = known.at(-1);
  if (!last) return [...newest];
  const at = newest.findLastIndex((line) => same(line, last));
  return at < 0 ? null : newest.slice(at + 1);
}

function same(a: LogLine, b: LogLine): boolean {
  return a.time === b.time && textOf(a) === textOf(b);
}
