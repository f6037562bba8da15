import { beforeAll, describe, expect, it } from 'vitest';
import {
  date,
  dateTime,
  dayMonth,
  duration,
  monthYear,
  number,
  precise,
  relative,
  timeOfDay,
} from './format';
import { useLocale } from '../i18n/locale.svelte';

beforeAll(() => useLocale('en', ['de-DE', 'en-GB']));

const now = Date.parse('2026-11-23T12:00:00Z');

describe('relative', () => {
  const cases: [string, string][] = [
    ['2026-11-23T12:00:30Z', 'now'],
    ['2026-11-23T11:55:00Z', '5 minutes ago'],
    ['2026-11-23T14:00:00Z', 'in 2 hours'],
    ['2026-11-22T11:00:00Z', 'yesterday'],
    ['2026-09-01T12:00:00Z', '3 months ago'],
    ['2024-11-01T12:00:00Z', '2 years ago'],
    ['', ''],
    ['nonsense', ''],
  ];
  it.each(cases)('tells %s as "%s"', (moment, want) => expect(relative(moment, now)).toBe(want));
});

describe('duration', () => {
  const cases: [number, string][] = [
    [0, '0 sec'],
    [400, '0.4 sec'],
    [9960, '10 sec'],
    [59_600, '1 min'],
    [200_000, '3 min 20 sec'],
    [7_500_000, '2 hrs 5 min'],
  ];
  it.each(cases)('tells %d ms as "%s"', (ms, want) =>
    expect(duration(ms).replaceAll(/secs?/g, 'sec').replaceAll(/mins?/g, 'min')).toBe(want),
  );
});

describe('moments', () => {
  it('uses the region of the person where it speaks the language', () => {
    expect(date('2026-11-23T12:00:00Z')).toBe('23 Nov 2026');
    expect(dateTime('2026-11-23T14:05:00Z')).toBe('23 Nov 2026, 14:05');
    expect(dayMonth('2026-11-23T14:05:00Z')).toBe('23 Nov');
    expect(monthYear('2026-11-23T14:05:00Z')).toBe('Nov 2026');
  });
  it('tells milliseconds of the log, and nothing of what is no moment', () => {
    expect(precise('2026-11-23T14:05:07.123456789Z')).toBe('23/11/2026, 14:05:07.123');
    expect(precise('soon')).toBe('');
  });
  it('leaves the date out for today', () => {
    expect(timeOfDay('2026-11-23T14:05:00Z', now)).toBe('14:05');
    expect(timeOfDay('2026-11-24T14:05:00Z', now)).toBe('24 Nov 2026, 14:05');
  });
  it('is empty for never', () => expect(dateTime('')).toBe(''));
});

describe('numbers', () => {
  it('groups digits', () => expect(number(1204)).toBe('1,204'));
});
