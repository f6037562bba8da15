import type { Translations } from '../../sentences';

export const filesettings: Translations<
  'internal/configfile' | 'internal/datajson' | 'internal/filter' | 'internal/secret'
> = {
  '!!binary is not known here': '!!binary ist hier nicht bekannt',
  'a key is not a plain text': 'ein Schlüssel ist kein einfacher Text',
  'anchors and aliases (& and *) are not known here': 'Anker und Aliasse (& und *) sind hier nicht bekannt',
  'does not say where the secret is: write env with the name of a variable, or file with a path':
    'sagt nicht, wo das Geheimnis ist: Schreiben Sie env mit dem Namen einer Variablen oder file mit einem Pfad',
  'is a group of settings, not one': 'ist eine Gruppe von Einstellungen, keine einzelne',
  "is a secret and can't be among the values": 'ist ein Geheimnis und kann nicht unter den Werten stehen',
  'is already set in line %d': 'ist schon in Zeile %d gesetzt',
  'is no secret': 'ist kein Geheimnis',
  'is not UTF-8 text': 'ist kein UTF-8-Text',
  'is not a single value': 'ist kein einzelner Wert',
  'line %d': 'Zeile %d',
  'needs a variable, a file or a text, and one of them only':
    'braucht eine Variable, eine Datei oder einen Text, und nur eines davon',
  'the text is empty': 'der Text ist leer',
  'there is more than one document in the text': 'der Text enthält mehr als ein Dokument',
  'these are no settings: write one in each line, as in directory: ldap':
    'das sind keine Einstellungen: Schreiben Sie in jede Zeile eine, wie in directory: ldap',
  'this is nested too deeply': 'das ist zu tief verschachtelt',
  'this is not JSON': 'das ist kein JSON',
  'this is not YAML': 'das ist kein YAML',
  'unknown format %q: known are %s and %s': 'unbekanntes Format %q: bekannt sind %s und %s',
  'version: %d is of a newer release; this one knows versions up to %d':
    'version: %d gehört zu einer neueren Version des Programms; diese kennt Versionen bis %d',
  'version: is not a whole number from 1 on': 'version: ist keine ganze Zahl ab 1',
  'write settings': 'die Einstellungen schreiben',
  '{env: SECRET}': null,
  '%s (missing)': '%s (fehlt)',
  '%s starts as %s: %s.': '%s beginnt mit %s: %s.',
  '%s starts as false: %s.': '%s beginnt mit false: %s.',
  "A filter that can't be understood is an error here; Bitwarden's connector then filters nothing.":
    'Ein Filter, der nicht zu verstehen ist, ist hier ein Fehler; Bitwardens Connector filtert dann nichts.',
  'Application Support': null,
  'Bitwarden Directory Connector': null,
  "Bitwarden's connector does not use it with ldap.encryption %s":
    'Bitwardens Connector verwendet es bei ldap.encryption %s nicht',
  "Bitwarden's connector ignores a root path without dc=":
    'Bitwardens Connector übergeht einen Root-Pfad ohne dc=',
  "Bitwarden's connector keeps it but does not use it":
    'Bitwardens Connector speichert es, verwendet es aber nicht',
  "Bitwarden's connector takes it for not set": 'Für Bitwardens Connector gilt es als nicht gesetzt',
  "Compare what was taken with what Bitwarden's connector shows.":
    'Vergleichen Sie, was übernommen wurde, mit dem, was Bitwardens Connector zeigt.',
  "Google Workspace: suspended users that stay members keep their groups here; Bitwarden's connector takes them out.":
    'Google Workspace: Gesperrte Benutzer, die Mitglieder bleiben, behalten hier ihre Gruppen; Bitwardens Connector nimmt sie heraus.',
  "%s is %s: Bitwarden's connector puts a filter of several parts together.":
    '%s ist %s: Bitwardens Connector setzt einen Filter aus mehreren Teilen zusammen.',
  'Here a filter counts as it is written.': 'Hier gilt ein Filter so, wie er geschrieben ist.',
  'Here a root path counts as it is written.': 'Hier gilt ein Root-Pfad so, wie er geschrieben ist.',
  "Log in with Bitwarden's connector once, so that the file says which account counts.":
    'Melden Sie sich einmal mit Bitwardens Connector an, damit die Datei sagt, welches Konto zählt.',
  "Look for it in that program's folder for data.": 'Suchen Sie sie im Datenordner jenes Programms.',
  "Name the data.json of Bitwarden's connector.": 'Nennen Sie die data.json von Bitwardens Connector.',
  "Name the data.json of Bitwarden's connector; it has a few kilobytes.":
    'Nennen Sie die data.json von Bitwardens Connector; sie hat einige Kilobyte.',
  'Neither users nor groups are synced, as the file says: set sync.users or sync.groups to true before the first sync.':
    'Weder Benutzer noch Gruppen werden synchronisiert, wie es in der Datei steht: Setzen Sie vor der ersten Synchronisierung sync.users oder sync.groups auf true.',
  'New profiles start with %s.': 'Neue Profile beginnen mit %s.',
  'New profiles start with true.': 'Neue Profile beginnen mit true.',
  'Set ldap.encryption to starttls, so that the password is protected.':
    'Setzen Sie ldap.encryption auf starttls, damit das Passwort geschützt ist.',
  "Set ldap.rootPath, ldap.userPath and ldap.groupPath by hand: Bitwarden's connector searches %q and %q, which have no root in common.":
    'Setzen Sie ldap.rootPath, ldap.userPath und ldap.groupPath von Hand: Bitwardens Connector durchsucht %q und %q, die keine gemeinsame Wurzel haben.',
  'Set sync.groups to true to sync them.': 'Setzen Sie sync.groups auf true, um sie zu synchronisieren.',
  'Set sync.users to true to sync them.': 'Setzen Sie sync.users auf true, um sie zu synchronisieren.',
  "Start a current release of Bitwarden's connector once, so that it brings the file up to date, or set this program up by hand.":
    'Starten Sie einmal eine aktuelle Version von Bitwardens Connector, damit sie die Datei auf den neuesten Stand bringt, oder richten Sie dieses Programm von Hand ein.',
  'The file has state version %d; this program knows versions %d to %d.':
    'Die Datei hat die Zustandsversion %d; dieses Programm kennt die Versionen %d bis %d.',
  "The file is damaged, or was being written: close Bitwarden's connector and try again, or restore the file from a backup.":
    'Die Datei ist beschädigt oder wurde gerade geschrieben: Schließen Sie Bitwardens Connector und versuchen Sie es erneut, oder stellen Sie die Datei aus einer Sicherung wieder her.',
  "This is not the data.json of Bitwarden's connector.":
    'Das ist nicht die data.json von Bitwardens Connector.',
  '[STORED SECURELY]': null,
  'changes are found without it here': 'Änderungen werden hier ohne das gefunden',
  "contacts, computers and service accounts of Active Directory count as users where they have an email, as in Bitwarden's connector":
    'Kontakte, Computer und Dienstkonten von Active Directory gelten als Benutzer, wenn sie eine E-Mail-Adresse haben, wie bei Bitwardens Connector',
  'data.json: its state version is older than %d, which is too old to read':
    'data.json: ihre Zustandsversion ist älter als %d und damit zu alt zum Lesen',
  'data.json: line %d, column %d': 'data.json: Zeile %d, Spalte %d',
  'data.json: more than %d MB': 'data.json: mehr als %d MB',
  'data.json: nobody is logged in, and it holds the settings of %d accounts':
    'data.json: niemand ist angemeldet, und sie enthält die Einstellungen von %d Konten',
  'data.json: there is no stateVersion in it': 'data.json: sie enthält keine stateVersion',
  "expired accounts do not count as disabled, as in Bitwarden's connector":
    'Abgelaufene Konten gelten nicht als deaktiviert, wie bei Bitwardens Connector',
  "groups list members whom the user filter leaves out, as in Bitwarden's connector":
    'Gruppen nennen auch Mitglieder, die der Benutzerfilter auslässt, wie bei Bitwardens Connector',
  "it is about the installation of Bitwarden's connector":
    'es betrifft die Installation von Bitwardens Connector',
  "it is about the window of Bitwarden's connector": 'es betrifft das Fenster von Bitwardens Connector',
  'it is neither a text nor a number': 'es ist weder ein Text noch eine Zahl',
  'it is not a time': 'es ist kein Zeitpunkt',
  "ldap.encryption is none although StartTLS is ticked: Bitwarden's connector uses it only where SSL is ticked too.":
    'ldap.encryption ist none, obwohl StartTLS angekreuzt ist: Bitwardens Connector verwendet es nur, wenn auch SSL angekreuzt ist.',
  "ldap.rootPath is %s, what the user path and the group path have in common: Bitwarden's connector takes them as whole DNs where the root path has no dc=.":
    'ldap.rootPath ist %s, was der Pfad der Benutzer und der Pfad der Gruppen gemeinsam haben: Bitwardens Connector nimmt sie als ganze DNs, wenn der Root-Pfad kein dc= hat.',
  "ldap.rootPath is %s: Bitwarden's connector drops %q, which stands before it.":
    'ldap.rootPath ist %s: Bitwardens Connector lässt %q weg, das davor steht.',
  "members that somebody removed from the organization by hand are invited again, as by Bitwarden's connector, and named":
    'Mitglieder, die jemand von Hand aus der Organisation entfernt hat, werden erneut eingeladen, wie von Bitwardens Connector, und genannt',
  "nested groups that the group search does not find are not followed, as in Bitwarden's connector":
    'Verschachtelten Gruppen, die die Gruppensuche nicht findet, wird nicht gefolgt, wie bei Bitwardens Connector',
  "sync.emailSuffix is not set, and Bitwarden's connector then makes no emails":
    'sync.emailSuffix ist nicht gesetzt, und Bitwardens Connector bildet dann keine E-Mail-Adressen',
  "sync.groups is off: the file lacks it, and Bitwarden's connector then syncs no groups.":
    'sync.groups ist ausgeschaltet: In der Datei fehlt es, und Bitwardens Connector synchronisiert dann keine Gruppen.',
  "sync.users is off: the file lacks it, and Bitwarden's connector then syncs no users.":
    'sync.users ist ausgeschaltet: In der Datei fehlt es, und Bitwardens Connector synchronisiert dann keine Benutzer.',
  "the domain is set too, which limited Bitwarden's connector to that domain; to read all domains, set google.customer and unset google.domain":
    'auch die Domain ist gesetzt, was Bitwardens Connector auf diese Domain beschränkte; um alle Domains zu lesen, setzen Sie google.customer, und lassen Sie google.domain leer',
  'the file is empty': 'die Datei ist leer',
  'the first sync of this program reads everything':
    'die erste Synchronisierung dieses Programms liest alles',
  "the primary group of Active Directory has no members, as in Bitwarden's connector":
    'Die primäre Gruppe von Active Directory hat keine Mitglieder, wie bei Bitwardens Connector',
  'there is no data.json in %s': 'es gibt keine data.json in %s',
  'there is no root path that it could be below': 'es gibt keinen Root-Pfad, unter dem es liegen könnte',
  'this is not an object in { }': 'das ist kein Objekt in { }',
  'this program does not know it': 'dieses Programm kennt es nicht',
  'this program gets its own access token': 'dieses Programm holt sich ein eigenes Zugriffstoken',
  "users are not members of the group with their gidNumber, as in Bitwarden's connector":
    'Benutzer sind nicht Mitglieder der Gruppe mit ihrer gidNumber, wie bei Bitwardens Connector',
  "users in nested groups do not count as being in a group for a group filter of names, as in Bitwarden's connector":
    'Benutzer in verschachtelten Gruppen gelten für einen Gruppenfilter mit Namen nicht als Mitglieder der Gruppe, wie bei Bitwardens Connector',
  "users that are disabled in the directory and no members yet are invited, as by Bitwarden's connector":
    'Benutzer, die im Verzeichnis deaktiviert und noch keine Mitglieder sind, werden eingeladen, wie von Bitwardens Connector',
  "users that vanished from the directory or the filter are not removed, as in Bitwarden's connector; every run shows how many they are":
    'Benutzer, die nicht mehr im Verzeichnis oder Filter sind, werden nicht entfernt, wie bei Bitwardens Connector; jeder Lauf zeigt, wie viele es sind',
  '"!" takes one part only': 'nach "!" steht nur ein Teil',
  '")" is missing': '")" fehlt',
  '"\\" without two hexadecimal digits (a real one is written \\5c)':
    '"\\" ohne zwei hexadezimale Ziffern (ein echter wird \\5c geschrieben)',
  '%q combines parts in parentheses, and there is none': '%q verbindet Teile in Klammern, und es gibt keinen',
  '%q is missing': '%q fehlt',
  'a filter begins with %s: or %s': 'ein Filter beginnt mit %s: oder %s',
  'a filter begins with %s: or %s:; a query comes after a bar |':
    'ein Filter beginnt mit %s: oder %s:; eine Abfrage steht nach einem senkrechten Strich |',
  'a zero byte inside a value (written \\00)': 'ein Nullbyte in einem Wert (\\00 geschrieben)',
  'an opening parenthesis inside a value (a real one is written \\28)':
    'eine öffnende Klammer in einem Wert (eine echte wird \\28 geschrieben)',
  'filter, position %d': 'Filter, Position %d',
  'nested too deeply': 'zu tief verschachtelt',
  'nothing may follow after the bar': 'nach dem senkrechten Strich darf nichts mehr stehen',
  'one of = ~= <= >= is missing': 'eines von = ~= <= >= fehlt',
  'only after %s: further clauses subtract': 'nur nach %s: Weitere Teile nehmen etwas aus',
  'position %d: %s: %s«here»': 'Position %d: %s: %s«hier»',
  'position %d: %s: %s«here»%s': 'Position %d: %s: %s«hier»%s',
  'position %d: %s: «here»%s': 'Position %d: %s: «hier»%s',
  'the filter has ended here, but the text goes on': 'der Filter ist hier zu Ende, aber der Text geht weiter',
  'the name of an attribute is missing': 'der Name eines Attributs fehlt',
  'there are no values after %s': 'keine Werte nach %s',
  'there is no ":" after %s': 'nach %s fehlt ":"',
  'there is no query language here: nothing may follow after the bar; name what is meant before it, as %s: or %s':
    'hier gibt es keine Abfragesprache: Nach dem senkrechten Strich darf nichts stehen; nennen Sie davor, was gemeint ist, mit %s: oder %s',
  'there is nothing before the bar': 'vor dem senkrechten Strich steht nichts',
  'there is nothing on either side of the bar': 'auf beiden Seiten des senkrechten Strichs steht nichts',
  '# created': null,
  '# public key': null,
  '# sealed by Windows for this machine (DPAPI)': null,
  '%s is empty': '%s ist leer',
  '%s is set by %s, which wins.': '%s ist durch %s gesetzt, und das hat Vorrang.',
  '%s_FILE must name a file that holds the secret and that this user may read.':
    '%s_FILE muss eine Datei nennen, die das Geheimnis enthält und die dieser Benutzer lesen darf.',
  'Another process is changing the secrets, or the folder is not writable.':
    'Ein anderer Prozess ändert gerade die Geheimnisse, oder in den Ordner lässt sich nicht schreiben.',
  'BWDC_NO_KEYRING is set': 'BWDC_NO_KEYRING ist gesetzt',
  'Install the newest version of this program.': 'Installieren Sie die neueste Version dieses Programms.',
  'It may still be in the keyring.': 'Es kann noch im Schlüsselbund sein.',
  'Keep it to its owner: chmod 600 %s': 'Nur ihr Besitzer darf sie lesen: chmod 600 %s',
  "Make a key with 'age-keygen -o %s', or unset %s.":
    "Erzeugen Sie einen Schlüssel mit 'age-keygen -o %s', oder entfernen Sie %s aus der Umgebung.",
  "Make one with 'age-keygen -o FILE'.": "Erzeugen Sie eine mit 'age-keygen -o FILE'.",
  'Only the machine that sealed it can open it.': 'Nur der Rechner, der ihn versiegelt hat, kann ihn öffnen.',
  'Put a copy of the key in its place that was not sealed, or remove it together with secrets.age and set the secrets once more.':
    'Legen Sie eine nicht versiegelte Kopie des Schlüssels an seine Stelle, oder entfernen Sie ihn zusammen mit secrets.age, und setzen Sie die Geheimnisse noch einmal.',
  'Put it back, or remove %s and set the secrets once more.':
    'Legen Sie ihn zurück, oder entfernen Sie %s, und setzen Sie die Geheimnisse noch einmal.',
  'Put the right key in its place, or remove %s and set the secrets once more.':
    'Legen Sie den richtigen Schlüssel an seine Stelle, oder entfernen Sie %s, und setzen Sie die Geheimnisse noch einmal.',
  'Remove %s and set the secrets once more.': 'Entfernen Sie %s, und setzen Sie die Geheimnisse noch einmal.',
  'Secrets are kept in %s, encrypted with the key in %s, because %v.':
    'Geheimnisse liegen in %s, verschlüsselt mit dem Schlüssel in %s, denn %v.',
  'Secrets are kept in the keyring of the operating system.':
    'Geheimnisse liegen im Schlüsselbund des Betriebssystems.',
  'The file holds a line that starts with AGE-SECRET-KEY-.':
    'Die Datei enthält eine Zeile, die mit AGE-SECRET-KEY- beginnt.',
  'The folder of the profile must be writable, and its disk must not be full.':
    'In den Ordner des Profils muss geschrieben werden können, und sein Datenträger darf nicht voll sein.',
  'The folder of the profile must be writable.': 'In den Ordner des Profils muss geschrieben werden können.',
  'The key in %s does not open it, or it is damaged.':
    'Der Schlüssel in %s öffnet die Datei nicht, oder sie ist beschädigt.',
  'The key that belongs to the file is gone.': 'Der Schlüssel, der zu der Datei gehört, ist nicht mehr da.',
  'The saved secret is used when that is gone.':
    'Das gespeicherte Geheimnis wird verwendet, wenn es das nicht mehr gibt.',
  'The secrets that were saved before are still there.': 'Die früher gespeicherten Geheimnisse sind noch da.',
  'The service manager must give the credential to the user who runs this service.':
    'Die Dienstverwaltung muss die Zugangsdaten dem Benutzer geben, mit dem dieser Dienst läuft.',
  'The user who runs this program must be able to read the file, and nobody else.':
    'Der Benutzer, mit dem dieses Programm läuft, muss die Datei lesen können, und sonst niemand.',
  'The user who runs this program must own the file.':
    'Die Datei muss dem Benutzer gehören, mit dem dieses Programm läuft.',
  'Unlock it and start again, or set BWDC_NO_KEYRING=1 and save the secrets once more.':
    'Entsperren Sie ihn und starten Sie neu, oder setzen Sie BWDC_NO_KEYRING=1, und speichern Sie die Geheimnisse noch einmal.',
  'Unlock the keyring and try again.': 'Entsperren Sie den Schlüsselbund, und versuchen Sie es erneut.',
  "Use a key that 'age-keygen' makes.": "Verwenden Sie einen Schlüssel, den 'age-keygen' erzeugt.",
  'What the keyring holds was not seen, because %v.':
    'Was der Schlüsselbund enthält, war nicht zu sehen, denn %v.',
  'delete the secret %s': 'das Geheimnis %s löschen',
  "it can't be opened on this machine": 'er lässt sich auf diesem Rechner nicht öffnen',
  'it has format %d, this version knows %d': 'die Datei hat das Format %d, diese Version kennt %d',
  'it holds a %T': null,
  'it holds no JSON': 'die Datei enthält kein JSON',
  'it holds no age identity': 'die Datei enthält keine age-Identität',
  'it was sealed by Windows on another machine': 'er wurde von Windows auf einem anderen Rechner versiegelt',
  "move the secret %s out of the keyring, which a service can't ask":
    'das Geheimnis %s aus dem Schlüsselbund holen, den ein Dienst nicht fragen kann',
  'no such secret': 'dieses Geheimnis gibt es nicht',
  'others may read it (mode %04o)': 'andere dürfen ihn lesen (Modus %o)',
  'seal it for this machine': 'ihn für diesen Rechner versiegeln',
  'the credential %s': 'die Zugangsdaten %s',
  "the encrypted secrets can't be used": 'die verschlüsselten Geheimnisse lassen sich nicht verwenden',
  'the environment variable %s': 'die Umgebungsvariable %s',
  "the key of the secrets can't be used": 'der Schlüssel der Geheimnisse lässt sich nicht verwenden',
  "the keyring can't be used (%v)": 'der Schlüsselbund lässt sich nicht verwenden (%v)',
  'the keyring did not answer within %s': 'der Schlüsselbund hat nicht innerhalb von %s geantwortet',
  'the profile has no identity': 'das Profil hat keine Kennung',
  'the seal is damaged': 'das Siegel ist beschädigt',
  'the secret in %s is used without %s that stands there':
    'das Geheimnis in %s wird ohne das verwendet, was dort noch steht (%s)',
  'the secret is too large for the keyring': 'das Geheimnis ist zu groß für den Schlüsselbund',
  'there is no keyring here (no D-Bus session)': 'hier gibt es keinen Schlüsselbund (keine D-Bus-Sitzung)',
};
