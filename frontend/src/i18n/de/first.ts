import type { Messages } from '../en';
import { counter } from '../plural';

const count = counter('de');

/** Texts of the first steps. */
export const first: Messages['first'] = {
  title: 'Erste Schritte',
  progress: (done, total) => `${done} von ${total} erledigt`,
  done: 'Erledigt',
  now: 'Jetzt',
  later: 'Später',

  steps: {
    directory: 'Verzeichnis',
    check: 'Verbindung',
    people: 'Personen und Gruppen',
    login: 'Anmelden',
    plan: 'Plan',
    sync: 'Erste Synchronisierung',
    automatic: 'Automatisch',
  },
  what: {
    directory: 'Geben Sie an, woher Benutzer und Gruppen gelesen werden.',
    tried:
      'Die Einstellungen wurden ausprobiert, aber noch nicht gespeichert. Zeigt der Test die richtigen Personen, speichern Sie sie und machen Sie weiter.',
    check: 'Sehen Sie nach, ob das Verzeichnis antwortet. Nichts wird geändert.',
    people:
      'Lesen Sie Benutzer und Gruppen und sehen Sie nach, ob es die richtigen sind. Nichts wird gesendet.',
    login: 'Melden Sie sich mit dem API-Schlüssel der Organisation an, die sie erhält.',
    plan: 'Vergleichen Sie mit der Organisation: wer hinzukäme, ginge oder sich änderte. Nichts wird gesendet.',
    sync: 'Sehen Sie durch, was eine Synchronisierung tun würde, und synchronisieren Sie dann genau das.',
    automatic: 'Von jetzt an kann die Organisation dem Verzeichnis folgen, ohne dass jemand hinsieht.',
  },
  act: {
    directory: 'Verzeichnis einrichten',
    directoryOn: 'Weiter mit den Einstellungen',
    tried: 'Ergebnis anzeigen',
    check: 'Die Verbindung prüfen',
    people: 'Benutzer und Gruppen lesen',
    login: 'Zur Anmeldung',
    plan: 'Plan erstellen',
    sync: 'Plan anzeigen',
    automatic: (n) =>
      n === 1 ? 'Jede Minute synchronisieren' : `Alle ${count(n, { other: 'Minuten' })} synchronisieren`,
    later: 'Nicht jetzt',
  },
  automaticHelp: 'Das geht weiter, solange dieses Programm läuft.',
  found: {
    answers: 'antwortet',
    people: (people, groups, number) =>
      `${number(people)} ${people === 1 ? 'Person' : 'Personen'}, ${number(groups)} ${groups === 1 ? 'Gruppe' : 'Gruppen'}`,
    changes: (n) => count(n, { one: 'Änderung', other: 'Änderungen' }),
    known: (members, groups) =>
      `${count(members, { one: 'Mitglied', other: 'Mitglieder' })}, ${count(groups, { one: 'Gruppe', other: 'Gruppen' })}`,
  },

  notReady: 'Noch nicht bereit:',
  lacks: (n) =>
    `Noch nicht bereit: ${count(n, { one: 'Einstellung fehlt noch oder stimmt', other: 'Einstellungen fehlen noch oder stimmen' })} nicht.`,
  checkFailed: 'Das Verzeichnis antwortet nicht, wie es soll',
  foundNobody:
    'Das Verzeichnis antwortet, aber der Test fand niemanden und keine Gruppe: Sehen Sie nach, wo gesucht wird, und prüfen Sie die Filter.',
  next: (step) => `Als Nächstes: ${step}`,
  toDashboard: 'Weiter in der Übersicht',

  saveAndGoOn: 'Speichern und weiter',
  saved: 'Einstellungen gespeichert',
  saveFailed: 'Die Einstellungen wurden nicht gespeichert',
  draftHelp:
    'Der Test ging von Einstellungen aus, die noch nicht gespeichert sind. Zeigt er die richtigen Personen, speichern Sie sie.',
  back: 'Zurück zu den Einstellungen',
};
