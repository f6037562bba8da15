import type { settings } from '../en/settings.gen';

/** The settings of syncs and notices: how they are called and what they are for. */
export const syncFields = {
  'sync.users': {
    label: 'Benutzer synchronisieren',
    help: 'Ob Benutzer Mitglieder der Organisation werden.',
  },
  'sync.groups': { label: 'Gruppen synchronisieren', help: 'Ob Gruppen synchronisiert werden.' },
  'sync.interval': {
    label: 'Intervall',
    help: 'Minuten vom Ende einer automatischen Synchronisierung bis zur nächsten, wenn sync.times leer ist.',
  },
  'sync.times': {
    label: 'Zeiten',
    help: 'Wann automatische Synchronisierungen beginnen, statt sync.interval: regelmäßig in einer Tageszeit oder zu festen Zeiten (at 08:00; weekdays at 02:00, 14:00), an allen Tagen oder einigen, durch Semikolons getrennt. Es gilt die Uhr des Rechners.',
  },
  'sync.quiet': {
    label: 'Ruhezeit',
    help: 'Wann nichts Entfernendes gesendet wird: kein Entfernen, kein Widerruf, keine wegfallende Mitgliedschaft. Es wartet auf die erste Synchronisierung danach; was hinzufügt, wird gesendet. Tageszeiten, an allen Tagen oder einigen, durch Semikolons getrennt.',
  },
  'sync.userFilter': {
    label: 'Benutzerfilter',
    help: 'Welche Benutzer synchronisiert werden. LDAP: ein LDAP-Filter. Andere Verzeichnisse: include: oder exclude: und E-Mail-Adressen; nach einem senkrechten Strich eine Abfrage von Google Workspace, Okta oder OneLogin. Entra ID auch: includeGroup: oder excludeGroup: und Gruppen-IDs.',
  },
  'sync.groupFilter': {
    label: 'Gruppenfilter',
    help: 'Welche Gruppen synchronisiert werden. LDAP: ein LDAP-Filter. Andere Verzeichnisse: include: oder exclude: und Namen; nach einem senkrechten Strich eine Abfrage von Google Workspace, Okta oder OneLogin. Entra ID auch: includeAdministrativeUnit: oder excludeAdministrativeUnit: und IDs.',
  },
  'sync.useEmailPrefixSuffix': {
    label: 'Fehlende E-Mail-Adressen bilden',
    help: 'LDAP, OneLogin: ob ein Benutzer ohne E-Mail-Adresse eine aus ldap.emailPrefixAttribute und sync.emailSuffix erhält.',
  },
  'sync.emailSuffix': { label: 'Ende der Adresse', help: 'Womit gebildete E-Mail-Adressen enden.' },
  'sync.removeDisabled': {
    label: 'Deaktivierte Benutzer entfernen',
    help: 'Ob Benutzer, die im Verzeichnis deaktiviert sind, aus der Organisation entfernt werden.',
  },
  'sync.removeMissing': {
    label: 'Fehlende Benutzer entfernen',
    help: 'Ob Benutzer aus der Organisation entfernt werden, die eine frühere Synchronisierung hinzugefügt hat und die nicht mehr im Verzeichnis oder Filter sind.',
  },
  'sync.leavers': {
    label: 'Was mit Abgängen geschieht',
    help: 'Ob ein Mitglied, das geht, entfernt wird oder nur den Zugriff verliert und Mitglied bleibt, sodass der Zugriff zurückgegeben werden kann. vaultwarden widerruft immer den Zugriff.',
  },
  'sync.deleteRevokedAfter': {
    label: 'Widerrufene Mitglieder entfernen nach',
    help: 'Wenn bei Abgängen nur der Zugriff widerrufen wird: Nach so vielen Tagen wird ein Mitglied, dessen Zugriff dieses Programm widerrufen hat, endgültig entfernt. Tage ohne Synchronisierung zählen nicht. 0: nie.',
  },
  'sync.removedByHand': {
    label: 'Von Hand entfernte Mitglieder',
    help: 'Was aus jemandem wird, der im Verzeichnis ist und von Hand aus der Organisation entfernt wurde: Die Person bleibt draußen und wird bei jeder Synchronisierung genannt, bis jemand „Erneut einladen“ drückt, oder sie wird erneut eingeladen.',
  },
  'sync.inviteDisabled': {
    label: 'Deaktivierte Benutzer einladen',
    help: 'Ob Benutzer eingeladen werden, die im Verzeichnis deaktiviert und noch keine Mitglieder sind. Jede Einladung belegt einen Platz.',
  },
  'sync.overwriteExisting': {
    label: 'Bestehende überschreiben',
    help: 'Ob jedes Mitglied entfernt wird, dessen externe ID nicht im Verzeichnis ist.',
  },
  'sync.largeImport': {
    label: 'Großer Import',
    help: 'Aus Kompatibilität beibehalten: wirkt nur zusammen mit sync.overwriteExisting bei mehr als 2000 Mitgliedern und wird dann von selbst verwendet.',
  },
  'sync.inviteUsersAfterProvisioning': {
    label: 'Neue Benutzer einladen',
    help: 'Ob neue Mitglieder sofort ihre Einladung erhalten. Sonst werden sie ohne Einladung hinzugefügt, auf Servern, die das können.',
  },
  'groups.countNested': {
    label: 'Verschachtelte Gruppen zählen für den Filter',
    help: 'Ob bei einem Gruppenfilter mit Namen auch Benutzer in verschachtelten Gruppen als Mitglieder der Gruppe gelten. Bitwardens Connector zählt nur direkte Mitglieder.',
  },
  'groups.resolveOutside': {
    label: 'Gruppen außerhalb der Suche folgen',
    help: 'Ob eine verschachtelte Gruppe, die Gruppensuche oder Filter auslassen, wegen ihrer Mitglieder gelesen wird.',
  },
  'groups.keepFiltered': {
    label: 'Ausgefilterte Mitglieder in Gruppen behalten',
    help: 'Ob Gruppen auch Mitglieder nennen, die der Benutzerfilter auslässt. Bitwardens Connector tut das bei Cloud-Verzeichnissen.',
  },
  'groups.missing': {
    label: 'Gruppen, die wegfallen',
    help: 'Was mit einer Gruppe geschieht, die nicht mehr im Verzeichnis oder Filter ist. Nur Gruppen, die dieses Programm angelegt hat, werden geleert oder gelöscht.',
  },
  'sync.maxRemovals': {
    label: 'Entfernungen höchstens',
    help: 'Eine Synchronisierung hält an, bevor sie innerhalb von 24 Stunden mehr Mitglieder entfernt: eine Zahl oder ein Anteil der Mitglieder. Leer: der größere Wert aus 5 und 10 %.',
  },
  'sync.maxAdditions': {
    label: 'Neue Mitglieder höchstens',
    help: 'Eine Synchronisierung hält an, bevor sie mehr neue Mitglieder einlädt: eine Zahl oder ein Anteil der Mitglieder. Leer: der größere Wert aus 25 und 20 %.',
  },
  'sync.maxGroupRemovals': {
    label: 'Gelöschte Gruppen höchstens',
    help: 'Wenn weggefallene Gruppen gelöscht werden, hält eine Synchronisierung an, bevor sie mehr Gruppen löscht: eine Zahl oder ein Anteil der Gruppen. Leer: der größere Wert aus 2 und 5 %.',
  },
  'sync.maxSeats': {
    label: 'Plätze höchstens',
    help: 'Eine Synchronisierung hält an, bevor Mitglieder mehr Plätze der Organisation belegen. Die Cloud kauft Plätze von selbst, sofort kostenpflichtig. 0: keine eigene Grenze dieses Programms.',
  },
  'sync.lookEvery': {
    label: 'Organisation prüfen mindestens alle',
    help: 'Wie oft Mitglieder und Gruppen der Organisation gelesen werden, auch wenn sich im Verzeichnis nichts geändert hat, damit auffällt, was von Hand geändert wurde. Eine Synchronisierung, die jemand verlangt, liest sie ohnehin.',
  },
  'sync.fullSyncEvery': {
    label: 'Vollständig synchronisieren mindestens alle',
    help: 'Wie lange nur Änderungen gelesen und gesendet werden dürfen, bevor alles an der Reihe ist, damit von Hand Geändertes berichtigt wird.',
  },
  'sync.duplicateEmails': {
    label: 'Eine E-Mail-Adresse zweimal',
    help: 'Was geschieht, wenn zwei Benutzer dieselbe E-Mail-Adresse haben: die Synchronisierung anhalten oder alle diese Benutzer auslassen.',
  },
  'notify.on': {
    label: 'Benachrichtigen über',
    help: 'Was gemeldet wird: jedes einmal, nicht bei jeder Synchronisierung. Ohne eines davon nichts.',
  },
  'notify.afterFailures': {
    label: 'Fehlschläge in Folge',
    help: 'Nach wie vielen Fehlschlägen hintereinander gemeldet wird. Eine abgelehnte Anmeldung wird sofort gemeldet.',
  },
  'notify.changes': {
    label: 'Über Änderungen benachrichtigen',
    help: 'Ob gemeldet wird, wer gekommen ist, sich geändert hat und gegangen ist: gar nicht, nach jeder Synchronisierung, die etwas geändert hat, oder einmal am Tag als Zusammenfassung.',
  },
  'notify.dailyAt': {
    label: 'Tägliche Zusammenfassung um',
    help: 'Die Tageszeit, nach der Uhr des Rechners, ab der die Zusammenfassung des letzten Tages mit der nächsten Synchronisierung gesendet wird.',
  },
  'notify.remind': {
    label: 'Ablaufende Zugangsdaten',
    help: 'Wann Zugangsdaten ablaufen, von denen das Programm es nicht wissen kann, durch Semikolons getrennt: ein Datum und ein Name. Das Ende von Zertifikaten in den Dateien anderer Einstellungen ist auch so bekannt.',
  },
  'notify.remindBefore': {
    label: 'Vorher erinnern',
    help: 'Wie viele Tage vor dem Ablauf von Zugangsdaten zum ersten Mal gemeldet wird; dann noch einmal eine Woche und einen Tag vorher und wenn sie abgelaufen sind.',
  },
  'notify.heartbeat': {
    label: 'Adresse für Lebenszeichen',
    help: 'Eine https-Adresse, die nach jeder gelungenen Synchronisierung abgefragt wird, und mit /fail am Ende nach jeder fehlgeschlagenen: Ein Dienst wie Healthchecks meldet sich, wenn nichts kommt. Die Adresse ist ein Geheimnis.',
  },
  'notify.eventLog': {
    label: 'Ereignisprotokoll',
    help: 'Ob Benachrichtigungen ins Protokoll des Systems gehen, mit gleichbleibenden Nummern: ins Windows-Ereignisprotokoll oder zu journald.',
  },
  'mail.server': {
    label: 'Mailserver',
    help: 'Der Mailserver, der Benachrichtigungen annimmt, mit Port, außer es ist 587 oder mit TLS 465. Leer: keine E-Mails.',
  },
  'mail.encryption': {
    label: 'Verschlüsselung',
    help: 'Wie die Verbindung geschützt ist: StartTLS, TLS von Anfang an (Port 465) oder gar nicht, für einen Server auf diesem Rechner.',
  },
  'mail.caFile': {
    label: 'Zertifizierungsstelle',
    help: 'PEM-Datei mit Zertifizierungsstellen, denen für den Mailserver neben denen des Systems vertraut wird.',
  },
  'mail.username': {
    label: 'Benutzername',
    help: 'Der Name, mit dem man sich am Mailserver anmeldet. Leer: keine Anmeldung.',
  },
  'mail.password': { label: 'Passwort', help: 'Das Passwort, das zu mail.username gehört.' },
  'mail.from': {
    label: 'Von',
    help: 'Die Absenderadresse der E-Mails. Leer: mail.username, wenn das eine Adresse ist.',
  },
  'mail.to': {
    label: 'An',
    help: 'Die Adressen, an die E-Mails gehen, durch Semikolons getrennt.',
  },
  'webhook.url': {
    label: 'Webhook',
    help: 'Die https-Adresse, an die Benachrichtigungen gesendet werden (POST). Sie ist ein Geheimnis: Wer die von Slack oder Teams kennt, kann dort schreiben.',
  },
  'webhook.form': {
    label: 'Format',
    help: 'Was an den Webhook gesendet wird: JSON oder was Slack, Teams (ein Workflow) oder ntfy (die Adresse eines Themas) annehmen.',
  },
  'webhook.secret': {
    label: 'Signaturgeheimnis',
    help: 'Signiert, was gesendet wird, nach Standard Webhooks, damit der Empfänger weiß, woher es kommt. Für ntfy: das Zugangstoken.',
  },
} satisfies Partial<typeof settings>;
