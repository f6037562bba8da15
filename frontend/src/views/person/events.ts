// What was done to somebody, in words. No backend, no page.
import type { DriftItem, StoryEvent } from '../../backend/contract';
import { said, t } from '../../i18n/index.svelte';
import { capital } from '../../lib/text';
import { driftTitle, driftWords, reasonWords } from '../reasons';

/** Stands for the other one, until a link takes its place. */
const place = '\u0000';

/**
 * eventParts is eventWords as what stands before the other one, the member or the
 * group, and behind it: a link comes in between. One part: there is no other.
 */
export function eventParts(kind: 'user' | 'group', event: StoryEvent): string[] {
  if (!event.other) return [eventWords(kind, event)];
  return eventWords(kind, { ...event, other: { ...event.other, name: place } }).split(place);
}

/** eventWords tells one thing that happened to a person or a group. */
export function eventWords(kind: 'user' | 'group', event: StoryEvent): string {
  const texts = t.person.events;
  const parts = {
    name: event.name,
    other: event.other?.name || event.other?.id || '',
    before: event.before,
    after: event.after,
    id: event.id,
    text: said(event.text),
    code: event.code,
  };
  if (event.what === 'warning') return capital(texts.warning(parts));
  if (event.what === 'stopped') return texts.stopped(parts);
  const say = texts[kind][event.what];
  if (say) return say(parts);
  if (event.what in t.reasons.drift) {
    const drift: DriftItem = {
      what: event.what,
      kind,
      ref: { key: event.id, id: event.id, name: event.name, reason: '' },
      now: event.after,
      invited: event.invited,
      joined: [],
      joinedTotal: 0,
      left: [],
      leftTotal: 0,
      count: 0,
    };
    return `${driftTitle(event.what)}: ${driftWords(drift)}`;
  }
  return event.what;
}

/** eventReason says why; empty where the words say it already. */
export function eventReason(event: StoryEvent): string {
  const plain = ['new', 'changed', 'again', 'email-changed', 'has-email', ''];
  const parts = plain.includes(event.reason.code) ? [] : [reasonWords(event.reason)];
  if (event.unchecked) parts.push(t.person.story.unchecked);
  return parts.join('; ');
}
