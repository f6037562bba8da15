import type { Messages } from '../en';
import { counter } from '../plural';

const count = counter('de');

const people = (n: number) => count(n, { one: 'Person', other: 'Personen' });
const verb = (n: number, one: string, other: string) => (n === 1 ? one : other);

/** Texts of the plan: what a sync would do, by name. */
export const plan: Messages['plan'] = {
  title: 'Was eine Synchronisierung täte',
  titleDone: 'Was die Synchronisierung getan hat',
  titlePast: 'Ein früherer Plan',
  past: 'Was eine Synchronisierung damals getan hätte',
  of: (when) => `Getestet ${when}`,
  done: (when) => `Erledigt ${when}`,
  ofFile: (name, when) => `Gespeicherter Plan ${name}, erstellt ${when}`,
  empty:
    'Es gibt keinen Test zu zeigen. „Jetzt testen“ liest das Verzeichnis und zeigt mit Namen, wer hinzukäme, ginge oder sich änderte. Es wird nichts gesendet.',
  none: 'Nichts zu tun: Die Organisation ist so, wie das Verzeichnis sie vorgibt.',
  noneStopped: 'Nichts würde gesendet.',
  noneFound: 'Niemand einzuladen: Es wurde keine Person und keine Gruppe gefunden, die gesendet würde.',

  open: 'Gespeicherten Plan öffnen…',
  opened: (name) => `${name} wird angezeigt`,
  tooLarge: 'Ein Plan von mehr als 60 MB kann nur mit der Befehlszeile ausgeführt werden.',
  save: 'Speichern',
  saveAs: {
    plan: 'Plandatei, um ihn später auszuführen (JSON)',
    csv: 'Tabelle aller Änderungen (CSV)',
    html: 'Bericht zum Lesen und Drucken (HTML)',
    test: 'Benutzer und Gruppen des Verzeichnisses (JSON)',
    testCsv: 'Benutzer und Gruppen des Verzeichnisses (CSV)',
  },
  report: {
    about: (profile, made, version) => `Profil ${profile}, erstellt ${made} von Version ${version}.`,
    stop: 'Eine Synchronisierung würde anhalten:',
    before: (name) => `vorher ${name}`,
    member: '1 Mitglied',
    members: (n) => `${n} Mitglieder`,
    notInIt: 'im Verzeichnis nicht mehr darin',
  },

  leave: (removed, revoked) =>
    removed === 0
      ? `${people(revoked)} ${verb(revoked, 'verliert', 'verlieren')} den Zugriff und ${verb(revoked, 'bleibt Mitglied', 'bleiben Mitglieder')}`
      : revoked === 0
        ? `${people(removed)} ${verb(removed, 'wird', 'werden')} entfernt`
        : `${people(removed)} entfernt, ${people(revoked)} ohne Zugriff`,
  join: (n) => `${people(n)} ${verb(n, 'kommt', 'kommen')} hinzu`,
  change: (n) => count(n, { one: 'Mitglied ändert sich', other: 'Mitglieder ändern sich' }),
  groups: (n) => count(n, { one: 'Gruppe ändert sich', other: 'Gruppen ändern sich' }),
  groupsNew: (n) => count(n, { one: 'neue Gruppe', other: 'neue Gruppen' }),
  groupsGone: (n) => `${count(n, { one: 'Gruppe wird', other: 'Gruppen werden' })} gelöscht`,
  did: {
    leave: (removed, revoked) =>
      removed === 0
        ? `${people(revoked)} ${verb(revoked, 'hat', 'haben')} den Zugriff verloren und ${verb(revoked, 'blieb', 'blieben')} Mitglied`
        : revoked === 0
          ? `${people(removed)} ${verb(removed, 'wurde', 'wurden')} entfernt`
          : `${people(removed)} entfernt, ${people(revoked)} ohne Zugriff`,
    join: (n) => `${people(n)} ${verb(n, 'kam', 'kamen')} hinzu`,
    change: (n) => `${count(n, { one: 'Mitglied', other: 'Mitglieder' })} geändert`,
    groups: (n) => `${count(n, { one: 'Gruppe', other: 'Gruppen' })} geändert`,
    groupsNew: (n) => count(n, { one: 'neue Gruppe', other: 'neue Gruppen' }),
    groupsGone: (n) => `${count(n, { one: 'Gruppe wurde', other: 'Gruppen wurden' })} gelöscht`,
  },
  memberships: (joins, leaves) => `Gruppenmitgliedschaften: ${joins} mehr, ${leaves} weniger`,
  unlisted: 'Dieser Server zeigt nicht, was aus dem Gesendeten wird.',
  unseen:
    'Die Organisation konnte nicht oder nicht ganz gefragt werden: Was fehlt, ist mit dem verglichen, was frühere Synchronisierungen gesendet haben. Warum, steht unter „Warnungen“.',
  beforeLogin: 'Noch nicht mit der Organisation verglichen: Niemand war angemeldet.',
  seats: {
    used: (before, after) =>
      before === after
        ? `Plätze: mindestens ${before} belegt`
        : `Plätze: mindestens ${before} belegt, danach ${after}`,
    bought: (n) => `${n} gekauft`,
    buys: (n) =>
      `die Cloud kauft von selbst ${count(n, { one: 'Platz', other: 'Plätze' })} dazu, sofort kostenpflichtig`,
    limit: (n) => `höchstens ${n}`,
    unknown: 'der Server sagt nicht, wie viele es gibt',
  },

  sync: (n) =>
    n === 1 ? 'Diese Änderung synchronisieren' : `Diese ${count(n, { other: 'Änderungen' })} synchronisieren`,
  syncHelp: 'Tut genau, was hier steht, oder nichts.',
  because: {
    draft: 'Diese Einstellungen sind noch nicht gespeichert: Speichern Sie sie zuerst.',
    notLoggedIn: 'Melden Sie sich zum Synchronisieren zuerst an.',
    final: 'Was hier anhält, kann so nicht erlaubt werden.',
    stops: 'Was hier anhält, steht oben.',
    first: 'Beantworten Sie zuerst die Frage oben.',
  },
  outdated: {
    settings: 'Seit diesem Test gelten andere Einstellungen',
    login: 'Dieser Test wurde vor der Anmeldung gemacht',
    sync: 'Seit diesem Test wurde synchronisiert',
    applied: 'Dies wurde ausgeführt',
    age: 'Dies ist über einen Tag alt',
    hint: 'Im Folgenden steht der damalige Stand. Eine Synchronisierung kann jetzt etwas anderes tun.',
    loginHint:
      'Testen Sie noch einmal: Dann wird mit der Organisation verglichen, und das Ergebnis lässt sich ausführen.',
    appliedHint: 'Im Folgenden steht, was getan wurde.',
  },
  differs: {
    title: (n) =>
      `Veraltet: ${count(n, { one: 'Änderung ist', other: 'Änderungen sind' })} nicht mehr wie angezeigt, deshalb wurde nichts gesendet`,
    text: 'Das Verzeichnis oder die Organisation hat sich seit dem Test geändert.',
    caption: 'Was anders ist',
    shown: 'Angezeigt',
    now: 'Jetzt',
    nothing: 'nichts',
    search: 'Unterschiede durchsuchen',
  },

  stop: {
    title: 'Eine Synchronisierung würde hier anhalten',
    titleSync: 'Die letzte Synchronisierung wurde angehalten',
    when: (time) => `${time}. Es wurde nichts gesendet.`,
    test: 'Nichts wird gesendet, bevor jemand genau dies erlaubt.',
    testNever: 'Nichts wird gesendet, solange das so ist.',
    since: 'Seit der letzten guten Synchronisierung',
    users: (before, now) => `damals ${before} Personen, jetzt ${now}`,
    groups: (before, now) => `damals ${before} Gruppen, jetzt ${now}`,
    same: 'So viele Personen und Gruppen wie damals',
    settings: 'Andere Einstellungen:',
    openRun: (time) => `Synchronisierung vom ${time}`,
    filter: 'Filter öffnen',
    allow: 'Genau dies erlauben…',
    wait: 'Warten',
    waiting: 'Bis dahin wird nichts gesendet; die automatische Synchronisierung fragt jedes Mal erneut.',
    show: 'Wieder anzeigen',
  },

  search: 'Personen und Gruppen suchen',
  tabs: {
    label: 'Teile des Plans',
    joins: 'Neu',
    leaves: 'Abgänge',
    changes: 'Änderungen',
    groups: 'Gruppen',
    leftOut: 'Warnungen',
    byHand: 'Von Hand',
    everybody: 'Alle',
  },
  nobody: {
    joins: 'Niemand kommt hinzu.',
    leaves: 'Niemand geht.',
    changes: 'Kein Mitglied ändert sich.',
    groups: 'Keine Gruppe ändert sich.',
    leftOut: 'Es gibt keine Warnungen, und niemand wird ausgelassen.',
    byHand: 'Niemand hat etwas von Hand geändert.',
  },
  why: 'Grund',
  allReasons: 'Alle Gründe',
  reasonOption: (words, n) => `${words} (${n})`,
  columns: {
    what: 'Was',
    who: 'Wer',
    why: 'Warum',
    externalId: 'Externe ID',
    beforeAfter: 'Vorher und nachher',
    entry: 'Eintrag',
  },
  actions: {
    remove: 'Entfernen',
    revoke: 'Zugriff widerrufen',
    restore: 'Zugriff wiederherstellen',
    invite: 'Einladen',
    stage: 'Ohne Einladung hinzufügen',
    adopt: 'Externe ID geben',
    rekey: 'Andere externe ID',
    update: 'Ändern',
    create: 'Neue Gruppe',
    empty: 'Leeren',
    delete: 'Löschen',
  },
  renamed: (before, after) => `${before} → ${after}`,
  more: (n) => `${n} mehr`,
  less: (n) => `${n} weniger`,
  membersThen: (n) => `danach ${count(n, { one: 'Mitglied', other: 'Mitglieder' })}`,
  comes: (name) => `Kommen in ${name} hinzu`,
  goes: (name) => `Verlassen ${name}`,
  comesTitle: 'Kommen',
  goesTitle: 'Gehen',
  searchMembers: (name) => `Suchen, wer in ${name} kommt und geht`,
  missing: (n) =>
    `${count(n, { one: 'Gruppe', other: 'Gruppen' })} der Organisation nicht mehr im Verzeichnis oder Filter`,
  missingFirst: (n) => `Die ersten ${n}:`,
  collections: (names) => `gibt Zugriff auf ${names}`,
  putIn: 'Hineingenommen:',
  takenOut: 'Herausgenommen:',
  andMore: (n) => `und ${n} weitere`,
  lists: {
    label: 'Liste',
    enabled: (n) => `Aktive (${n})`,
    disabled: (n) => `Deaktivierte (${n})`,
    deleted: (n) => `Gelöschte (${n})`,
    groups: (n) => `Gruppen (${n})`,
  },
  noLists:
    'Ein gespeicherter Plan enthält, was sich ändert, nicht alle Personen. „Jetzt testen“ liest das Verzeichnis.',
};
