import type { Messages } from '../en';
import { counter } from '../plural';

const count = counter('de');

/** Texts of the view "More". */
export const more: Messages['more'] = {
  title: 'Mehr',
  description: 'Version, Protokoll, Daten und Abmelden.',
  chooseFile: 'Datei auswählen…',
  chooseAnother: 'Andere Datei auswählen…',
  fileUnreadable: 'Die Datei konnte nicht gelesen werden',
  fileTooLong: (name) => `„${name}“ ist größer als 1 MB und kann keine solche Datei sein.`,

  notices: 'Gut zu wissen',

  about: {
    title: 'Über dieses Programm',
    version: 'Version',
    dataFolder: 'Datenordner',
    profileFolder: 'Ordner dieses Profils',
    openFolder: 'Datenordner öffnen',
    copyDiagnostics: 'Diagnosedaten kopieren',
    diagnosticsHelp:
      'Die Diagnosedaten enthalten Version, System und Fehlerarten. Keine Namen, keine Adressen, keine Geheimnisse.',
    licence:
      'Die Lizenzen der enthaltenen Bibliotheken liegen dem Programm bei. Bitwarden ist eine Marke von Bitwarden, Inc.; das Unternehmen stellt dieses Programm weder her noch unterstützt es.',
  },

  updates: {
    title: 'Aktualisierungen',
    check: 'Nach neuer Version suchen',
    never:
      'Nichts wird von selbst installiert. Es wird nur nach der neuesten Version gefragt, und nur, wenn Sie die Schaltfläche drücken.',
    newer: (version) => `Version ${version} ist verfügbar`,
    newerHint: (current) => `Dies ist Version ${current}.`,
    open: 'Seite dieser Version öffnen',
    published: (date) => `Veröffentlicht am ${date}.`,
    verified: 'Die Liste ihrer Dateien ist von den Herausgebern dieses Programms signiert.',
    unverified:
      'Niemand kann sagen, ob sie von den Herausgebern dieses Programms kommt: Sie ist nicht dafür signiert.',
    notes: 'Was ist neu',
    newest: (version) => `Version ${version} ist die neueste`,
    off: 'Die Suche nach neuen Versionen ist mit der Einstellung update.check ausgeschaltet.',
    noAddress:
      'Es ist nicht angegeben, wo neue Versionen aufgeführt sind: Die Einstellung update.url ist leer.',
    toSetting: 'Diese Einstellung öffnen',
  },

  log: {
    title: 'Protokoll',
    region: 'Zeilen des Protokolls, die neuesten zuletzt',
    level: 'Stufe',
    levels: {
      debug: 'Alles',
      info: 'Ab Info',
      warn: 'Warnungen und Fehler',
      error: 'Nur Fehler',
    },
    name: { debug: 'Debug', info: 'Info', warn: 'Warnung', error: 'Fehler' },
    search: 'Protokoll durchsuchen',
    follow: 'Mitlaufen',
    paused: 'Neue Zeilen erscheinen nicht, solange „Mitlaufen“ ausgeschaltet ist.',
    copy: 'Diese Zeilen kopieren',
    older: 'Ältere Zeilen anzeigen',
    oldest: 'Dies ist der Anfang des Protokolls.',
    most: (n) => `Es werden höchstens ${n} Zeilen auf einmal angezeigt. Suchen Sie nach älteren.`,
    newest: (n) => count(n, { one: 'neue Zeile', other: 'neue Zeilen' }),
    empty: 'Das Protokoll ist leer.',
    none: 'Keine Zeile passt.',
  },

  cache: {
    title: 'Synchronisierungs-Cache',
    text: 'Was die letzte Synchronisierung gelesen und die Organisation angenommen hat, damit die nächste schnell geht.',
    clear: 'Synchronisierungs-Cache leeren',
    confirmTitle: 'Synchronisierungs-Cache leeren?',
    forgets:
      'Vergessen wird: was zuletzt gelesen wurde, wo das Lesen weitergeht, was die Organisation angenommen hat, was noch auf Antwort wartet und wann die letzte Synchronisierung war.',
    stays: 'Einstellungen, Geheimnisse, Anmeldung und Verlauf bleiben erhalten.',
    next: 'Die nächste Synchronisierung liest und sendet alles. Sie entfernt niemanden: Entfernt wird erst wieder, nachdem eine Synchronisierung angenommen wurde.',
    done: 'Der Synchronisierungs-Cache ist leer. Sehen Sie sich vor der nächsten Synchronisierung einen Test an.',
  },

  settings: {
    title: 'Einstellungen als Datei',
    text: 'Zum Aufbewahren, zum Vergleichen oder um einen weiteren Computer einzurichten. Geheimnisse sind nicht in der Datei.',
    export: 'Exportieren',
    as: (format) => `Als ${format} exportieren`,
    import: 'Importieren…',
    importTitle: 'Einstellungen importieren',
    importText: (profile) =>
      `Alle Einstellungen des Profils „${profile}“ werden durch die einer früher exportierten Datei ersetzt. Was die Datei nicht nennt, erhält wieder seinen Standardwert.`,
    importSecrets:
      'Gespeicherte Geheimnisse, Anmeldung, Synchronisierungs-Cache und Verlauf bleiben erhalten.',
    importChecked: 'Zuerst wird alles geprüft. Wenn etwas nicht stimmt, ändert sich nichts.',
    content: 'Was darin steht',
    confirm: 'Alle Einstellungen ersetzen',
    problems: 'Die Datei stimmt noch nicht',
    problemsHint: 'Es wurde nichts geändert. Berichtigen Sie die Datei und wählen Sie sie erneut aus.',
    done: (n) => `${count(n, { one: 'Einstellung', other: 'Einstellungen' })} importiert`,
  },

  takeover: {
    title: 'Bitwardens Connector',
    text: 'Übernimmt Einstellungen, Synchronisierungszeiten und Anmeldung des Bitwarden Directory Connector aus dessen data.json.',
    open: 'Übernehmen…',
    dialog: 'Von Bitwardens Connector übernehmen',
    notFound:
      'Die Datei data.json liegt nicht an den üblichen Stellen dieses Computers. Wählen Sie die Datei von Hand aus.',
    from: 'Aus',
    organization: 'Organisation',
    login: 'Anmeldung',
    loginTaken: 'wird übernommen',
    loginNot: 'wird nicht übernommen: Melden Sie sich danach an',
    nothingYet: 'Dies ist nur eine Vorschau: Noch hat sich nichts geändert.',
    replaces: (profile) => `Alle Einstellungen des Profils „${profile}“ werden ersetzt.`,
    taken: 'Übernommen',
    skipped: 'Zurückgelassen',
    setting: 'Einstellung',
    value: 'Wert',
    kept: 'ein Geheimnis',
    old: 'Dort',
    reason: 'Grund',
    secrets: 'Gefundene Geheimnisse',
    missing: 'Fehlende Geheimnisse',
    missingHelp:
      'Sie stehen weder in der Datei noch im Schlüsselbund. Geben Sie sie in den Einstellungen ein.',
    differences: 'Was hier anders ist',
    notes: 'Hinweise',
    confirm: 'Übernehmen',
    done: 'Die Einstellungen wurden übernommen',
    doneHint: 'Sehen Sie sich vor der ersten Synchronisierung die Einstellungen und dann einen Test an.',
    missingAfter: (n) =>
      `${count(n, { one: 'Geheimnis fehlt', other: 'Geheimnisse fehlen' })}: Geben Sie sie in den Einstellungen ein.`,
    toSettings: 'Einstellungen öffnen',
    toLogin: 'Anmelden',
  },

  appearance: {
    title: 'Darstellung',
    text: '„System“ richtet sich danach, wie der Computer eingestellt ist.',
  },

  closing: {
    title: 'Schließen des Fensters',
    text: 'Solange in diesem Fenster automatisch synchronisiert wird.',
    legend: 'Was das Schließen des Fensters bewirkt',
    ask: 'Jedes Mal fragen',
    hide: 'Fenster ausblenden und weiter synchronisieren',
    quit: 'Synchronisierung stoppen und beenden',
  },

  shortcuts: {
    title: 'Tastatur',
    text: 'Alles lässt sich ohne Maus bedienen.',
    show: 'Tastenkürzel anzeigen',
  },

  account: {
    title: 'Anmeldung',
    organization: 'Organisation',
    server: 'Server',
    id: 'ID der Organisation',
    clientId: 'Client-ID',
    nobody: 'Es ist niemand angemeldet.',
    unnamed: 'Noch nicht bekannt',
    logIn: 'Anmelden',
  },
};
