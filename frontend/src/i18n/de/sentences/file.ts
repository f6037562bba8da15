import type { Translations } from '../../sentences';

export const file: Translations<'internal/file'> = {
  '%d argument': '%d Argument',
  '%d arguments': '%d Argumente',
  '%d entries': '%d Einträge',
  '%d entry': '%d Eintrag',
  '%d group': '%d Gruppe',
  '%d groups': '%d Gruppen',
  '%d user': '%d Benutzer',
  '%d users': '%d Benutzer',
  '%d warning': '%d Warnung',
  '%d warnings': '%d Warnungen',
  '%q (did you mean %s?)': '%q (meinten Sie %s?)',
  '%q is neither user nor group': '%q ist weder user noch group',
  '%q is the name of a list, not what is in it': '%q ist der Name einer Liste, nicht ihr Inhalt',
  '%q is what a spreadsheet makes of a long number or a wrong formula, not an id':
    '%q ist das, was eine Tabellenkalkulation aus einer langen Zahl oder einer falschen Formel macht, keine ID',
  '%s and %s found (%s).': '%s und %s gefunden (%s).',
  '%s has %d bytes and was last written at %s.': '%s hat %d Byte und wurde zuletzt am %s geschrieben.',
  '%s is asked, and is given %s of time.': '%s wird gefragt und hat %s Zeit.',
  '%s is half of a character': '%s ist ein halbes Zeichen',
  '%s is there, and is given %s and %s of time.': '%s ist da, bekommt %s und hat %s Zeit.',
  '%s of %q is %q, which is %v.': '%s von %q ist %q, und das ist %v.',
  '%s without an email would be left out.': 'Ohne E-Mail-Adresse und deshalb ausgelassen: %s.',
  '%s, column %d': '%s, Spalte %d',
  '%s, field %q': '%s, Feld %q',
  '%s, line %d': '%s, Zeile %d',
  '%s, which file.columns names': '%s, obwohl file.columns sie nennt',
  '%s; the first': '%s; die erste',
  '%w and says %q': '%w und meldet %q',
  'A program cut this text in the middle of a character: write the whole one, or take the half away.':
    'Ein Programm hat diesen Text mitten in einem Zeichen abgeschnitten: Schreiben Sie das ganze, oder nehmen Sie das halbe weg.',
  'A script needs a first line that names what runs it, such as #!/bin/sh.':
    'Ein Skript braucht eine erste Zeile, die nennt, was es ausführt, etwa #!/bin/sh.',
  'A test lists all of them.': 'Ein Test führt alle auf.',
  'Active Directory': null,
  'Active Directory hands out 1,500 members at a time: export with a tool that asks for all of them.':
    'Active Directory gibt jeweils nur 1500 Mitglieder heraus: Exportieren Sie mit einem Werkzeug, das alle abfragt.',
  'Add a column id with a number or name that stays the same when name and email change, such as the personnel number, or say in file.columns which column it is, such as "id=Personnel number".':
    'Fügen Sie eine Spalte id hinzu, mit einer Nummer oder einem Namen, die gleich bleiben, wenn sich Name und E-Mail-Adresse ändern, etwa der Personalnummer, oder geben Sie in file.columns an, welche Spalte das ist, etwa "id=Personalnummer".',
  'After :: stands base64; after : plain text.': 'Nach :: steht Base64, nach : einfacher Text.',
  'Cells are separated by %q here; put a cell that holds one into double quotes.':
    'Zellen sind hier durch %q getrennt; setzen Sie eine Zelle, die dieses Zeichen enthält, in doppelte Anführungszeichen.',
  'Check file.path, and that what writes the file has run.':
    'Prüfen Sie file.path und ob das, was die Datei schreibt, gelaufen ist.',
  'Check file.token and file.username, and that the token has not expired.':
    'Prüfen Sie file.token und file.username und ob das Token abgelaufen ist.',
  'Check file.url, and that file.token lets this program in: it may be the page to log in.':
    'Prüfen Sie file.url und ob file.token dieses Programm einlässt: Es kann die Seite zum Anmelden sein.',
  'Check file.url: there is no such file, or not for this account.':
    'Prüfen Sie file.url: Diese Datei gibt es nicht oder nicht für dieses Konto.',
  'Check what writes the file: an empty one never means that everybody left.':
    'Prüfen Sie, was die Datei schreibt: Eine leere bedeutet nie, dass alle gegangen sind.',
  'Each entry begins with its dn and ends with an empty line.':
    'Jeder Eintrag beginnt mit seinem dn und endet mit einer leeren Zeile.',
  'Export again, with paging (ldapsearch -E pr=1000/noprompt).':
    'Exportieren Sie noch einmal, in Seiten (ldapsearch -E pr=1000/noprompt).',
  'Export entries instead, for example with ldapsearch -LLL.':
    'Exportieren Sie stattdessen Einträge, zum Beispiel mit ldapsearch -LLL.',
  'Export the values themselves: ldapsearch without -t.':
    'Exportieren Sie die Werte selbst: ldapsearch ohne -t.',
  'Format the column as text in the spreadsheet before the numbers are put in, or export again without it.':
    'Formatieren Sie die Spalte in der Tabellenkalkulation als Text, bevor die Zahlen hineinkommen, oder exportieren Sie noch einmal ohne sie.',
  'Give each group an id of its own, or remove one of the two.':
    'Geben Sie jeder Gruppe eine eigene ID, oder entfernen Sie eine der beiden.',
  'Give each user an id of its own, or remove one of the two.':
    'Geben Sie jedem Benutzer eine eigene ID, oder entfernen Sie einen der beiden.',
  'HTTP %d: the server does not let this program in': 'HTTP %d: der Server lässt dieses Programm nicht ein',
  'If what writes it never ends the last line, set file.openEnd to true.':
    'Wenn das, was sie schreibt, die letzte Zeile nie abschließt, setzen Sie file.openEnd auf true.',
  'It is an export of Google Workspace, which has no id of its own.':
    'Es ist ein Export von Google Workspace, der keine eigene ID hat.',
  'It is an export of Okta without the column id: export it too, or set file.columns to "id=login", with which a new login makes a new member of somebody.':
    'Es ist ein Export von Okta ohne die Spalte id: Exportieren Sie sie mit, oder setzen Sie file.columns auf "id=login"; dann macht ein neuer Anmeldename jemanden zum neuen Mitglied.',
  'It is an export of Okta without the column id: export it too.':
    'Es ist ein Export von Okta ohne die Spalte id: Exportieren Sie sie mit.',
  'Its output counts only when it ends with 0.': 'Seine Ausgabe zählt nur, wenn es mit 0 endet.',
  'Join them before: Select-Object @{n="%s";e={$_.%s -join "|"}}.':
    'Fügen Sie sie vorher zusammen: Select-Object @{n="%s";e={$_.%s -join "|"}}.',
  'Known are %s.': 'Bekannt sind %s.',
  'LDIF names entries by their DN, other files by an id: read them as two profiles.':
    'LDIF benennt Einträge nach ihrem DN, andere Dateien nach einer ID: Lesen Sie sie in zwei Profilen.',
  'LDIF version %q is not known': 'LDIF-Version %q ist nicht bekannt',
  'Leave the group out instead.': 'Lassen Sie die Gruppe stattdessen weg.',
  'Let it write users and groups only.': 'Lassen Sie es nur Benutzer und Gruppen schreiben.',
  'Let the account that runs this program read the file.':
    'Geben Sie dem Konto, mit dem dieses Programm läuft, das Recht, die Datei zu lesen.',
  'Let the account that this program runs as execute it.':
    'Geben Sie dem Konto, mit dem dieses Programm läuft, das Recht, es auszuführen.',
  'Let what writes the file write to another name and rename it when it is done.':
    'Lassen Sie das, was die Datei schreibt, unter einem anderen Namen schreiben und sie am Ende umbenennen.',
  'Lines that begin with a space go on from the line before.':
    'Zeilen, die mit einem Leerzeichen beginnen, setzen die Zeile davor fort.',
  'Lines that go on from the one before begin with a space.':
    'Zeilen, die die vorige fortsetzen, beginnen mit einem Leerzeichen.',
  'Look for a missing comma, quote or bracket in this line or the one before.':
    'Suchen Sie in dieser Zeile oder der davor nach einem fehlenden Komma, Anführungszeichen oder einer fehlenden Klammer.',
  'Make it faster, or set file.timeout higher.':
    'Machen Sie es schneller, oder setzen Sie file.timeout höher.',
  'Microsoft 365': null,
  'Microsoft Entra ID': null,
  'No user has an email.': 'Kein Benutzer hat eine E-Mail-Adresse.',
  'Only rows of type group have members.': 'Nur Zeilen mit type group haben Mitglieder.',
  'PowerShell writes it in place of several values.': 'PowerShell schreibt ihn anstelle mehrerer Werte.',
  'Put an empty line between two entries.': 'Setzen Sie eine leere Zeile zwischen zwei Einträge.',
  'Put it into double quotes.': 'Setzen Sie es in doppelte Anführungszeichen.',
  'Put it into square brackets: [ ].': 'Setzen Sie es in eckige Klammern: [ ].',
  'Put the whole cell into double quotes and write a quote inside it twice: "say ""hello""".':
    'Setzen Sie die ganze Zelle in doppelte Anführungszeichen, und schreiben Sie ein Anführungszeichen darin zweimal: "ein ""Hallo""".',
  'Redirects are not followed, so that the token goes nowhere else.':
    'Weiterleitungen wird nicht gefolgt, damit das Token nirgendwo anders hingelangt.',
  'Remove one of the two.': 'Entfernen Sie eine der beiden.',
  'Rename it or leave it out.': 'Benennen Sie es um, oder lassen Sie es weg.',
  'Rename it, or say in file.columns what a column holds (such as %s) or that it is not read (%s; "ignore=*" for all others).':
    'Benennen Sie sie um, oder geben Sie in file.columns an, was eine Spalte enthält (etwa %s) oder dass sie nicht gelesen wird (%s; "ignore=*" für alle anderen).',
  'Say in file.columns that it is not read (%s; "ignore=*" for all others), or which of these it holds.':
    'Geben Sie in file.columns an, dass sie nicht gelesen wird (%s; "ignore=*" für alle anderen), oder was davon sie enthält.',
  'There is a line break in the cell.': 'In der Zelle ist ein Zeilenumbruch.',
  'Have what writes the file put | between several, and no line break into the name of one.':
    'Lassen Sie das Programm, das die Datei schreibt, | zwischen mehrere setzen und keinen Zeilenumbruch in einen einzelnen Namen.',
  'Run it by hand, as the account that this program runs as.':
    'Führen Sie es von Hand aus, mit dem Konto, mit dem dieses Programm läuft.',
  'Save it as CSV (in Excel: "CSV UTF-8").': 'Speichern Sie sie als CSV (in Excel: "CSV UTF-8").',
  'Save the file as UTF-8 (in Excel: "CSV UTF-8"), or set file.encoding.':
    'Speichern Sie die Datei als UTF-8 (in Excel: "CSV UTF-8"), oder setzen Sie file.encoding.',
  'Set file.columns to what the first row of the file says.':
    'Setzen Sie file.columns auf das, was in der ersten Zeile der Datei steht.',
  'Set file.command to the whole path of a program.':
    'Setzen Sie file.command auf den vollen Pfad eines Programms.',
  'Set file.encoding to macintosh (as Excel for Mac writes) or windows-1252.':
    'Setzen Sie file.encoding auf macintosh (wie Excel für Mac schreibt) oder windows-1252.',
  'Set file.format to ldif, csv or json.': 'Setzen Sie file.format auf ldif, csv oder json.',
  'Set file.listSeparator: to %q if that separates them, to | if it belongs to a name.':
    'Setzen Sie file.listSeparator: auf %q, wenn das sie trennt, auf |, wenn es zu einem Namen gehört.',
  'Set file.path to an LDIF, CSV or JSON file.': 'Setzen Sie file.path auf eine LDIF-, CSV- oder JSON-Datei.',
  'Set file.url to an address such as https://hr.example.com/people.csv.':
    'Setzen Sie file.url auf eine Adresse wie https://hr.example.com/people.csv.',
  'The file is elsewhere: set file.url to its address at %s.':
    'Die Datei ist woanders: Setzen Sie file.url auf ihre Adresse bei %s.',
  'The file was not written to its end: write it again.':
    'Die Datei wurde nicht zu Ende geschrieben: Schreiben Sie sie noch einmal.',
  'The server is asked too often: set sync.interval higher.':
    'Der Server wird zu oft gefragt: Setzen Sie sync.interval höher.',
  'The server is in trouble.': 'Der Server hat Schwierigkeiten.',
  'Use a newer release of this program, or leave the version out.':
    'Verwenden Sie eine neuere Version dieses Programms, oder lassen Sie version weg.',
  'Users without an email are left out: add the email to the file.':
    'Benutzer ohne E-Mail-Adresse werden ausgelassen: Ergänzen Sie die Adressen in der Datei.',
  'Where the column Employee ID is filled, set file.columns to "id=Employee ID"; with "id=Email Address" a new address makes a new member of somebody.':
    'Wenn die Spalte Employee ID gefüllt ist, setzen Sie file.columns auf "id=Employee ID"; mit "id=Email Address" macht eine neue Adresse jemanden zum neuen Mitglied.',
  'Write the id of the group instead of its name.': 'Schreiben Sie die ID der Gruppe statt ihres Namens.',
  'Write true or false, leave it empty, or say in file.values what it means: yes=%s, no=%s, disabled=%s or enabled=%s.':
    'Schreiben Sie true oder false, lassen Sie es leer, oder geben Sie in file.values an, was es bedeutet: yes=%s, no=%s, disabled=%s oder enabled=%s.',
  'Write true or false, without quotes.': 'Schreiben Sie true oder false, ohne Anführungszeichen.',
  'Write user or group; empty means user.': 'Schreiben Sie user oder group; leer bedeutet user.',
  'Write {"users": [...], "groups": [...]}.': 'Schreiben Sie {"users": [...], "groups": [...]}.',
  'a NUL byte: this is no text': 'ein NUL-Byte: das ist kein Text',
  'a command has no ending that tells its format':
    'ein Befehl hat keine Endung, aus der sein Format hervorgeht',
  'a continuation without a line before it': 'eine Fortsetzung ohne eine Zeile davor',
  "a double quote stands where it can't": 'ein doppeltes Anführungszeichen steht, wo keines stehen kann',
  'a field has no name': 'ein Feld hat keinen Namen',
  "a group can't be %s": 'bei einer Gruppe gibt es %s nicht',
  'a group has neither an id nor a name and is left out.':
    'eine Gruppe hat weder ID noch Namen und wird ausgelassen.',
  'a group is not an object in { }': 'eine Gruppe ist kein Objekt in { }',
  'a new entry begins without an empty line before it': 'ein neuer Eintrag beginnt ohne leere Zeile davor',
  'a reference to another server is skipped: its entries are not in the file.':
    'ein Verweis auf einen anderen Server wird übergangen: Dessen Einträge sind nicht in der Datei.',
  'a server that gives this file': 'ein Server mit dieser Datei',
  'a user has no members': 'ein Benutzer hat keine Mitglieder',
  'a user is not an object in { }': 'ein Benutzer ist kein Objekt in { }',
  'an entry does not begin with dn': 'ein Eintrag beginnt nicht mit dn',
  'an entry has an empty dn and is left out.': 'ein Eintrag hat einen leeren dn und wird ausgelassen.',
  'block credential': null,
  'block sign-in': null,
  "can't be opened: permission denied": 'lässt sich nicht öffnen: Zugriff verweigert',
  "can't be run": 'lässt sich nicht ausführen',
  "can't be run: permission denied": 'lässt sich nicht ausführen: Zugriff verweigert',
  'changed while it was read': 'hat sich geändert, während sie gelesen wurde',
  'did not end within %s': 'endete nicht innerhalb von %s',
  'display name': null,
  'email address': null,
  'enabled,active,staged,provisioned,recovery,locked out,locked_out,password expired,password_expired,password reset,pending user action':
    null,
  'failed (%w)': 'ist fehlgeschlagen (%w)',
  'file.columns %w': null,
  'file.command %w': null,
  'file.url is not an https address': 'file.url ist keine https-Adresse',
  'file.values %w': null,
  'file: %s is %s, and %s is %s': 'file: %s ist %s, und %s ist %s',
  'file: %s is a spreadsheet, which is not read':
    'file: %s ist die Datei einer Tabellenkalkulation; solche werden nicht gelesen',
  'file: no file is set': 'file: es ist keine Datei gesetzt',
  'find the thread of process %d': null,
  'gives a web page, not a file': 'liefert eine Webseite, keine Datei',
  'in %s': null,
  'in the middle': 'mittendrin',
  'in the middle of a row': 'mitten in einer Zeile',
  'inside a quoted cell that begins in line %d':
    'in einer Zelle in Anführungszeichen, die in Zeile %d beginnt',
  'is %q the name of one, or are there several?': 'ist %q der Name von einer, oder sind es mehrere?',
  'is a folder, not a program': 'ist ein Ordner, kein Programm',
  'is not a regular file': 'ist keine gewöhnliche Datei',
  'list the threads': null,
  'make a job': null,
  'object id': null,
  'open a thread': null,
  'open the process': null,
  'org unit path': null,
  'primary email': null,
  'something follows after the end of the object': 'nach dem Ende des Objekts folgt noch etwas',
  'the column "id" is missing': 'die Spalte "id" fehlt',
  'the column %q is there twice': 'die Spalte %q ist zweimal da',
  'the column of %q has no name in the header': 'die Spalte mit %q hat in der Kopfzeile keinen Namen',
  'the dynamic group %q (memberURL) has only the members that the file lists.':
    'die dynamische Gruppe %q (memberURL) hat nur die Mitglieder, die in der Datei stehen.',
  'the ending of %s does not tell its format': 'aus der Endung von %s geht das Format nicht hervor',
  'the ending of file.url does not tell its format':
    'aus der Endung von file.url geht das Format nicht hervor',
  'the file does not start with "{"': 'die Datei beginnt nicht mit "{"',
  'the file ends %s': 'die Datei endet %s',
  'the file ends in the middle of a letter (UTF-16)': 'die Datei endet mitten in einem Buchstaben (UTF-16)',
  'the file holds changes, not entries': 'die Datei enthält Änderungen, keine Einträge',
  'the group %q has %s that the file lacks; the first is %q.':
    'der Gruppe %q fehlen Mitglieder, die nicht in der Datei stehen (%s), das erste: %q.',
  'the group %q has neither name nor cn and is left out.':
    'die Gruppe %q hat weder name noch cn und wird ausgelassen.',
  'the group %q is not in the file; it is named by %s, here first.':
    'die Gruppe %q ist nicht in der Datei; sie wird genannt (%s), hier zum ersten Mal.',
  'the group id %q is already in %s, with other values':
    'die Gruppen-ID %q steht schon in %s, mit anderen Werten',
  'the group name %q belongs to several groups, with the ids %q (%s) and %q (%s)':
    'der Gruppenname %q gehört zu mehreren Gruppen, mit den IDs %q (%s) und %q (%s)',
  'the member list of %q is only its first part': 'von der Mitgliederliste von %q ist nur der erste Teil da',
  'the members of the dynamic group %q are computed by the server (memberURL) and are not in the file; the group is left out.':
    'die Mitglieder der dynamischen Gruppe %q berechnet der Server (memberURL), sie stehen nicht in der Datei; die Gruppe wird ausgelassen.',
  'the objectGUID of %q is not one; the entry is left out.':
    'die objectGUID von %q ist keine; der Eintrag wird ausgelassen.',
  'the row has more or fewer cells than the header':
    'die Zeile hat mehr oder weniger Zellen als die Kopfzeile',
  'the search ended with result %s': 'die Suche endete mit dem Ergebnis %s',
  'the server': 'der Server',
  'the user id %q is already in %s, with other values':
    'die Benutzer-ID %q steht schon in %s, mit anderen Werten',
  'the value is in another file (:<), which is not read':
    'der Wert steht in einer anderen Datei (:<), die nicht gelesen wird',
  'the value is not UTF-8': 'der Wert ist nicht UTF-8',
  'the value is not base64': 'der Wert ist nicht Base64',
  'there are no columns %s': 'die Spalten %s gibt es nicht',
  'there is neither "users" nor "groups"': 'es gibt weder "users" noch "groups"',
  'there is no column %s': 'die Spalte %s gibt es nicht',
  'there is no such file': 'diese Datei gibt es nicht',
  'there is no such program': 'dieses Programm gibt es nicht',
  'this field is there twice': 'dieses Feld ist zweimal da',
  'this is neither UTF-8 nor %s': 'das ist weder UTF-8 noch %s',
  'this is neither true nor false': 'das ist weder true noch false',
  'this is not UTF-16': 'das ist nicht UTF-16',
  'this is not UTF-8': 'das ist nicht UTF-8',
  "this is not UTF-8, and whether it is macintosh or windows-1252 can't be told":
    'das ist nicht UTF-8, und ob es macintosh oder windows-1252 ist, lässt sich nicht erkennen',
  'this is not a list of objects': 'das ist keine Liste von Objekten',
  'this is not a list of texts': 'das ist keine Liste von Texten',
  'this is not a text': 'das ist kein Text',
  'this is not name: value': 'das ist nicht Name: Wert',
  'this is version %q of the format, not %s': 'das ist Version %q des Formats, nicht %s',
  'this line is longer than 64 MB': 'diese Zeile ist länger als 64 MB',
  'took too long': 'hat zu lange gedauert',
  'unknown column %s': 'unbekannte Spalte %s',
  'unknown columns %s': 'unbekannte Spalten %s',
  'unknown field %s': 'unbekanntes Feld %s',
  'user %q has no id and is left out.': 'Benutzer %q hat keine ID und wird ausgelassen.',
  'user id': null,
  'user principal name': null,
  'without a line end': 'ohne Zeilenende',
  'without a line end, as one does that was cut off': 'ohne Zeilenende, wie eine, die abgeschnitten wurde',
  'written by %s': 'geschrieben von %s',
  'wrote more than %d MB': 'hat mehr als %d MB geschrieben',
  'wrote too much': 'hat zu viel geschrieben',
};
