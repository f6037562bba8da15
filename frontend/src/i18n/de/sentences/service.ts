import type { Translations } from '../../sentences';

export const service: Translations<'service'> = {
  '%q has a control character in it': '%q enthält ein Steuerzeichen',
  '%s belongs to %s, and the service runs as %s': '%s gehört %s, und der Dienst läuft als %s',
  '%s has a password, and none is given': '%s hat ein Passwort, und es ist keines angegeben',
  '%s holds other files (%s)': '%s enthält andere Dateien (%s)',
  '%s\\Directory Connector': null,
  '/Library/Application Support/Directory Connector': null,
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">':
    null,
  '<?xml version="1.0" encoding="UTF-8"?>': null,
  '<plist version="1.0">': null,
  'Automatic sync ended with exit code %d.': null,
  'Automatic sync has ended.': null,
  'Automatic sync is at work.': null,
  'Choose a path without.': 'Wählen Sie einen Pfad ohne.',
  'Directory Connector (%s)': null,
  "Do it in a prompt that was opened with 'Run as administrator', where what is wrong is told":
    'Tun Sie es in einer Eingabeaufforderung, die mit „Als Administrator ausführen“ geöffnet wurde; dort steht, was nicht stimmt',
  'Domain accounts are written as DOMAIN\\name, managed ones (gMSA) as DOMAIN\\name$ without a password.':
    'Domänenkonten werden DOMÄNE\\Name geschrieben, verwaltete (gMSA) DOMÄNE\\Name$ ohne Passwort.',
  'Domain accounts are written as DOMAIN\\name, managed ones (gMSA) as DOMAIN\\name$.':
    'Domänenkonten werden DOMÄNE\\Name geschrieben, verwaltete (gMSA) DOMÄNE\\Name$.',
  'Have an administrator allow it: sudo loginctl enable-linger %s':
    'Lassen Sie es einen Administrator erlauben: sudo loginctl enable-linger %s',
  'It is being removed, and is gone when every window that shows it (Services, Task Manager) is closed.':
    'Er wird gerade entfernt und ist weg, sobald jedes Fenster geschlossen ist, das ihn zeigt (Dienste, Task-Manager).',
  'NT AUTHORITY\\LocalService': null,
  'NT AUTHORITY\\NetworkService': null,
  'NT SERVICE\\%s': null,
  'Only administrators may change services.': 'Nur Administratoren dürfen Dienste ändern.',
  'Only root can.': 'Nur root kann das.',
  "Open the prompt with 'Run as administrator' and do it again.":
    'Öffnen Sie die Eingabeaufforderung mit „Als Administrator ausführen“ und tun Sie es noch einmal.',
  'Put it right, or install the service again.': 'Berichtigen Sie das, oder installieren Sie den Dienst neu.',
  'SOFTWARE\\Directory Connector\\Setup': null,
  'Set its start type back in Services, or by: sc.exe config %s start= delayed-auto':
    'Setzen Sie seinen Starttyp zurück, unter „Dienste“ oder mit: sc.exe config %s start= delayed-auto',
  'Syncs a directory into a Bitwarden organization.': null,
  'The account must be able to read and run the program: is it in a folder that only its owner may enter?':
    'Das Konto muss das Programm lesen und ausführen können: Liegt es in einem Ordner, den nur sein Besitzer betreten darf?',
  'The event before says why.': null,
  'The service is disabled.': 'Der Dienst ist deaktiviert.',
  'Who installs the service must own the folder.':
    'Wer den Dienst installiert, muss Besitzer des Ordners sein.',
  "Windows did not let %s log on: the password has changed, the account is locked, a group policy takes away the right 'Log on as a service', or the machine may not fetch the password of a managed account (Test-ADServiceAccount).":
    'Windows hat %s nicht angemeldet: Das Passwort ist ein anderes, das Konto ist gesperrt, eine Gruppenrichtlinie entzieht das Recht „Anmelden als Dienst“, oder der Computer darf das Passwort eines verwalteten Kontos nicht abrufen (Test-ADServiceAccount).',
  'Windows does not know the account %s, or its password is another.':
    'Windows kennt das Konto %s nicht, oder sein Passwort ist ein anderes.',
  'Windows has services of the machine only': 'Windows kennt nur Dienste des Computers',
  'for yourself alone': null,
  'for yourself, while you are logged in': null,
  'give %s rights in %s': '%s Rechte in %s geben',
  'give the data folder to %s': 'den Datenordner an %s übergeben',
  'give the right to log on as a service': 'das Recht geben, sich als Dienst anzumelden',
  'keep the service running after you log out': 'den Dienst nach Ihrer Abmeldung weiterlaufen lassen',
  'last exit code': null,
  'list the services of this machine': 'die Dienste dieses Computers auflisten',
  'make the account %s': 'das Konto %s anlegen',
  'make the data folder': 'den Datenordner anlegen',
  'make the folder %s': 'den Ordner %s anlegen',
  'make the folder of the service': 'den Ordner des Dienstes anlegen',
  'make the source %q in the event log': 'die Quelle %q im Ereignisprotokoll anlegen',
  'no home folder is known': 'es ist kein Home-Verzeichnis bekannt',
  'none is named': 'es ist keines angegeben',
  'only root may %s a service of this machine': 'nur root darf einen Dienst dieses Computers ändern (%s)',
  'read the definition of the service': 'die Definition des Dienstes lesen',
  'read the rights of %s': 'die Rechte von %s lesen',
  'remove the definition of the service': 'die Definition des Dienstes entfernen',
  'see which services were stopped': 'nachsehen, welche Dienste gestoppt wurden',
  'set how it starts, and what is done after a failure':
    'festlegen, wie er startet und was nach einem Fehlschlag geschieht',
  'systemd does not run on this machine': 'auf diesem Computer läuft kein systemd',
  'the command %s is not installed': 'der Befehl %s ist nicht installiert',
  "the folder %s can't be used": 'der Ordner %s kann nicht verwendet werden',
  'the question for an administrator was answered with no':
    'die Frage nach einem Administrator wurde verneint',
  'the service %s is still %s': 'der Dienst %s ist immer noch im Zustand %s',
  "the service can't have this data folder": 'der Dienst kann diesen Datenordner nicht haben',
  "the service can't run as this account": 'der Dienst kann nicht mit diesem Konto laufen',
  'the service ended at once': 'der Dienst wurde sofort wieder beendet',
  'the service is installed already': 'der Dienst ist schon installiert',
  'the service is not installed': 'der Dienst ist nicht installiert',
  'the user with the id %s': 'dem Benutzer mit der ID %s',
  'there is no service manager here': 'hier gibt es keine Dienstverwaltung',
  'there is no user %q on this machine': 'auf diesem Computer gibt es keinen Benutzer %q',
  'this needs more rights': 'das braucht mehr Rechte',
  "what it runs can't be read": 'was er ausführt, ist nicht lesbar',
  'write the definition of the service': 'die Definition des Dienstes schreiben',
};
