import type { Messages } from '../en';

/** What a warning is about, in a few words, and what to do. */
export const warnings: Messages['reasons']['warnings'] = {
  'user-left-out': {
    title: 'Ausgelassen',
    todo: 'Berichtigen Sie den Eintrag im Verzeichnis, oder fassen Sie den Filter enger, damit er nicht gelesen wird.',
  },
  'user-held': {
    title: 'Belassen wie früher angenommen',
    todo: 'Berichtigen Sie den Eintrag im Verzeichnis.',
  },
  duplicate: {
    title: 'Ausgelassen: gemeinsame E-Mail-Adresse',
    todo: 'Geben Sie jedem Eintrag im Verzeichnis eine eigene E-Mail-Adresse, oder fassen Sie den Filter enger.',
  },
  'group-left-out': {
    title: 'Gruppe ausgelassen',
    todo: 'Berichtigen Sie die Gruppe im Verzeichnis.',
  },
  'group-name-kept': {
    title: 'Gruppenname belassen',
    todo: 'Geben Sie der Gruppe einen Namen, den der Server annimmt.',
  },
  'filter-name-unmatched': {
    title: 'Filter: Ein Name passt auf nichts',
    todo: 'Berichtigen Sie den Namen im Filter, oder nehmen Sie ihn heraus.',
  },
  'disabled-not-invited': {
    title: 'Deaktiviert, nicht eingeladen',
    todo: 'Nichts, oder lassen Sie deaktivierte Konten einladen (sync.inviteDisabled).',
  },
  'no-external-id': {
    title: 'Keine externe ID',
    todo: 'Füllen Sie das Attribut, das externe IDs liefert, oder wählen Sie in den Einstellungen ein anderes.',
  },
  'no-name': { title: 'Kein Name', todo: 'Geben Sie der Gruppe im Verzeichnis einen Namen.' },
  'email-kept': {
    title: 'E-Mail-Adresse nicht geändert',
    todo: 'Ändern Sie die E-Mail-Adresse im Web-Tresor, oder lassen Sie die Person es tun: Kein Import ändert sie.',
  },
  'email-conflict': {
    title: 'E-Mail-Adresse eines anderen Mitglieds',
    todo: 'Sehen Sie nach, welches der beiden Mitglieder das richtige ist, und berichtigen Sie das andere.',
  },
  'owner-kept': {
    title: 'Eigentümer behalten',
    todo: 'Keine Synchronisierung entfernt einen Eigentümer: Tun Sie das im Web-Tresor.',
  },
  'missing-kept': {
    title: 'Fehlt, wird aber behalten',
    todo: 'Schalten Sie das Entfernen fehlender Mitglieder ein, oder entfernen Sie sie von Hand.',
  },
  'group-missing': {
    title: 'Gruppe nicht mehr im Verzeichnis',
    todo: 'Wählen Sie in den Einstellungen, was mit fehlenden Gruppen geschieht.',
  },
  'made-by-hand': {
    title: 'Von Hand angelegte Gruppe',
    todo: 'Zwei Gruppen hätten diesen Namen: Die Befehlszeile kann die von Hand angelegte übernehmen.',
  },
  'other-profile': {
    title: 'Gehört einem anderen Profil',
    todo: 'Zwei Profile versorgen diese Organisation: Lassen Sie nur einem von ihnen diesen Eintrag.',
  },
  'member-unreadable': {
    title: 'Mitglieder nicht lesbar',
    todo: 'Geben Sie dem Konto das Recht, die Gruppe zu lesen.',
  },
  'member-unknown': {
    title: 'Unbekanntes Mitglied',
    todo: 'Nichts, wenn die Suche den Eintrag mit Absicht auslässt.',
  },
  'attribute-invalid': {
    title: 'Ungültiger Wert',
    todo: 'Berichtigen Sie den Wert im Verzeichnis.',
  },
  'referral-skipped': {
    title: 'Verweis übergangen',
    todo: 'Lassen Sie die Suche bei dem Server beginnen, der diese Einträge hat.',
  },
  'guests-left-out': {
    title: 'Gäste ausgelassen',
    todo: 'Nichts, wenn Gäste keine Mitglieder sein sollen.',
  },
  'group-waits': {
    title: 'Gruppe wartet',
    todo: 'Eine Synchronisierung aller kümmert sich darum.',
  },
  'seats-bought': {
    title: 'Plätze werden gekauft',
    todo: 'Sehen Sie sich das Abonnement der Organisation an.',
  },
  'cache-of-another-configuration': {
    title: 'Der Synchronisierungs-Cache gehört zu anderen Einstellungen',
    todo: 'Nehmen Sie die Änderung zurück, oder leeren Sie den Synchronisierungs-Cache auf der Seite „Mehr“.',
  },
  'nobody-logged-in': {
    title: 'Nicht mit der Organisation verglichen',
    todo: 'Melden Sie sich an und testen Sie noch einmal.',
  },
  'member-list-unavailable': {
    title: 'Die Organisation war nicht vollständig zu sehen',
    todo: 'Testen Sie erneut, oder prüfen Sie die Verbindung in den Einstellungen.',
  },
  'deleted-unreadable': {
    title: 'Gelöschte Benutzer nicht lesbar',
    todo: 'Geben Sie dem Konto die Rechte am Container der gelöschten Objekte, oder schalten Sie „Gelöschte Objekte“ aus.',
  },
  'full-read': {
    title: 'Alles wurde gelesen',
    todo: 'Nichts: Das Gelesene ist vollständig, es dauerte nur länger.',
  },
  server: {
    title: 'Hinweis des Servers',
    todo: 'Sehen Sie nach, ob das Verzeichnis so eingerichtet ist wie gedacht.',
  },
  'not-in-directory': {
    title: 'Nicht im Verzeichnis',
    todo: 'Nichts, wenn sie nicht von hier kommen sollen: Keine Synchronisierung rührt daran.',
  },
  'removal-without-email': {
    title: 'Von hier nicht zu entfernen',
    todo: 'Entfernen Sie das Mitglied im Web-Tresor.',
  },
  'removal-without-id': {
    title: 'Ausgeschiedene ohne externe ID',
    todo: 'Entziehen Sie den Zugriff hier oder im Web-Tresor: Keine Synchronisierung findet das Mitglied mehr.',
  },
  'removal-refused': {
    title: 'Entfernen abgelehnt',
    todo: 'Lesen Sie die Worte des Servers, oder tun Sie es im Web-Tresor.',
  },
  'removed-by-import': {
    title: 'Durch einen Import entfernt',
    todo: 'Nichts: Der Server hat keinen anderen Aufruf dafür.',
  },
  'accepted-but-not-shown': {
    title: 'Angenommen, aber nicht zu sehen',
    todo: 'Sehen Sie in der Organisation nach: Die nächste Synchronisierung versucht es wieder.',
  },
  'late-request': {
    title: 'Verspätet ausgeführt',
    todo: 'Nichts: Die nächste Synchronisierung berichtigt, was sich dadurch änderte.',
  },
  unanswered: {
    title: 'Keine Antwort bekannt',
    todo: 'Nichts: Die nächste Synchronisierung sieht nach, was daraus wurde.',
  },
  'no-revocation': {
    title: 'Der Server kann nicht widerrufen',
    todo: 'Wählen Sie in den Einstellungen, dass Abgänge entfernt werden (sync.leavers).',
  },
  'not-again': {
    title: 'Nicht erneut gesendet',
    todo: 'Den Grund nennt die Seite der Person.',
  },
  'not-located': {
    title: 'Nicht nach Namen gesucht',
    todo: 'Prüfen Sie die Verbindung in den Einstellungen, und fragen Sie noch einmal.',
  },
  'quiet-window': {
    title: 'Wartet auf das Ende der Ruhezeit',
    todo: 'Nichts, oder ändern Sie die Ruhezeiten in den Einstellungen (sync.quiet).',
  },
  vaultwarden: {
    title: 'Nicht zu prüfen',
    todo: 'Sehen Sie in der Organisation nach: vaultwarden sagt es nicht.',
  },
  insecure: {
    title: 'Nicht verschlüsselt',
    todo: 'Verwenden Sie eine Adresse, die mit https:// oder ldaps:// beginnt.',
  },
};
