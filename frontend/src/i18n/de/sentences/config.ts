import type { Translations } from '../../sentences';

/** What is wrong with the value of a setting, where it is told with the setting's key and an example. */
export const config: Translations<'config'> = {
  '%d is not between %d and %d': '%d liegt nicht zwischen %d und %d',
  '%q does not begin with a date such as 2027-03-01': '%q beginnt nicht mit einem Datum wie 2027-03-01',
  '%q does not say what ends then': '%q sagt nicht, was dann abläuft',
  '%q is longer than a day': '%q ist länger als ein Tag',
  '%q is more than 100%%': '%q ist mehr als 100 %%',
  '%q is neither a day nor a time of day': '%q ist weder ein Tag noch eine Tageszeit',
  '%q is neither a day, a time of day, "every", "hourly", "at" nor "else"':
    '%q ist weder ein Tag noch eine Tageszeit noch "every", "hourly", "at" oder "else"',
  '%q is neither a number nor a percentage': '%q ist weder eine Zahl noch ein Prozentwert',
  '%q is neither true nor false': '%q ist weder true noch false',
  '%q is no day of the week': '%q ist kein Wochentag',
  '%q is no time of day such as 07:00': '%q ist keine Tageszeit wie 07:00',
  '%q is not a duration such as 90s, 5m or 24h': '%q ist keine Dauer wie 90s, 5m oder 24h',
  '%q is not a port': '%q ist kein Port',
  '%q is not a time from and to, such as 07:00-19:00; a fixed time is written as %s':
    '%q ist keine Zeit von bis, wie 07:00-19:00; feste Zeiten schreibt man so: %s',
  '%q is not a time from and to, such as 07:00-19:00': '%q ist keine Zeit von bis, wie 07:00-19:00',
  '%q is not a whole number': '%q ist keine ganze Zahl',
  '%q is not a plain email address': '%q ist keine einzelne E-Mail-Adresse',
  '%q is not how often, such as 15m or 1h': '%q ist keine Häufigkeit wie 15m oder 1h',
  '%q is not one of %s': '%q ist keines von %s',
  '%q is not the name of an attribute': '%q ist kein Name eines Attributs',
  '%s and %s are less than 5 minutes apart': '%s und %s liegen weniger als 5 Minuten auseinander',
  '%s is not between %s and %s': '%s liegt nicht zwischen %s und %s',
  '(example: %s)': '(Beispiel: %s)',
  'SOFTWARE\\Policies\\Directory Connector': null,
  'UTF-16 encoding': 'UTF-16-Kodierung',
  'a byte order mark': 'eine Bytereihenfolge-Marke',
  'begins with %q, which is not the whole path of a program':
    'beginnt mit %q; das ist nicht der volle Pfad eines Programms',
  'did you mean %s?': 'meinten Sie %s?',
  'does not say how often: "every 15m" or "at 02:00"': 'sagt nicht, wie oft: "every 15m" oder "at 02:00"',
  'does not start with @': 'beginnt nicht mit @',
  'every %s is not between %s and %s': 'alle %s liegt nicht zwischen %s und %s',
  'gives %q two meanings': 'gibt %q zwei Bedeutungen',
  'goes on after the path with ? or #': 'geht nach dem Pfad mit ? oder # weiter',
  'goes on with #, which is never sent': 'geht mit # weiter, was nie gesendet wird',
  'has "at" beside a time from and to: write the days alone before it':
    'hat "at" neben einer Zeit von bis: Schreiben Sie nur die Tage davor',
  'has %d parts, more than %d': 'hat %d Teile, mehr als %d',
  'has %d times a day, more than %d: use every': 'hat %d Zeiten am Tag, mehr als %d: Verwenden Sie every',
  'has a %s that is never closed': 'hat ein %s, das nie geschlossen wird',
  'has a double quote that is never closed': 'hat ein Anführungszeichen, das nie geschlossen wird',
  'has something after "else", which stands for all the rest':
    'hat noch etwas nach "else", das für alles Übrige steht',
  'has the port %q, which is none': 'hat den Port %q, den es nicht gibt',
  'holds %q, which is not name=value': 'enthält %q; das ist nicht Name=Wert',
  "holds a control character, which can't be seen": 'enthält ein Steuerzeichen, das nicht zu sehen ist',
  'holds a user name or password, which do not belong into an address':
    'enthält einen Benutzernamen oder ein Passwort; die gehören nicht in eine Adresse',
  'holds a user name or password: set file.username and file.token instead':
    'enthält einen Benutzernamen oder ein Passwort: Setzen Sie stattdessen file.username und file.token',
  'holds a user name or password: set network.proxyUsername and network.proxyPassword instead':
    'enthält einen Benutzernamen oder ein Passwort: Setzen Sie stattdessen network.proxyUsername und network.proxyPassword',
  'is auto, and the ending of file.url does not tell':
    'ist auto und geht aus der Endung von file.url nicht hervor',
  'is auto, which goes by the name of a file: say what file.command writes':
    'ist auto und richtet sich nach einem Dateinamen: Geben Sie an, was file.command schreibt',
  'is empty, and sync.useEmailPrefixSuffix is off: nobody would have an email':
    'ist leer, und sync.useEmailPrefixSuffix ist ausgeschaltet: Niemand hätte eine E-Mail-Adresse',
  'is none, and ldap.authentication is %s, which needs TLS':
    'ist none, und ldap.authentication ist %s, das TLS braucht',
  'is none, and mail.username is set: the password would be sent in the clear':
    'ist none, und mail.username ist gesetzt: Das Passwort würde im Klartext gesendet',
  'is not a host name': 'ist kein Hostname',
  'is not a host name: an IPv6 address with a port is written [2001:db8::1]:636':
    'ist kein Hostname: Eine IPv6-Adresse mit Port wird [2001:db8::1]:636 geschrieben',
  'is not a host name: leave out ldap:// and any path, and set ldap.encryption instead':
    'ist kein Hostname: Lassen Sie ldap:// und jeden Pfad weg, und setzen Sie stattdessen ldap.encryption',
  'is not a host name: separate several by semicolons':
    'ist kein Hostname: Trennen Sie mehrere durch Semikolons',
  'is not an address': 'ist keine Adresse',
  'is not one of | ; , / & + #': 'ist keines von | ; , / & + #',
  'is not set': 'ist nicht gesetzt',
  'is not set, and ldap.authentication is external, which logs in with the client certificate':
    'ist nicht gesetzt, und ldap.authentication ist external, womit das Client-Zertifikat anmeldet',
  'is not set, and ldap.authentication is simple': 'ist nicht gesetzt, und ldap.authentication ist simple',
  'is not set, and mail.username is no address': 'ist nicht gesetzt, und mail.username ist keine Adresse',
  'is not set, but ldap.certFile is': 'ist nicht gesetzt, aber ldap.certFile',
  'is not set, but ldap.keyFile is': 'ist nicht gesetzt, aber ldap.keyFile',
  'is not set, but mail.server is': 'ist nicht gesetzt, aber mail.server',
  'is not set, but sync.useEmailPrefixSuffix is on':
    'ist nicht gesetzt, aber sync.useEmailPrefixSuffix eingeschaltet',
  'is not set, nor is file.command or file.url': 'ist nicht gesetzt, auch nicht file.command oder file.url',
  'is not the address of a proxy': 'ist nicht die Adresse eines Proxys',
  'is not the address of a server': 'ist nicht die Adresse eines Servers',
  'is not the end of an email address': 'ist nicht das Ende einer E-Mail-Adresse',
  'is not the name of a server, with or without a port':
    'ist nicht der Name eines Servers, mit oder ohne Port',
  'is off, and so is sync.groups: there is nothing to sync':
    'ist ausgeschaltet und sync.groups auch: Es gibt nichts zu synchronisieren',
  "is on, and sync.leavers is revoke: it removes members and can't revoke them":
    'ist eingeschaltet, und sync.leavers ist revoke: Das entfernt Mitglieder und kann sie nicht nur widerrufen',
  'is on, but sync.users is off: it would remove every member':
    'ist eingeschaltet, aber sync.users ausgeschaltet: Das würde jedes Mitglied entfernen',
  'is set, and so is file.path or file.url: users and groups come from one of them':
    'ist gesetzt, file.path oder file.url aber auch: Benutzer und Gruppen kommen nur aus einer Quelle',
  'is set, and so is file.path: users and groups come from one of them':
    'ist gesetzt, file.path aber auch: Benutzer und Gruppen kommen nur aus einer Quelle',
  'names %d addresses, more than %d': 'nennt %d Adressen, mehr als %d',
  'names %d credentials, more than %d': 'nennt %d Zugangsdaten, mehr als %d',
  'names %q, which is not yes, no, disabled or enabled':
    'nennt %q, das nicht yes, no, disabled oder enabled ist',
  'names no time': 'nennt keine Zeit',
  'names the field %q, which is not one of %s': 'nennt das Feld %q, das keines von %s ist',
  'never ends: nobody would ever be removed': 'endet nie: Niemand würde je entfernt',
  'starts with %s://, not with http://, https:// or socks5://':
    'beginnt mit %s://, nicht mit http://, https:// oder socks5://',
  'starts with %s://, not with https://': 'beginnt mit %s://, nicht mit https://',
  'unknown setting %s': 'unbekannte Einstellung %s',
};
