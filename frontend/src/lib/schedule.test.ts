import { expect, test } from 'vitest';
import { scheduleWords } from './schedule';

const part = { days: [] as number[], from: '', to: '', every: 0, at: [] as string[], rest: false };

test('times of the clock are told in words', () => {
  const words = (...parts: Partial<typeof part>[]) =>
    scheduleWords(parts.map((more) => ({ ...part, ...more })));
  expect(
    words({ days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00', every: 15 }, { every: 60, rest: true }),
  ).toBe('on weekdays from 07:00 to 19:00 every 15 minutes, otherwise every hour');
  expect(words({ at: ['02:00', '14:00'] })).toBe('every day at 02:00 and 14:00');
  expect(words({ days: [0, 6], every: 120 })).toBe('on weekends every 2 hours');
  expect(words({ days: [0, 3, 1], at: ['02:00'] })).toBe('on Monday, Wednesday, and Sunday at 02:00');
  expect(words({ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' })).toBe(
    'on weekdays from 08:00 to 18:00',
  );
  expect(words({})).toBe('always');
});
