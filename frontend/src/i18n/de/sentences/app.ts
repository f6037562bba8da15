import type { Translations } from '../../sentences';

export const app: Translations<'app'> = {
  '%d change is': '%d Änderung ist',
  '%d changes are': '%d Änderungen sind',
  '%d member': '%d Mitglied',
  '%d members': '%d Mitglieder',
  '%d minutes after the end of the one before': null,
  '%s has no effect any more': '%s hat keine Wirkung mehr',
  '%s holds something else than a plan': '%s enthält etwas anderes als einen Plan',
  '%s is another plan now': '%s ist jetzt ein anderer Plan',
  '%s is forgotten, but the environment still gives it.':
    '%s wurde vergessen, ist aber weiterhin durch die Umgebung vorgegeben.',
  '%s is saved, but group policy (%s) overrides it':
    '%s ist gespeichert, aber eine Gruppenrichtlinie (%s) hat Vorrang',
  '%s is saved, but the environment variable %s overrides it':
    '%s ist gespeichert, aber die Umgebungsvariable %s hat Vorrang',
  '%s is too long for a secret (over %d bytes)': '%s ist zu lang für ein Geheimnis (über %d Byte)',
  '%s of profile %s': '%s des Profils %s',
  '%s was %s and is now %s': '%s war %s und ist jetzt %s',
  '%s was taken from %s without %s that stood there': null,
  '%s, %d of them from a directory': '%s, davon %d aus einem Verzeichnis',
  '%s, from group policy (%s)': '%s (vorgegeben durch eine Gruppenrichtlinie: %s)',
  '%s, from the environment variable %s': '%s (vorgegeben durch die Umgebungsvariable %s)',
  '%w at %s: the last log-in was at %s': '%w (%s): die letzte Anmeldung war bei %s',
  '%w, for the data folder %s': '%w, für den Datenordner %s',
  '%w, neither in the directory nor in the organization': '%w, weder im Verzeichnis noch in der Organisation',
  'A plan is for one organization.': 'Ein Plan gilt für eine Organisation.',
  "Check update.url: it is the address of a newest release in the format of GitHub's API.":
    'Prüfen Sie update.url: Das ist die Adresse einer neuesten Veröffentlichung im Format der GitHub-API.',
  'Close other windows and commands that use this profile, and try again.':
    'Schließen Sie andere Fenster und Befehle, die dieses Profil verwenden, und versuchen Sie es erneut.',
  'Close other windows and commands that use this profile, and try again; the data folder must be writable.':
    'Schließen Sie andere Fenster und Befehle, die dieses Profil verwenden, und versuchen Sie es erneut; der Datenordner muss beschreibbar sein.',
  'Copy the client secret from the web vault: Admin Console, Settings, Organization info, View API key.':
    'Kopieren Sie das Client-Secret aus dem Web-Tresor: Administrator-Konsole, Einstellungen, Organisationsinformationen, API-Schlüssel anzeigen.',
  'Did you mean %s?': 'Meinten Sie %s?',
  'Directory Connector': null,
  'Directory Connector %s': null,
  'Give each entry its own email in the directory, narrow the filter, or set sync.duplicateEmails to skip.':
    'Geben Sie jedem Eintrag im Verzeichnis eine eigene E-Mail-Adresse, fassen Sie den Filter enger, oder setzen Sie sync.duplicateEmails auf skip.',
  'Google Workspace': null,
  'HKEY_LOCAL_MACHINE\\%s, value %s': 'HKEY_LOCAL_MACHINE\\%s, Wert %s',
  'HTTP %d': null,
  'Install it (package bwdc), in the same version as this program.':
    'Installieren Sie es (Paket bwdc), in derselben Version wie dieses Programm.',
  'Install nothing from there, and tell those who publish the program.':
    'Installieren Sie nichts von dort und sagen Sie es denen, die das Programm herausgeben.',
  'Lines of the log are missing, nothing else': 'Im Protokoll fehlen Zeilen, sonst nichts',
  'Log in again there, or set server.url back.':
    'Melden Sie sich dort neu an, oder setzen Sie server.url zurück.',
  "Log in again with the organization's API key, or set BW_CLIENTSECRET.":
    'Melden Sie sich erneut mit dem API-Schlüssel der Organisation an, oder setzen Sie BW_CLIENTSECRET.',
  "Log in with the organization's API key.": 'Melden Sie sich mit dem API-Schlüssel der Organisation an.',
  'Look at the certificate anew before you trust it.':
    'Sehen Sie sich das Zertifikat noch einmal an, bevor Sie ihm vertrauen.',
  'Name a file in a folder that this user may write to, on a disk that is not full.':
    'Nennen Sie eine Datei in einem Ordner, in den dieser Benutzer schreiben darf, auf einem Datenträger, der nicht voll ist.',
  'Name a file that holds the secret.': 'Nennen Sie eine Datei, die das Geheimnis enthält.',
  'Name a file that this user may read.': 'Nennen Sie eine Datei, die dieser Benutzer lesen darf.',
  'Name a new file, or one that holds a plan.':
    'Nennen Sie eine neue Datei oder eine, die einen Plan enthält.',
  'Name somebody by email or external id, or a group by its name, of now or of earlier.':
    'Nennen Sie jemanden mit E-Mail-Adresse oder externer ID oder eine Gruppe mit ihrem Namen, dem jetzigen oder einem früheren.',
  'Name somebody by email, external id or DN, or a group by its name.':
    'Nennen Sie jemanden mit E-Mail-Adresse, externer ID oder DN oder eine Gruppe mit ihrem Namen.',
  'Name the one you mean by external id.': 'Nennen Sie die externe ID des gemeinten Eintrags.',
  'Nobody can tell yet whether that version is genuine: install nothing from there, and try again later.':
    'Noch kann niemand sagen, ob diese Version echt ist: installieren Sie nichts von dort und versuchen Sie es später noch einmal.',
  'Nothing was changed.': 'Es wurde nichts geändert.',
  'Nothing was deleted.': 'Es wurde nichts gelöscht.',
  'Nothing was sent and the sync cache is as it was.':
    'Es wurde nichts gesendet, und der Synchronisierungs-Cache ist, wie er war.',
  'Notices of syncs look like this one.': null,
  "Or give the folder to the user who runs this: chown -R %d '%s'.":
    "Oder geben Sie den Ordner dem Benutzer, der dies ausführt: chown -R %d '%s'.",
  'Profile %s is deleted, but a part of its files is left in %s: delete that folder.':
    'Das Profil %s ist gelöscht, aber ein Teil seiner Dateien liegt noch in %s: Löschen Sie diesen Ordner.',
  'Profile %s is deleted, but its secrets may still be in the keyring of the operating system (entries %q)':
    'Das Profil %s ist gelöscht, aber seine Geheimnisse liegen womöglich noch im Schlüsselbund des Betriebssystems (Einträge %q)',
  'Secrets have moved from the keyring to an encrypted file in the data folder, where the service finds them.':
    'Geheimnisse sind aus dem Schlüsselbund in eine verschlüsselte Datei im Datenordner umgezogen, wo der Dienst sie findet.',
  'Set ORG_GROUPS_ENABLED=true for vaultwarden, or sync.groups to false here.':
    'Setzen Sie bei vaultwarden ORG_GROUPS_ENABLED=true, oder schalten Sie hier sync.groups aus.',
  'Set groups.missing to keep or empty.': 'Setzen Sie groups.missing auf keep oder empty.',
  'Set it to a file that this program may read.':
    'Geben Sie dort eine Datei an, die dieses Programm lesen darf.',
  'Set mail.server, webhook.url, notify.heartbeat or notify.eventLog; docs/notifications.md shows how.':
    'Setzen Sie mail.server, webhook.url, notify.heartbeat oder notify.eventLog; docs/notifications.md zeigt, wie.',
  'Set server.url to an address that starts with https://.':
    'Setzen Sie server.url auf eine Adresse, die mit https:// beginnt.',
  'Set sync.leavers to remove.': 'Setzen Sie sync.leavers auf remove.',
  'Set update.check to true.': 'Schalten Sie update.check ein.',
  "Set update.url to the address of the newest release, in the format of GitHub's API.":
    'Setzen Sie update.url auf die Adresse der neuesten Veröffentlichung, im Format der GitHub-API.',
  'Somebody asked for it.': null,
  'Take that right away: chmod o-r %q': 'Nehmen Sie dieses Recht weg: chmod o-r %q',
  'Take that right away: chmod o-w %q.': 'Nehmen Sie dieses Recht weg: chmod o-w %q.',
  'The API key is saved, but the environment variable %s names another organization, which is used.':
    'Der API-Schlüssel ist gespeichert, aber die Umgebungsvariable %s nennt eine andere Organisation, und diese wird verwendet.',
  'The connection to %s is not encrypted: anybody on the way can read the client secret and change what is sent':
    'Die Verbindung zu %s ist nicht verschlüsselt: Jeder auf dem Weg kann das Client-Secret lesen und ändern, was gesendet wird',
  'The data folder %s is for the account %s and administrators alone: run the command as one of them.': null,
  'The data folder must be writable for the user who runs this program, and not on a full disk.':
    'Der Datenordner muss für den Benutzer, der dieses Programm ausführt, beschreibbar sein und auf einem Datenträger liegen, der nicht voll ist.',
  'The data folder must be writable, and its disk must not be full.':
    'Der Datenordner muss beschreibbar und sein Datenträger darf nicht voll sein.',
  'The group policy %s means nothing here: HKEY_LOCAL_MACHINE\\%s has a value of that name, which is no setting, or a secret.':
    'Die Gruppenrichtlinie %s bedeutet hier nichts: HKEY_LOCAL_MACHINE\\%s hat einen Wert dieses Namens, der keine Einstellung oder ein Geheimnis ist.',
  'The log has the details: please report them.':
    'Das Protokoll enthält die Einzelheiten: Bitte melden Sie sie.',
  'The log-in is not taken over: %s.': 'Die Anmeldung wird nicht übernommen: %s.',
  'The next sync looks at the organization and sends everything.':
    'Die nächste Synchronisierung sieht sich die Organisation an und sendet alles.',
  'The server was changed.': 'Der Server wurde geändert.',
  'This is a test': null,
  'This version goes on working.': 'Diese Version funktioniert weiter.',
  'This window looks at %s.': 'Dieses Fenster sieht sich %s an.',
  "Use up to 64 of the letters a to z and A to Z, digits, '-', '_' and '.'.":
    'Verwenden Sie bis zu 64 der Buchstaben a bis z und A bis Z, Ziffern, „-“, „_“ und „.“.',
  'Such as %s.': 'Zum Beispiel %s.',
  'Wait until it has ended, or stop that process.':
    'Warten Sie, bis sie beendet ist, oder stoppen Sie jenen Prozess.',
  'What it accepted before is kept.': 'Was er vorher angenommen hat, bleibt.',
  'What the server accepted before is kept; the next sync goes on from there.':
    'Was der Server vorher angenommen hat, bleibt; die nächste Synchronisierung macht dort weiter.',
  'Whoever administers the group policies of this machine can change it.':
    'Ändern kann das, wer die Gruppenrichtlinien dieses Computers verwaltet.',
  'a line end': null,
  'a service syncs this profile': 'ein Dienst synchronisiert dieses Profil',
  "a service syncs this profile, and can't ask a keyring":
    'ein Dienst synchronisiert dieses Profil und kann keinen Schlüsselbund fragen',
  'and %d more': 'und %d weitere',
  'at least %d used of %d': 'mindestens %d von %d belegt',
  'at least %d used, but only %d bought': 'mindestens %d belegt, aber nur %d gekauft',
  'automatic sync': 'automatische Synchronisierung',
  'automatic sync is running already': 'die automatische Synchronisierung läuft bereits',
  'certificate in %s (%s)': null,
  'change is': null,
  'change of external ids': 'Änderung externer IDs',
  'change the organization %s': 'die Organisation %s ändern',
  'changes are': null,
  'clear cache': 'Leeren des Synchronisierungs-Caches',
  'command %s': null,
  'context canceled': null,
  'create profile %q': 'Profil %q anlegen',
  'delete profile %q': 'Profil %q löschen',
  'ended without notice': null,
  'environment variable %s': 'Umgebungsvariable %s',
  'everybody on this machine may read the private key %s':
    'jeder auf diesem Computer darf den privaten Schlüssel %s lesen',
  'everybody on this machine may write into the data folder %s, and so change what is synced':
    'jeder auf diesem Computer darf in den Datenordner %s schreiben und so ändern, was synchronisiert wird',
  'is empty': 'ist leer',
  'is named twice in one change': 'ist in einer Änderung zweimal genannt',
  'is no folder': 'ist kein Ordner',
  'is not a secret': 'ist kein Geheimnis',
  'is not set any more': 'ist nicht mehr gesetzt',
  'is now %q': 'ist jetzt %q',
  'is on, but profile %q feeds the same organization: its members would be removed':
    'ist eingeschaltet, aber das Profil %q versorgt dieselbe Organisation: Dessen Mitglieder würden entfernt',
  'is set by group policy (%s)': 'ist durch eine Gruppenrichtlinie vorgegeben (%s)',
  'it has %d files': 'sie hat %d Dateien',
  'it has more than %d bytes': 'es sind mehr als %d Byte',
  'it has no %s with a signature': 'sie hat keine Datei %s mit Signatur',
  'its address does not begin with https://': 'ihre Adresse beginnt nicht mit https://',
  'its file %q is not in the signed list': 'ihre Datei %q steht nicht in der signierten Liste',
  'its list is signed for %q, not for %q': 'ihre Liste ist für %q signiert, nicht für %q',
  "its signature can't be read": 'ihre Signatur ist nicht lesbar',
  'keep the API key': 'den API-Schlüssel speichern',
  'keep the certificate': 'das Zertifikat speichern',
  'keep the place of the window': 'die Lage des Fensters speichern',
  'keep the secret %s': 'das Geheimnis %s speichern',
  'list profiles': 'die Profile auflisten',
  'log in': null,
  'look for updates': 'nach neuen Versionen suchen',
  'look for updates at %s': 'nach neuen Versionen suchen, bei %s',
  'look for updates at %s: HTTP %d': 'nach neuen Versionen suchen, bei %s: HTTP %d',
  'make %q a whole path': '%q zu einem ganzen Pfad machen',
  'manual sync': 'Synchronisierung von Hand',
  "mark the profile as a service's": 'das Profil als das eines Dienstes kennzeichnen',
  "no data.json of Bitwarden's connector": 'keine data.json von Bitwardens Connector',
  'no updates are looked for': 'nach neuen Versionen wird nicht gesucht',
  'no way to tell anybody is set': 'es ist kein Weg eingerichtet, jemanden zu benachrichtigen',
  'not logged in to an organization': 'bei keiner Organisation angemeldet',
  'not set': 'nicht gesetzt',
  'open the plan': 'den Plan öffnen',
  'organization %s at %s': 'Organisation %s bei %s',
  'profile %q': 'Profil %q',
  'profile %q: %w (%s)': 'Profil %q: %w (%s)',
  'profile change': 'Änderung der Profile',
  'read %s': null,
  'read the directory': 'das Verzeichnis lesen',
  'read the history': 'den Verlauf lesen',
  'read the answer': 'die Antwort lesen',
  'read the list of the files of version %s': 'die Liste der Dateien von Version %s lesen',
  'read the secret %s': 'das Geheimnis %s lesen',
  'read the signature of version %s': 'die Signatur von Version %s lesen',
  'record the name of the directory': 'den Namen des Verzeichnisses festhalten',
  'rename profile %q': 'Profil %q umbenennen',
  'run %s': null,
  'settings were changed elsewhere meanwhile': 'Einstellungen wurden inzwischen anderswo geändert',
  "sync.leavers is revoke, but %w: nobody's access could be revoked":
    'sync.leavers ist revoke, aber %w: Niemandem könnte der Zugriff widerrufen werden',
  "sync.overwriteExisting is on, and whether profile %q feeds the same organization can't be told":
    'sync.overwriteExisting ist eingeschaltet, und ob das Profil %q dieselbe Organisation versorgt, ist nicht festzustellen',
  'take-over of groups': 'Übernahme von Gruppen',
  "that can't be the name of a profile": 'so kann ein Profil nicht heißen',
  'the answer does not describe a release': 'die Antwort beschreibt keine Veröffentlichung',
  'the client secret is empty': 'das Client-Secret ist leer',
  'the client secret is not known': 'das Client-Secret ist nicht bekannt',
  'nothing can be written into the data folder %s': 'in den Datenordner %s kann nichts geschrieben werden',
  'the data folder %s %w': 'der Datenordner %s %w',
  "can't be written": 'kann nicht beschrieben werden',
  'the data folder %s belongs to the user %s, who alone may use it':
    'der Datenordner %s gehört dem Benutzer %s, der allein ihn verwenden darf',
  "the data folder %s can't be made": 'der Datenordner %s kann nicht angelegt werden',
  "the data folder %s can't be reached": 'der Datenordner %s ist nicht erreichbar',
  'the directory could not be asked for that name':
    'das Verzeichnis konnte nicht nach diesem Namen gefragt werden',
  'the history has no such run': 'der Verlauf kennt diese Synchronisierung nicht',
  'the key that releases are signed with': 'der Schlüssel, mit dem Veröffentlichungen signiert werden',
  'the list of its files has a line that is none': 'die Liste ihrer Dateien hat eine Zeile, die keine ist',
  'the list of its files is not signed by the key %016X':
    'die Liste ihrer Dateien ist nicht mit dem Schlüssel %016X signiert',
  'the name of the release, %q, is no version': 'der Name der Veröffentlichung, %q, ist keine Version',
  'the plan no longer holds, so nothing was sent: %s not as planned':
    'der Plan gilt nicht mehr, deshalb wurde nichts gesendet: %s nicht wie geplant',
  'the profile is in use': 'das Profil ist in Gebrauch',
  'the release is not what was signed': 'die Veröffentlichung ist nicht, was signiert wurde',
  'the server can revoke the access of members and restore it':
    'der Server kann Mitgliedern den Zugriff widerrufen und zurückgeben',
  'the server does not show one of an unknown authority any more':
    'der Server zeigt keines einer unbekannten Stelle mehr',
  'the server shows another one now, with the fingerprint %s':
    'der Server zeigt jetzt ein anderes, mit dem Fingerabdruck %s',
  'the service needs the command line tool bwdc': 'der Dienst braucht das Befehlszeilenprogramm bwdc',
  'there is no folder to keep data in: no home folder is known':
    'es gibt keinen Ordner für die Daten: Es ist kein Home-Verzeichnis bekannt',
  'there is no part %q': 'es gibt keinen Teil %q',
  "there is no such file on this machine, and Bitwarden's connector then goes on without it":
    'diese Datei gibt es auf diesem Computer nicht, und Bitwardens Connector macht dann ohne sie weiter',
  'there is no such profile': 'dieses Profil gibt es nicht',
  'there is nothing in %s': null,
  'there is such a profile already': 'dieses Profil gibt es schon',
  "this API key can't be used": 'dieser API-Schlüssel kann nicht verwendet werden',
  "this certificate can't be trusted": 'diesem Zertifikat kann nicht vertraut werden',
  'this program was built without the key that releases are signed with':
    'dieses Programm wurde ohne den Schlüssel gebaut, mit dem Veröffentlichungen signiert werden',
  "this server can't list its groups, so groups.missing delete deletes none":
    'dieser Server kann seine Gruppen nicht auflisten, deshalb löscht groups.missing mit delete keine',
  'update.check is false': 'update.check ist ausgeschaltet',
  'update.url is not set': 'update.url ist nicht gesetzt',
  "vaultwarden: groups can't be seen, and it says nothing where they are switched off":
    'vaultwarden: Gruppen sind nicht zu sehen, und es sagt nichts, wenn sie ausgeschaltet sind',
  'vaultwarden: it has no member list, so nobody can check what it did with an import, nor who is an owner; it revokes the access of leavers by itself':
    'vaultwarden: Es hat keine Mitgliederliste, daher kann niemand prüfen, was es aus einem Import gemacht hat und wer Eigentümer ist; bei Abgängen widerruft es den Zugriff von selbst',
  'was to be taken from the environment variable %s, which is not set': null,
};
