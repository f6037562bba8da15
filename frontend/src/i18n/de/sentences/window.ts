import type { Translations } from '../../sentences';

/** What surrounds the pages: the window, and the server that a browser asks. */
export const around: Translations<'main' | 'web' | 'desktop'> = {
  'Look into the log, which has the details, and report them.':
    'Sehen Sie ins Protokoll, wo die Einzelheiten stehen, und melden Sie sie.',
  'a fault of this program ended it': 'ein Fehler dieses Programms hat es beendet',

  'Close those that you do not need.': 'Schließen Sie die, die Sie nicht brauchen.',
  'GET %s': null,
  'GET /api/download/{file}': null,
  'GET /api/events': null,
  'GET /open': null,
  'Its log says more; please report it.': 'Sein Protokoll sagt mehr; bitte melden Sie es.',
  'Load the page again: it may be older than the program.':
    'Laden Sie die Seite neu: Sie ist vielleicht älter als das Programm.',
  'POST /api/call/{method}': null,
  'application/json; charset=utf-8': null,
  'something follows the argument': 'nach dem Argument kommt noch etwas',
  'something went wrong inside the program': 'im Programm ist etwas schiefgegangen',
  'still here': null,
  "the field %q can't be a %s": 'das Feld %q kann kein %s sein',
  'the request broke off': 'die Anfrage brach ab',
  'the request is larger than %d MB': 'die Anfrage ist größer als %d MB',
  'the request is not JSON': 'die Anfrage ist kein JSON',
  'the request is not the JSON that this method takes':
    'die Anfrage ist nicht das JSON, das diese Methode erwartet',
  'there is no such method': 'diese Methode gibt es nicht',
  'there is nothing at this address': 'unter dieser Adresse gibt es nichts',
  'this address is asked in another way': 'diese Adresse wird anders gefragt',
  'this method takes an argument': 'diese Methode braucht ein Argument',
  'this method takes no argument': 'diese Methode nimmt kein Argument',
  'this request comes from another site': 'diese Anfrage kommt von einer anderen Website',
  'too many pages are open': 'zu viele Seiten sind offen',
  'web: an option is missing': null,

  "%q is no ending of a file's name": '%q ist keine Endung eines Dateinamens',
  '%q is no language': '%q ist keine Sprache',
  '%s could not open it': '%s konnte es nicht öffnen',
  'Build it with make desktop.': 'Bauen Sie es mit make desktop.',
  'Choose a file there, or close it.': 'Wählen Sie dort eine Datei aus, oder schließen Sie ihn.',
  'Choose a folder in which you may write, on a disk with room.':
    'Wählen Sie einen Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit Platz.',
  'It is a tag such as de or en-GB.': 'Sie hat ein Kürzel wie de oder en-GB.',
  'It is ask, hide or quit.': 'Möglich sind ask, hide und quit.',
  'On a server without one, use the command line (bwdc), or open the pages in a browser.':
    'Verwenden Sie auf einem Server ohne Bildschirm die Befehlszeile (bwdc), oder öffnen Sie die Seiten in einem Browser.',
  'Open this address in a browser': 'Öffnen Sie diese Adresse in einem Browser',
  'The folder is %s.': 'Der Ordner ist %s.',
  'a file dialog is open already': 'ein Dateidialog ist schon offen',
  "closing the window can't mean %q": 'das Fenster zu schließen kann nicht %q bedeuten',
  'directory-connector: error': null,
  'directory-connector: hint': null,
  "if (!document.querySelector('dialog[open]')) location.hash = '#%s'": null,
  'no program found to open it': 'kein Programm gefunden, das es öffnet',
  'only https addresses can be opened': 'nur https-Adressen lassen sich öffnen',
  'open the data folder': 'den Datenordner öffnen',
  'some work did not end in time and was left':
    'manche Arbeit endete nicht rechtzeitig und wurde abgebrochen',
  "the window can't be opened": 'das Fenster lässt sich nicht öffnen',
  'there is no display to show a window on': 'es gibt keinen Bildschirm, auf dem ein Fenster zu sehen wäre',
  'there is no window yet': 'es gibt noch kein Fenster',
  'this program was built without its pages': 'dieses Programm wurde ohne seine Seiten gebaut',
};
