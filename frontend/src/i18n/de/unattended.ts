import type { Messages } from '../en';
import { counter } from '../plural';

const count = counter('de');

/** Texts about syncs that nobody looks at. */
export const unattended: Messages['unattended'] = {
  schedule: {
    weekdays: 'an Werktagen',
    weekends: 'am Wochenende',
    days: (list) => `am ${list}`,
    everyDay: 'täglich',
    between: (from, to) => `von ${from} bis ${to} Uhr`,
    rest: 'sonst',
    minutes: (n) => (n === 1 ? 'jede Minute' : `alle ${count(n, { other: 'Minuten' })}`),
    hours: (n) => (n === 1 ? 'jede Stunde' : `alle ${count(n, { other: 'Stunden' })}`),
    at: (list) => `um ${list} Uhr`,
    always: 'immer',
    begins: (words, zone) => `Automatische Synchronisierungen beginnen ${words} (${zone}).`,
    next: (times) => `Die nächsten drei: ${times}.`,
    quiet: (words, zone) => `Nichts, was etwas entzieht, wird gesendet: ${words} (${zone}).`,
    quietNow: (until) => `Das ist jetzt so, bis ${until}.`,
  },
  notices: {
    title: 'Wer was erfahren hat',
    description: 'Was aus den letzten Benachrichtigungen geworden ist, die neuesten zuerst.',
    test: 'Test senden',
    unsaved: 'Der Test verwendet die gespeicherten Einstellungen: Speichern Sie zuerst Ihre Änderungen.',
    sent: 'Der Test ist überall angekommen.',
    failed: 'Der Test ist nicht überall angekommen',
    none: 'Noch wurde niemand benachrichtigt.',
    when: 'Wann',
    way: 'Weg',
    what: 'Was',
    result: 'Ergebnis',
    taken: 'Angekommen',
    notTaken: 'Nicht angekommen',
    ways: {
      mail: 'E-Mail',
      webhook: 'Webhook',
      heartbeat: 'Lebenszeichen',
      'event log': 'Ereignisprotokoll',
    },
    events: {
      test: 'Test',
      failure: 'Fehlschlag',
      stopped: 'Von einer Schutzregel angehalten',
      recovery: 'Wieder in Ordnung',
      drift: 'Von Hand geändert',
      changes: 'Änderungen',
      summary: 'Zusammenfassung',
      credentials: 'Zugangsdaten laufen bald ab',
    },
  },
  postponed: {
    title: (n) =>
      `${count(n, { one: 'Änderung wartet', other: 'Änderungen warten' })} auf das Ende der Ruhezeit`,
    until: (time) =>
      `Bis ${time} wird nichts gesendet, was etwas entzieht. Die erste Synchronisierung danach sendet es.`,
    then: 'Die erste Synchronisierung nach der Ruhezeit sendet es.',
    first: (n) => `Die ersten ${n}:`,
    leaves: (n) =>
      count(n, { one: 'Gruppenmitgliedschaft entfällt', other: 'Gruppenmitgliedschaften entfallen' }),
  },
};
