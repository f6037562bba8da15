import type { Messages } from '../en';
import { counter } from '../plural';

const count = counter('de');

const members = (n: number) => count(n, { one: 'Mitglied', other: 'Mitglieder' });
const groups = (n: number) => count(n, { one: 'Gruppe', other: 'Gruppen' });

/** Texts of the view "Dashboard". */
export const dashboard: Messages['dashboard'] = {
  title: 'Übersicht',
  description: 'Was die Organisation enthält und was als Nächstes geschieht.',

  action: {
    test: 'Jetzt testen',
    sync: 'Jetzt synchronisieren',
    start: 'Synchronisierung starten',
    stop: 'Synchronisierung stoppen',
    cancel: 'Abbrechen',
    syncMore: 'Weitere Arten zu synchronisieren',
    full: 'Alles noch einmal synchronisieren',
    unplanned: 'Den jetzigen Stand synchronisieren, was auch angezeigt wird',
    sinceLast: 'Nur Änderungen seit der letzten Synchronisierung',
    logIn: 'Anmelden',
    openField: 'Diese Einstellung öffnen',
    openSettings: 'Einstellungen öffnen',
    details: 'Einzelheiten',
  },
  because: {
    notReady:
      '„Jetzt testen“, „Jetzt synchronisieren“ und „Synchronisierung starten“ brauchen Einstellungen, die stimmen: siehe oben.',
    draft:
      '„Jetzt testen“, „Jetzt synchronisieren“ und „Synchronisierung starten“ gehen von dem aus, was gespeichert ist: Speichern Sie zuerst die getesteten Einstellungen.',
    notLoggedIn:
      '„Jetzt synchronisieren“ und „Synchronisierung starten“ brauchen eine Anmeldung. Das Verzeichnis lässt sich auch ohne testen.',
    testing: '„Jetzt synchronisieren“ wartet, bis der Test beendet ist.',
    syncing: '„Jetzt testen“ wartet, bis die Synchronisierung beendet ist.',
    elsewhere: (pid) => `Prozess ${pid} ist dabei. Stoppen Sie es dort.`,
  },

  notReady: {
    settings: 'Nicht bereit zum Synchronisieren: Einige Einstellungen stimmen noch nicht',
  },
  untold: 'Niemand bekommt Mails: Es fehlen Einstellungen',
  elsewhere: {
    title: 'Ein anderer Prozess synchronisiert dieses Profil',
    text: (pid, time, what) => `Prozess ${pid} seit ${time}: ${what}.`,
    hint: 'Eine Synchronisierung von hier muss warten, bis er fertig ist.',
  },

  facts: {
    title: 'Auf einen Blick',
    organization: 'Organisation',
    directory: 'Verzeichnis',
    lastUsers: 'Letzte Synchronisierung der Benutzer',
    lastGroups: 'Letzte Synchronisierung der Gruppen',
    cleared: 'Nicht, seit der Synchronisierungs-Cache geleert wurde',
    known: 'Mitglieder durch dieses Profil',
    knownText: (m, g) => `${members(m)}, ${groups(g)}`,
    knownHelp: 'die Synchronisierungen von hier pflegen; die Organisation kann weitere haben',
    knownNone: 'Keine vor der ersten Synchronisierung',
    lastRun: 'Letzte Synchronisierung',
    none: 'Noch keine Synchronisierung',
    unnamed: 'Noch nicht bekannt',
    noDirectory: 'Noch nicht eingerichtet',
    inFlight: (n) =>
      `${count(n, { one: 'Eintrag wurde', other: 'Einträge wurden' })} gesendet, aber nicht beantwortet; die nächste Synchronisierung sieht nach`,
  },

  automatic: {
    title: 'Automatische Synchronisierung',
    state: {
      running: 'Läuft',
      waiting: (time) => `Wartet bis ${time}`,
      off: 'Aus',
      gone: 'Unerwartet beendet',
    },
    every: (n) => (n === 1 ? 'jede Minute' : `alle ${count(n, { other: 'Minuten' })}`),
    next: (relative) => `Die nächste Synchronisierung beginnt ${relative}.`,
    due: 'Die nächste Synchronisierung beginnt gleich.',
    now: 'Gerade wird synchronisiert.',
    here: (every) => `Dieses Programm synchronisiert ${every}, solange es läuft.`,
    by: (pid, every) => `Prozess ${pid} synchronisiert ${every}.`,
    off: (every) =>
      `„Synchronisierung starten“ synchronisiert einmal sofort, dann ${every}, solange dieses Programm läuft.`,
    gone: (pid) =>
      `Prozess ${pid} endete, ohne es zu melden. „Synchronisierung starten“ macht von hier aus weiter.`,
    failures: (n) =>
      `${n === 1 ? 'Die letzte Synchronisierung ist' : `Die letzten ${count(n, { other: 'Synchronisierungen' })} sind`} nicht gelungen. Die Pausen wachsen bis zu einer Stunde, bis eine gelingt.`,
    ended: 'Die automatische Synchronisierung ist beendet',
    service: (every, name) => `Der Dienst ${name} synchronisiert ${every}.`,
  },
  keep: {
    offer: 'Ein Dienst dieses Computers kann das übernehmen, auch während dieses Programm geschlossen ist.',
    keep: 'Durch einen Dienst weiter synchronisieren',
    keepWindow: 'Ohne dieses Fenster weiter synchronisieren',
    keepDo: 'Weiter synchronisieren',
    end: 'Nicht mehr durch den Dienst synchronisieren',
    endDo: 'Dienst entfernen',
    startService: 'Dienst starten',
    blocked: 'Dafür müssen die Einstellungen stimmen, und jemand muss angemeldet sein.',
    what: 'Ein Dienst dieses Computers synchronisiert von jetzt an: auch wenn dieses Programm geschlossen ist, wenn niemand am Computer angemeldet ist und nach einem Neustart.',
    whileLoggedIn:
      'Ein Dienst synchronisiert von jetzt an: auch wenn dieses Programm geschlossen ist, solange Sie an diesem Computer angemeldet sind.',
    secrets:
      'Ein Dienst kann Ihren Schlüsselbund nicht fragen: Geheimnisse dieses Profils, die dort liegen, ziehen in eine verschlüsselte Datei im Datenordner um.',
    takesOver: 'Die automatische Synchronisierung dieses Programms endet, und der Dienst macht weiter.',
    asks: 'Das System wird nach einem Administrator fragen.',
    back: 'Das lässt sich hier jederzeit rückgängig machen.',
    endText: (name) =>
      `Der Dienst ${name} wird entfernt. Eine laufende Synchronisierung endet vorher. Einstellungen, Anmeldung, Synchronisierungs-Cache und Verlauf bleiben erhalten.`,
    failed: 'Der Dienst konnte nicht geändert werden',
    exit: (code) => `Sein Exit-Code war ${code}.`,
    notAtBoot:
      'Er wird nicht mit dem Computer gestartet: Nach einem Neustart synchronisiert nichts, bis ihn jemand startet.',
    state: {
      running: (name) => `Der Dienst ${name} synchronisiert weiter, wenn dieses Programm geschlossen ist.`,
      starting: (name) => `Der Dienst ${name} startet.`,
      stopping: (name) => `Der Dienst ${name} wird gestoppt.`,
      stopped: (name) =>
        `Der Dienst ${name} ist installiert, läuft aber nicht: Nichts synchronisiert von selbst.`,
      failed: (name) => `Der Dienst ${name} hat sich selbst beendet. Das Protokoll unter „Mehr“ sagt, warum.`,
    },
  },

  work: {
    title: 'Testen und synchronisieren',
    description: 'Ein Test zeigt, was eine Synchronisierung täte. Er sendet und ändert nichts.',
    planned: '„Jetzt synchronisieren“ tut einmal, was unten steht: genau das oder nichts.',
    once: '„Jetzt synchronisieren“ synchronisiert einmal. Damit es von selbst immer wieder geschieht, drücken Sie oben „Synchronisierung starten“.',
    onceMore:
      '„Jetzt synchronisieren“ synchronisiert einmal sofort. Die automatische Synchronisierung läuft weiter wie bisher.',
    never:
      'Noch wurde nichts getestet oder synchronisiert. Beginnen Sie mit einem Test: Er zeigt, was eine Synchronisierung täte.',
  },
  job: {
    test: 'Test',
    testDraft: 'Test mit nicht gespeicherten Einstellungen',
    sync: 'Synchronisierung',
    offboard: 'Entzug des Zugriffs',
    automatic: 'Automatische Synchronisierung',
    starting: 'Beginnt',
    running: (what, elapsed) => `${what}, ${elapsed}`,
    cancelling: 'Endet, sobald die laufende Anfrage beantwortet ist',
    stopToo: '„Synchronisierung stoppen“ beendet dies zusammen mit der automatischen Synchronisierung.',
    done: (what, duration) => `${what} nach ${duration} erledigt`,
    doneAtOnce: (what) => `${what} in weniger als einer Sekunde erledigt`,
    cancelled: (what) => `${what} abgebrochen`,
    failed: (what) => `${what} fehlgeschlagen`,
    interrupted: (what) => `${what} unterbrochen`,
    stopped: (what) => `${what} angehalten, bevor etwas gesendet wurde`,
    first: 'Die erste Synchronisierung wartet auf Ihre Antwort',
    seeResult: 'Was eine Synchronisierung täte, steht unten.',
    nothing: 'Alles war, wie es sein soll: Es musste nichts gesendet werden.',
    leftOut: (n) => `${count(n, { one: 'Eintrag', other: 'Einträge' })} ausgelassen`,
    notShown: (n) =>
      `${count(n, { one: 'Mitglied wurde', other: 'Mitglieder wurden' })} angenommen, aber vom Server nicht angezeigt`,
  },
  change: {
    added: (n) => `${members(n)} hinzugefügt`,
    changed: (n) => `${members(n)} geändert`,
    removed: (n) => `${members(n)} entfernt`,
    revoked: (n) => `${count(n, { one: 'Zugriff', other: 'Zugriffe' })} widerrufen`,
    restored: (n) => `${count(n, { one: 'Zugriff', other: 'Zugriffe' })} wiederhergestellt`,
    groupsAdded: (n) => `${groups(n)} hinzugefügt`,
    groups: (n) => `${groups(n)} geändert`,
    groupsDeleted: (n) => `${groups(n)} gelöscht`,
  },
  sent: {
    added: (n) => `${members(n)} gesendet`,
    changed: (n) => `${count(n, { one: 'Änderung', other: 'Änderungen' })} an Mitgliedern gesendet`,
    removed: (n) => `${count(n, { one: 'Entfernung', other: 'Entfernungen' })} gesendet`,
    revoked: (n) => `${count(n, { one: 'Widerruf', other: 'Widerrufe' })} gesendet`,
    restored: (n) => `${count(n, { one: 'Wiederherstellung', other: 'Wiederherstellungen' })} gesendet`,
    groupsAdded: (n) => `${count(n, { one: 'neue Gruppe', other: 'neue Gruppen' })} gesendet`,
    groups: (n) => `${count(n, { one: 'geänderte Gruppe', other: 'geänderte Gruppen' })} gesendet`,
    groupsDeleted: (n) =>
      `${count(n, { one: 'Löschung einer Gruppe', other: 'Löschungen von Gruppen' })} gesendet`,
  },
  stage: {
    read: 'Verzeichnis wird gelesen',
    'read users': 'Benutzer werden gelesen',
    'read groups': 'Gruppen werden gelesen',
    'read members': 'Mitglieder der Gruppen werden gelesen',
    'read deleted users': 'Gelöschte Benutzer werden gelesen',
    compare: 'Vergleich mit dem, was die Organisation enthält',
    members: 'Mitglieder der Organisation werden gelesen',
    'send removals': 'Mitglieder werden entfernt',
    'send users': 'Mitglieder werden gesendet',
    'send groups': 'Gruppen werden gesendet',
    verify: 'Es wird nachgesehen, ob alles angekommen ist',
    wait: 'Kurze Wartezeit für den Server, dann wird noch einmal nachgesehen',
    tell: 'Benachrichtigungen werden gesendet',
  },
  readOther: (what) => `Wird gelesen: ${what}`,

  guard: {
    titles: {
      removals: 'Zu viele Mitglieder würden den Zugriff verlieren',
      memberships: 'Zu viele Gruppenmitgliedschaften würden wegfallen',
      additions: 'Zu viele neue Mitglieder auf einmal',
      'first-sync': 'Erste Synchronisierung in diese Organisation',
      seats: 'Mehr Plätze als vereinbart',
      'nobody-left': 'Niemand bliebe übrig',
      'members-unknown': 'Es ist unbekannt, wer entfernt würde',
      'members-gone': 'Zu viele Mitglieder fehlen auf einmal',
      'group-removals': 'Zu viele Gruppen würden gelöscht',
    },
    first: 'Bereit für die erste Synchronisierung?',
    firstText: (organization) =>
      `Sehen Sie die Liste durch: Diese Personen werden Mitglieder von ${organization}. Noch wurde nichts gesendet.`,
    thisOrganization: 'dieser Organisation',
    never: 'So kann das nicht erlaubt werden: Berichtigen Sie, was die Liste zeigt, und testen Sie erneut.',
    allowFirst: (n) => `${count(n, { one: 'neues Mitglied', other: 'neue Mitglieder' })} hinzufügen…`,
    show: 'Wer und was',
    list: (title) => `${title}: Liste`,
    search: (title) => `„${title}“ durchsuchen`,
    searchList: 'Diese Liste durchsuchen',
    nothing: 'Nichts in der Liste passt.',
    file: 'angehaltene-synchronisierung',
  },
  allow: {
    text: 'Die Synchronisierung beginnt sofort. Sie umfasst genau die hier gezeigten Listen: Ändert sich das Verzeichnis inzwischen, hält sie wieder an.',
    firstText:
      'Die Synchronisierung beginnt sofort. Alle auf der Liste werden Mitglieder der Organisation; wer eingeladen wird, erhält eine E-Mail.',
    type: (n) => `Zum Bestätigen ${n} eingeben`,
    confirm: 'Erlauben und synchronisieren',
    confirmFirst: 'Hinzufügen und synchronisieren',
    wait: 'Es kann beginnen, sobald die verlangten Zahlen eingegeben sind.',
  },
  conflict: {
    list: 'Einträge, die sich im Weg stehen',
    what: 'Gemeinsam',
    entries: 'Einträge',
  },

  test: {
    draft: 'Mit nicht gespeicherten Einstellungen',
    sinceLast: 'Nur Änderungen seit der letzten Synchronisierung',
    again: 'Erneut testen',
    held: 'belassen, wie es war',
    heldHelp: 'Kann so nicht gesendet werden und behält die zuletzt angenommenen Werte',
    tabs: {
      enabled: 'Aktive Benutzer',
      disabled: 'Deaktivierte Benutzer',
      deleted: 'Gelöschte Benutzer',
      groups: 'Gruppen',
    },
    none: {
      enabled: 'Kein aktiver Benutzer.',
      disabled: 'Kein deaktivierter Benutzer.',
      deleted: 'Kein gelöschter Benutzer.',
      groups: 'Keine Gruppe.',
    },
    everything: 'Der ganze Test',
    users: 'Benutzer',
    email: 'E-Mail',
    externalId: 'Externe ID',
    noEmail: 'keine E-Mail',
    copyEmails: 'E-Mail-Adressen kopieren',
    copyPage: (n) => `Adressen auf dieser Seite (${n})`,
    copyAll: (n) => `Alle passenden Adressen (${n})`,
    copied: (n) => `${count(n, { one: 'E-Mail-Adresse', other: 'E-Mail-Adressen' })} kopiert`,
  },
  group: {
    show: 'Gruppen anzeigen',
    tree: 'Als Baum',
    all: 'Alle nach Namen',
    inGroup: members,
    nested: (n) => `${groups(n)} darin`,
    nestedList: (name) => `Gruppen in ${name}`,
    above: 'schon weiter oben angezeigt',
    members: (name) => `Mitglieder von ${name}`,
    searchMembers: (name) => `Mitglieder von ${name} durchsuchen`,
    whose: 'Mitglieder',
    direct: (n) => `Direkt (${n})`,
    everybody: (n) => `Alle (${n})`,
    empty: 'Keine Mitglieder.',
    emptyDirect: 'Keine eigenen Mitglieder: Alle kommen aus den Gruppen darin.',
  },
};
