import type { Translations } from '../../sentences';

export const bridge: Translations<
  'bridge' | 'directory' | 'history' | 'instance' | 'organization' | 'plan' | 'sources'
> = {
  '%q is no format of settings': '%q ist kein Format für Einstellungen',
  '%q is no format of this list': '%q ist kein Format für diese Liste',
  '%q is no list': '%q ist keine Liste',
  '%q is no list of users': '%q ist keine Liste von Benutzern',
  '%q is no part of a plan': '%q ist kein Teil eines Plans',
  '%q is no way to take an access away': '%q ist keine Art, einen Zugriff zu entziehen',
  '%q is too long for a file of settings (over %d kB)':
    '%q ist zu lang für eine Datei mit Einstellungen (über %d kB)',
  '%s runs': '%s läuft',
  '%w (process %d)': '%w (Prozess %d)',
  '1 member': '1 Mitglied',
  'A sync would stop': null,
  "Another program works on this profile's data.":
    'Ein anderes Programm arbeitet mit den Daten dieses Profils.',
  'Changed by hand': null,
  'Check the API key and the address of the server, and log in again.':
    'Prüfen Sie den API-Schlüssel und die Adresse des Servers und melden Sie sich erneut an.',
  'Choose a file whose name ends in .yaml or .json.':
    'Wählen Sie eine Datei, deren Name auf .yaml oder .json endet.',
  "Choose the data.json of Bitwarden's connector.":
    'Wählen Sie die Datei data.json von Bitwardens Connector aus.',
  'Choose the file by hand.': 'Wählen Sie die Datei von Hand aus.',
  'Give each entry its own email in the directory, narrow the filter in Settings, or choose there to leave out duplicate emails.':
    'Geben Sie jedem Eintrag im Verzeichnis eine eigene E-Mail-Adresse, fassen Sie den Filter in den Einstellungen enger, oder wählen Sie dort, dass doppelte E-Mail-Adressen ausgelassen werden.',
  'If this change is meant, press Clear Sync Cache on the page More, and look at a test before the next sync.':
    'Wenn die Änderung gewollt ist, drücken Sie auf der Seite „Mehr“ auf „Synchronisierungs-Cache leeren“ und sehen Sie sich vor der nächsten Synchronisierung einen Test an.',
  'If this change is meant, the command line can give members and groups their new external ids in place.':
    'Wenn die Änderung gewollt ist, kann die Befehlszeile Mitgliedern und Gruppen an Ort und Stelle ihre neuen externen IDs geben.',
  'If this is meant, allow exactly this once.': 'Wenn es so gewollt ist, erlauben Sie genau dies einmal.',
  'Left out, and to be known': null,
  'Log in with the API key of the organization.':
    'Melden Sie sich mit dem API-Schlüssel der Organisation an.',
  'Look again at what it means.': 'Sehen Sie sich noch einmal an, was es bedeutet.',
  'Look again.': 'Sehen Sie noch einmal nach.',
  'Look at it, and sync then.': 'Sehen Sie sich ihn an und synchronisieren Sie dann.',
  'Look at the list of profiles in Settings.':
    'Sehen Sie sich die Liste der Profile in den Einstellungen an.',
  'Look at the list, and at a test.': 'Sehen Sie sich die Liste und einen Test an.',
  'Look at what holds now, and save again what you still want.':
    'Sehen Sie sich an, was jetzt gilt, und speichern Sie noch einmal, was Sie weiterhin möchten.',
  'Nothing to do.': null,
  'On the command line it goes on where it was, and must come to its end before the next sync.':
    'Auf der Befehlszeile geht es dort weiter, wo es war, und muss vor der nächsten Synchronisierung zu Ende kommen.',
  'Open Settings and correct the filter; the button beneath it tries it.':
    'Öffnen Sie die Einstellungen und berichtigen Sie den Filter; die Schaltfläche darunter probiert ihn aus.',
  'Open Settings and correct what is marked.':
    'Öffnen Sie die Einstellungen und berichtigen Sie, was markiert ist.',
  'Open Settings and press Check connection, which looks at it step by step.':
    'Öffnen Sie die Einstellungen und drücken Sie „Verbindung prüfen“; das sieht Schritt für Schritt nach.',
  'Or press Clear Sync Cache on the page More, and look at a test before the next sync.':
    'Oder drücken Sie auf der Seite „Mehr“ auf „Synchronisierungs-Cache leeren“ und sehen Sie sich vor der nächsten Synchronisierung einen Test an.',
  'Press Allow exactly these, and type the numbers.':
    'Drücken Sie „Genau dies erlauben“ und geben Sie die Zahlen ein.',
  'Press Stop Sync: that ends it together with the automatic sync.':
    'Drücken Sie „Synchronisierung stoppen“: Das beendet sie zusammen mit der automatischen Synchronisierung.',
  'Press Test Now on the dashboard.': 'Drücken Sie in der Übersicht „Jetzt testen“.',
  'Press Test Now, and look at what a sync would do now.':
    'Drücken Sie „Jetzt testen“ und sehen Sie sich an, was eine Synchronisierung jetzt täte.',
  'Profile %s: %v.': 'Profil %s: %v.',
  'Profile {profile}, made {made} by version {version}.': null,
  'Seats: %s.': null,
  'Stop it there.': 'Stoppen Sie sie dort.',
  'Test again: it may be older than the list.': 'Testen Sie erneut: Der Test kann älter sein als die Liste.',
  'The page History lists the syncs that are kept.':
    'Die Seite „Verlauf“ führt die Synchronisierungen auf, die aufbewahrt werden.',
  'Try again in a moment.': 'Versuchen Sie es gleich noch einmal.',
  'Try again; Check connection in Settings looks at it step by step.':
    'Versuchen Sie es erneut; „Verbindung prüfen“ in den Einstellungen sieht Schritt für Schritt nach.',
  'Wait until it has ended, or cancel it.': 'Warten Sie, bis es beendet ist, oder brechen Sie es ab.',
  'Wait until it has ended, or stop it there.': 'Warten Sie, bis sie beendet ist, oder stoppen Sie sie dort.',
  'Wait until it has ended, or stop the automatic sync.':
    'Warten Sie, bis sie beendet ist, oder stoppen Sie die automatische Synchronisierung.',
  'Wait until that has ended, or end it.': 'Warten Sie, bis das beendet ist, oder beenden Sie es.',
  'What a sync would do': null,
  'What the server accepted before is kept.': 'Was der Server vorher angenommen hat, bleibt.',
  'a change of the service': 'eine Änderung des Dienstes',
  'a connection check': 'eine Prüfung der Verbindung',
  'a look at one person or group': 'ein Nachsehen zu einer Person oder Gruppe',
  'a sync': 'eine Synchronisierung',
  'a test': 'ein Test',
  'a test of the notifications': 'ein Test der Benachrichtigungen',
  'a try of the filters': 'ein Ausprobieren der Filter',
  'an automatic sync': 'eine automatische Synchronisierung',
  'an offboarding': 'ein Entzug des Zugriffs',
  'another plan is shown by now': 'inzwischen wird ein anderer Plan angezeigt',
  'another program has renamed or deleted it': 'ein anderes Programm hat es umbenannt oder gelöscht',
  'is not a moment': 'ist kein Zeitpunkt',
  'is not about the server or the way to it': 'betrifft nicht den Server oder den Weg dorthin',
  'it means something else by now, so nothing was done':
    'das bedeutet inzwischen etwas anderes, deshalb wurde nichts getan',
  'job %s': null,
  '{n} members': null,
  'read the form of the report': 'die Vorlage des Berichts lesen',
  'read the names': 'die Namen lesen',
  "read the settings of Bitwarden's connector": 'die Einstellungen von Bitwardens Connector lesen',
  'something else runs': 'etwas anderes läuft',
  'that answer is not kept any more': 'diese Antwort wird nicht mehr aufbewahrt',
  'that job is not known any more': 'dieser Vorgang ist nicht mehr bekannt',
  'the automatic sync began this sync':
    'die automatische Synchronisierung hat diese Synchronisierung begonnen',
  'the automatic sync runs': 'die automatische Synchronisierung läuft',
  'the automatic sync runs in another process':
    'die automatische Synchronisierung läuft in einem anderen Prozess',
  'the plan shows what would stop a sync, and nobody allowed exactly that':
    'der Plan zeigt, was eine Synchronisierung anhalten würde, und niemand hat genau das erlaubt',
  'the test has no group %q': 'der Test hat keine Gruppe %q',
  'there is no change %d': 'es gibt keine Änderung %d',
  'there was no answer in %s': 'in %s kam keine Antwort',
  'there was no test yet': 'es gab noch keinen Test',
  'this program is about to end': 'dieses Programm wird gerade beendet',
  'was {name}': null,
  'write JSON': 'JSON schreiben',
  'write the report': 'den Bericht schreiben',
  '{n} less': null,
  '{n} more': null,
  '%s found%s': null,
  ', %s repeated': null,
  ', %s throttled': null,
  ', waited %s s': null,
  'authentication failed': 'die Anmeldung ist fehlgeschlagen',
  'more than %s': 'mehr als %s',
  'not everything could be read': 'nicht alles konnte gelesen werden',
  'permission denied': 'keine Berechtigung',
  'server unreachable': 'der Server ist nicht erreichbar',
  "the settings can't be right": 'die Einstellungen können nicht stimmen',
  'with the query %s': 'mit der Abfrage %s',
  '%d are, or were, called %q': '%d heißen oder hießen %q',
  'nobody and no group of that name': 'niemand und keine Gruppe mit diesem Namen',
  'the name means several': 'der Name bezeichnet mehrere',
  '%s names no pipe of this program': '%s nennt keine Pipe dieses Programms',
  'find out who runs this': 'feststellen, wer dies ausführt',
  'the desktop app': 'die Desktop-App',
  'the path of %s is too long for a socket': 'der Pfad von %s ist zu lang für einen Socket',
  'the window is open already and was shown': 'das Fenster ist schon offen und wurde angezeigt',
  'the window is open already, but does not answer': 'das Fenster ist schon offen, antwortet aber nicht',
  'it has no external id any more': 'der Eintrag hat keine externe ID mehr',
  'it has the external id %q by now': 'der Eintrag hat inzwischen die externe ID %q',
  'log-in refused by the server': 'der Server hat die Anmeldung abgelehnt',
  'not found on the server': 'auf dem Server nicht gefunden',
  'nothing was sent': 'es wurde nichts gesendet',
  'the answer was lost, the request may have been applied':
    'die Antwort ging verloren, die Anfrage wurde womöglich ausgeführt',
  "the server can't change external ids in place":
    'der Server kann externe IDs nicht an Ort und Stelle ändern',
  "the server can't delete groups": 'der Server kann keine Gruppen löschen',
  "the server can't remove a single member": 'der Server kann kein einzelnes Mitglied entfernen',
  "the server can't revoke the access of members": 'der Server kann Mitgliedern den Zugriff nicht widerrufen',
  'the server has no group list': 'der Server hat keine Gruppenliste',
  'the server has no member list': 'der Server hat keine Mitgliederliste',
  'the server refused the request (HTTP %d)': 'der Server hat die Anfrage abgelehnt (HTTP %d)',
  'too many requests, try again in %s': 'zu viele Anfragen, versuchen Sie es in %s erneut',
  '%s is %q there and %q here': '%s ist dort %q und hier %q',
  '%s is not as it was written': '%s ist nicht, wie es geschrieben wurde',
  'encode a part of the plan': 'einen Teil des Plans kodieren',
  'it does not begin as a plan does': 'er beginnt nicht wie ein Plan',
  'it has more than %d MB': 'er ist größer als %d MB',
  'it holds what no plan does': 'er enthält, was kein Plan enthält',
  'it is JSON, but no plan (its "object" is %q)': 'er ist JSON, aber kein Plan (sein "object" ist %q)',
  'it is damaged in line %d': 'er ist in Zeile %d beschädigt',
  'it is written in UTF-16, as PowerShell does when it redirects: save it with -o FILE':
    'er ist in UTF-16 geschrieben, wie PowerShell es beim Umleiten tut: Speichern Sie ihn mit -o FILE',
  'it was edited after it was made': 'er wurde nach dem Erstellen bearbeitet',
  'it was edited after it was made: something stands in it twice, or in another order or spelling than it was written in':
    'er wurde nach dem Erstellen bearbeitet: Etwas steht zweimal darin oder in anderer Reihenfolge oder Schreibweise, als es geschrieben wurde',
  'it was made %s ago, at %s, and is void after %s': 'er wurde vor %s erstellt, um %s, und verfällt nach %s',
  'it was made at %s, which has not come yet by the clock of this machine':
    'er wurde um %s erstellt; das liegt nach der Uhr dieses Computers in der Zukunft',
  'it was made by version %s of the program, and this is %s':
    'er wurde von Version %s des Programms erstellt, und dies ist %s',
  'it was made for another organization or directory':
    'er wurde für eine andere Organisation oder ein anderes Verzeichnis erstellt',
  'it was made for the profile %q, and this is %q': 'er wurde für das Profil %q erstellt, und dies ist %q',
  'it was made with %d changes and stops, and holds %d':
    'er wurde mit %d Änderungen und Funden der Schutzregeln erstellt und enthält %d',
  'its digest is %s, or its summary counts something else than its changes':
    'seine Prüfsumme ist %s, oder seine Zusammenfassung zählt etwas anderes als seine Änderungen',
  'its format is %d': 'sein Format ist %d',
  'its format is %d, and this program knows %d: it was made by a newer version':
    'sein Format ist %d, und dieses Programm kennt %d: Er wurde von einer neueren Version erstellt',
  'read the plan': 'den Plan lesen',
  "the group list of the organization could be read when the plan was made, and can't be now":
    'die Gruppenliste der Organisation war lesbar, als der Plan erstellt wurde, und ist es jetzt nicht',
  "the member list of the organization could be read when the plan was made, and can't be now":
    'die Mitgliederliste der Organisation war lesbar, als der Plan erstellt wurde, und ist es jetzt nicht',
  "the memberships of the organization could be read when the plan was made, and can't be now":
    'die Mitgliedschaften der Organisation waren lesbar, als der Plan erstellt wurde, und sind es jetzt nicht',
  "this plan can't be used": 'dieser Plan kann nicht verwendet werden',
  'what explains it (warnings, drift, seats)': 'was ihn erklärt (Warnungen, Änderungen von Hand, Plätze)',
  'what it says of itself (when it was made, for what, by which version)':
    'was er von sich selbst sagt (wann er erstellt wurde, wofür, von welcher Version)',
  'what the guard for %s found': 'was die Schutzregel für %s gefunden hat',
  'write the plan': 'den Plan schreiben',
  'A file has no query language: take away the bar and what follows it, and name users by email and groups by name.':
    'Eine Datei hat keine Abfragesprache: Entfernen Sie den senkrechten Strich und was danach folgt, und nennen Sie Benutzer mit E-Mail-Adresse und Gruppen mit Namen.',
  'Set directory to ldap, entra, google, okta, onelogin or file.':
    'Setzen Sie directory auf ldap, entra, google, okta, onelogin oder file.',
  'directory %q: there is no such kind of directory':
    'Verzeichnis %q: diese Art von Verzeichnis gibt es nicht',
};
