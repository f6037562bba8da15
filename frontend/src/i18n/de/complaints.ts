import type { Messages } from '../en';

/** What is wrong with a value. */
export const complaints: Messages['complaints'] = {
  unknown: (name, nearest) =>
    nearest
      ? `Eine Einstellung ${name} gibt es nicht: Meinten Sie ${nearest}?`
      : `Eine Einstellung ${name} gibt es nicht.`,
  'not-set': (name) => `${name} ist nicht gesetzt.`,
  empty: (name) => `${name} ist leer.`,
  local: (name) =>
    `${name} wird nicht auf diesen Seiten gesetzt, sondern auf der Befehlszeile, von denen, die auf diesem Rechner Befehle ausführen dürfen.`,
  'no-email-source': (name) =>
    `${name} ist leer, und sync.useEmailPrefixSuffix ist ausgeschaltet: Niemand hätte eine E-Mail-Adresse.`,
  'username-for-simple': (name) => `${name} ist nicht gesetzt, und die Anmeldung braucht ihn.`,
  'certificate-for-external': (name) =>
    `${name} ist nicht gesetzt, und angemeldet wird mit dem Client-Zertifikat.`,
  'tls-for-authentication': (name) => `${name} ist ausgeschaltet, und diese Anmeldung braucht TLS.`,
  'key-for-certificate': (name) => `${name} ist nicht gesetzt, aber ldap.certFile.`,
  'certificate-for-key': (name) => `${name} ist nicht gesetzt, aber ldap.keyFile.`,
  'nothing-synced': (name) =>
    `${name} ist ausgeschaltet und sync.groups auch: Es gibt nichts zu synchronisieren.`,
  'overwrite-without-users': (name) =>
    `${name} ist eingeschaltet, aber sync.users ausgeschaltet: Das würde jedes Mitglied entfernen.`,
  'overwrite-and-revoke': (name) =>
    `${name} ist eingeschaltet, und bei Abgängen soll nur der Zugriff widerrufen werden (sync.leavers): Das entfernt Mitglieder und kann sie nicht nur widerrufen.`,
  'suffix-missing': (name) => `${name} ist nicht gesetzt, aber sync.useEmailPrefixSuffix eingeschaltet.`,
  'no-file': (name) => `${name} ist nicht gesetzt, auch nicht file.command oder file.url.`,
  'command-and-file': (name) =>
    `${name} ist gesetzt, file.path oder file.url aber auch: Benutzer und Gruppen kommen nur aus einer Quelle.`,
  'address-and-file': (name) =>
    `${name} ist gesetzt, file.path aber auch: Benutzer und Gruppen kommen nur aus einer Quelle.`,
  'format-of-command': (name) =>
    `${name} richtet sich nach einem Dateinamen: Geben Sie an, was file.command schreibt.`,
  'format-of-address': (name) => `${name} geht aus der Endung von file.url nicht hervor: Geben Sie es an.`,
  'mail-to-missing': (name) => `${name} ist nicht gesetzt, aber mail.server.`,
  'mail-from-missing': (name) => `${name} ist nicht gesetzt, und mail.username ist keine Adresse.`,
  'mail-in-the-clear': (name) =>
    `${name} ist ausgeschaltet, und mail.username ist gesetzt: Das Passwort würde im Klartext gesendet.`,
  'server-address': (name) => `${name} ist nicht die Adresse eines Servers.`,
  'not-https': (name, scheme) => `${name} beginnt mit ${scheme}://, nicht mit https://.`,
  'address-password': (name) =>
    `${name} enthält einen Benutzernamen oder ein Passwort; die gehören nicht in eine Adresse.`,
  'address-query': (name) => `${name} geht nach dem Pfad mit ? oder # weiter.`,
  'address-fragment': (name) => `${name} geht mit # weiter, was nie gesendet wird.`,
  address: (name) => `${name} ist keine Adresse.`,
  'file-password': (name) =>
    `${name} enthält einen Benutzernamen oder ein Passwort: Setzen Sie stattdessen file.username und file.token.`,
  'proxy-address': (name) => `${name} ist nicht die Adresse eines Proxys.`,
  'proxy-scheme': (name, scheme) =>
    `${name} beginnt mit ${scheme}://, nicht mit http://, https:// oder socks5://.`,
  'proxy-password': (name) =>
    `${name} enthält einen Benutzernamen oder ein Passwort: Setzen Sie stattdessen network.proxyUsername und network.proxyPassword.`,
  attribute: (name, text) => `${name}: „${text}“ ist kein Name eines Attributs.`,
  'suffix-at': (name) => `${name} beginnt nicht mit @.`,
  suffix: (name) => `${name} ist nicht das Ende einer E-Mail-Adresse.`,
  control: (name) => `${name} enthält ein Steuerzeichen, das nicht zu sehen ist.`,
  boolean: (name, text) => `${name}: „${text}“ ist weder true noch false.`,
  number: (name, text) => `${name}: „${text}“ ist keine ganze Zahl.`,
  range: (name, n, from, to) => `${name}: ${n} liegt nicht zwischen ${from} und ${to}.`,
  duration: (name, text) => `${name}: „${text}“ ist keine Dauer wie 90s, 5m oder 24h.`,
  'one-of': (name, text, all) => `${name}: „${text}“ ist keines von ${all}.`,
  limit: (name, text) => `${name}: „${text}“ ist weder eine Zahl noch ein Prozentwert.`,
  'over-100': (name, text) => `${name}: „${text}“ ist mehr als 100 %.`,
  host: (name) => `${name} ist kein Hostname.`,
  'host-scheme': (name) =>
    `${name} ist kein Hostname: Lassen Sie ldap:// und jeden Pfad weg und setzen Sie stattdessen ldap.encryption.`,
  'host-several': (name) => `${name} ist kein Hostname: Trennen Sie mehrere durch Semikolons.`,
  'host-ipv6': (name) =>
    `${name} ist kein Hostname: Eine IPv6-Adresse mit Port wird [2001:db8::1]:636 geschrieben.`,
  'host-port': (name, port) => `${name} hat den Port „${port}“, den es nicht gibt.`,
  'open-quote': (name, quote) => `${name} hat ein ${quote}, das nie geschlossen wird.`,
  'program-path': (name, text) =>
    `${name} beginnt mit „${text}“; das ist nicht der volle Pfad eines Programms.`,
  'field-name': (name, text, all) => `${name} nennt das Feld „${text}“, das keines von ${all} ist.`,
  'value-name': (name, text) => `${name} nennt „${text}“, das nicht yes, no, disabled oder enabled ist.`,
  'two-meanings': (name, text) => `${name} gibt „${text}“ zwei Bedeutungen.`,
  'open-double-quote': (name) => `${name} hat ein Anführungszeichen, das nie geschlossen wird.`,
  'not-a-pair': (name, text) => `${name} enthält „${text}“; das ist nicht Name=Wert.`,
  separator: (name) => `${name} ist keines von | ; , / & + #.`,
  email: (name, text) => `${name}: „${text}“ ist keine einzelne E-Mail-Adresse.`,
  port: (name, text) => `${name}: „${text}“ ist kein Port.`,
  'mail-server': (name) => `${name} ist nicht der Name eines Servers, mit oder ohne Port.`,
  'too-many-addresses': (name, n, most) => `${name} nennt ${n} Adressen, mehr als ${most}.`,
  'reminder-date': (name, text) => `${name}: „${text}“ beginnt nicht mit einem Datum wie 2027-03-01.`,
  'reminder-name': (name, text) => `${name}: „${text}“ sagt nicht, was dann abläuft.`,
  'too-many-reminders': (name, n, most) => `${name} nennt ${n} Zugangsdaten, mehr als ${most}.`,
  day: (name, text) => `${name}: „${text}“ ist kein Wochentag.`,
  'time-of-day': (name, text) => `${name}: „${text}“ ist keine Tageszeit wie 07:00.`,
  'over-a-day': (name, text) => `${name}: „${text}“ ist länger als ein Tag.`,
  'from-to': (name, text) => `${name}: „${text}“ ist keine Zeit von bis, wie 07:00-19:00.`,
  'fixed-time': (name, text, example) =>
    `${name}: „${text}“ ist keine Zeit von bis, wie 07:00-19:00; feste Zeiten schreibt man so: ${example}`,
  'no-time': (name) => `${name} nennt keine Zeit.`,
  'too-many-parts': (name, n, most) => `${name} hat ${n} Teile, mehr als ${most}.`,
  'day-or-time': (name, text) => `${name}: „${text}“ ist weder ein Tag noch eine Tageszeit.`,
  'quiet-always': (name) => `${name} endet nie: Niemand würde je entfernt.`,
  'after-else': (name) => `${name} hat noch etwas nach „else“, das für alles Übrige steht.`,
  'how-often': (name) => `${name} sagt nicht, wie oft: „every 15m“ oder „at 02:00“.`,
  'at-and-from': (name) => `${name} hat „at“ neben einer Zeit von bis: Schreiben Sie nur die Tage davor.`,
  'times-word': (name, text) =>
    `${name}: „${text}“ ist weder ein Tag noch eine Tageszeit noch „every“, „hourly“, „at“ oder „else“.`,
  every: (name, text) => `${name}: „${text}“ ist keine Häufigkeit wie 15m oder 1h.`,
  'every-range': (name, every, from, to) => `${name}: Alle ${every} liegt nicht zwischen ${from} und ${to}.`,
  'too-many-times': (name, n, most) =>
    `${name} hat ${n} Zeiten am Tag, mehr als ${most}: Verwenden Sie „every“.`,
  'too-close': (name, a, b) => `${name}: ${a} und ${b} liegen weniger als 5 Minuten auseinander.`,
};
