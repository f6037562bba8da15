import { intlLocale } from '../i18n/locale.svelte';

// Dates, times and numbers as people read them. The language decides words, the
// person's own region decides order and separators where it speaks that language.

export { digits as number } from '../i18n/plural';

/** as formats moments so; empty for an empty one. */
function as(options: Intl.DateTimeFormatOptions): (moment: string) => string {
  return (moment) => {
    const time = Date.parse(moment);
    return Number.isNaN(time) ? '' : new Intl.DateTimeFormat(intlLocale(), options).format(time);
  };
}

/** date formats a moment (RFC 3339) as "23 Nov 2026"; empty for an empty one. */
export const date = as({ dateStyle: 'medium' });

/** dateTime formats a moment as "23 Nov 2026, 14:05"; empty for an empty one. */
export const dateTime = as({ dateStyle: 'medium', timeStyle: 'short' });

/** dateTimeSeconds formats a moment as "23 Nov 2026, 14:05:07": two of one minute are told apart. */
export const dateTimeSeconds = as({ dateStyle: 'medium', timeStyle: 'medium' });

/** dayMonth formats a moment as "23 Nov", for the axis of a chart. */
export const dayMonth = as({ day: 'numeric', month: 'short' });

/** monthYear formats a moment as "Nov 2026". */
export const monthYear = as({ month: 'short', year: 'numeric' });

let preciseFormat: { locale: string; format: Intl.DateTimeFormat } | undefined;

/** precise formats a moment of the log as "23/11/2026, 14:05:07.123". */
export function precise(moment: string): string {
  const time = Date.parse(moment);
  return Number.isNaN(time) ? '' : logFormat(intlLocale()).format(time);
}

/** logFormat is kept: there are thousands of lines. */
function logFormat(locale: string): Intl.DateTimeFormat {
  if (preciseFormat?.locale === locale) return preciseFormat.format;
  const format = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  preciseFormat = { locale, format };
  return format;
}

/** exact formats a moment with seconds and time zone, for a title. */
export const exact = as({ dateStyle: 'full', timeStyle: 'long' });

/** timeOfDay formats a moment of today as "14:05", of another day with its date. */
export function timeOfDay(moment: string, now: number = Date.now()): string {
  const then = new Date(moment);
  const today = then.toDateString() === new Date(now).toDateString();
  return today ? as({ timeStyle: 'short' })(moment) : dateTime(moment);
}

/** weekday is the name of a day that is counted from Sunday, 0. */
export function weekday(day: number): string {
  const words = new Intl.DateTimeFormat(intlLocale(), { weekday: 'long', timeZone: 'UTC' });
  return words.format(Date.UTC(2023, 0, 1 + day));
}

/** listed is an enumeration: "a, b and c". */
export function listed(list: readonly string[]): string {
  return new Intl.ListFormat(intlLocale(), { type: 'conjunction' }).format(list);
}

/** zoned formats a moment as "23 Nov 2026, 14:05 CET": where it matters whose clock it is. */
export const zoned = as({
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** clock formats a time in milliseconds as "14:05:07", of this computer's zone. */
export function clock(time: number): string {
  return new Intl.DateTimeFormat(intlLocale(), { timeStyle: 'medium' }).format(time);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** relative tells how far a moment is from now: "5 minutes ago", "in 2 hours", "now". */
export function relative(moment: string, now: number): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return '';
  const seconds = (time - now) / 1000;
  const words = new Intl.RelativeTimeFormat(intlLocale(), { numeric: 'auto' });
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  // Seconds would only flicker.
  return unit === 'second' ? words.format(0, 'second') : words.format(Math.round(seconds / size), unit);
}

/** duration formats milliseconds: "0.4 s", "12 s", "3 min 20 s", "2 h 5 min". */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return unit(Number(seconds.toFixed(1)), 'second');
  const whole = Math.round(seconds);
  if (whole < 60) return unit(whole, 'second');
  if (whole < 3600) return pair(Math.floor(whole / 60), 'minute', whole % 60, 'second');
  return pair(Math.floor(whole / 3600), 'hour', Math.floor((whole % 3600) / 60), 'minute');
}

function pair(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? unit(a, unitA) : `${unit(a, unitA)} ${unit(b, unitB)}`;
}

function unit(n: number, name: string): string {
  return new Intl.NumberFormat(intlLocale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(n);
}
