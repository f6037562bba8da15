import type { SchedulePart } from '../backend/contract';
import { t } from '../i18n/index.svelte';
import { listed, weekday } from './format';

/** scheduleWords tells times of the clock: "on weekdays from 07:00 to 19:00 every 15 minutes, otherwise every hour". */
export function scheduleWords(parts: readonly SchedulePart[]): string {
  return parts.map(partWords).join(', ');
}

function partWords(part: SchedulePart): string {
  const texts = t.unattended.schedule;
  const when = part.rest ? texts.rest : daysWords(part.days);
  const between = part.from ? texts.between(part.from, part.to) : '';
  const how = often(part);
  const words = [when, between, how].filter((text) => text !== '');
  if (when === '' && between === '' && part.at.length > 0) words.unshift(texts.everyDay);
  return words.join(' ') || texts.always;
}

function often(part: SchedulePart): string {
  const texts = t.unattended.schedule;
  if (part.at.length > 0) return texts.at(listed(part.at));
  if (part.every === 0) return '';
  return part.every % 60 === 0 ? texts.hours(part.every / 60) : texts.minutes(part.every);
}

function daysWords(days: readonly number[]): string {
  const texts = t.unattended.schedule;
  const is = [...days].sort().join('');
  if (is === '') return '';
  if (is === '12345') return texts.weekdays;
  if (is === '06') return texts.weekends;
  // From Monday on, as a week is read.
  return texts.days(listed(days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map(weekday)));
}
