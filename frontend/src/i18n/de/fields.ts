import type { Messages } from '../en';
import { syncFields } from './syncfields';

/** What settings are called and what they are for, by key. */
export const fields: Messages['fields'] = {
  ...syncFields,
  directory: {
    label: 'Art des Verzeichnisses',
    help: 'Die Art des Verzeichnisses, aus dem Benutzer und Gruppen gelesen werden.',
  },
  'server.url': {
    label: 'Server-URL',
    help: 'Der Bitwarden-Server. Bitwardens Clouds sind https://bitwarden.com (USA) und https://bitwarden.eu (EU); ein selbst gehosteter Server hat seine eigene Adresse.',
  },
  'server.webVault': {
    label: 'URL des Web-Tresors',
    help: 'Nur wenn der Web-Tresor eines selbst gehosteten Servers eine eigene Adresse hat.',
  },
  'server.api': {
    label: 'URL der API',
    help: 'Nur wenn die API eines selbst gehosteten Servers eine eigene Adresse hat.',
  },
  'server.identity': {
    label: 'URL des Identitätsdienstes',
    help: 'Nur wenn der Identitätsdienst eines selbst gehosteten Servers eine eigene Adresse hat.',
  },
  'server.organizationName': {
    label: 'Name der Organisation',
    help: 'Wie die Organisation hier heißt: Eine Anmeldung verrät nur ihre ID. Eine Anmeldung bei einer anderen Organisation vergisst den Namen.',
  },
  'server.clientSecret': {
    label: 'Client-Secret',
    help: 'Das Geheimnis des API-Schlüssels der Organisation.',
  },
  'network.proxy': {
    label: 'Proxy',
    help: 'Proxy für HTTPS-Server. Leer: wie HTTPS_PROXY, HTTP_PROXY und NO_PROXY es vorgeben. LDAP-Verbindungen verwenden keinen Proxy.',
  },
  'network.proxyUsername': {
    label: 'Benutzername am Proxy',
    help: 'Der Name, mit dem man sich am Proxy anmeldet, falls er das verlangt.',
  },
  'network.proxyPassword': {
    label: 'Passwort am Proxy',
    help: 'Das Passwort, das zu network.proxyUsername gehört.',
  },
  'network.caFile': {
    label: 'Zusätzliche Zertifizierungsstelle',
    help: 'PEM-Datei mit Zertifizierungsstellen, denen für HTTPS neben denen des Systems vertraut wird.',
  },
  'file.path': {
    label: 'Datei',
    help: 'Die LDIF-, CSV- oder JSON-Datei, die Benutzer und Gruppen enthält. Mehrere, etwa eine mit Benutzern und eine mit Gruppen, werden durch Semikolons getrennt.',
  },
  'file.command': {
    label: 'Befehl',
    help: 'Ein Programm, mit vollem Pfad und Argumenten, das Benutzer und Gruppen auf seine Standardausgabe schreibt; statt einer Datei. Keine Shell liest es: Ein Argument mit Leerzeichen steht in Anführungszeichen. Es wird nur auf der Befehlszeile gesetzt, nicht auf diesen Seiten, denn es läuft mit den Rechten dieses Programms.',
  },
  'file.url': {
    label: 'Adresse',
    help: 'Eine https-Adresse, die Benutzer und Gruppen liefert; statt einer Datei. network.proxy und network.caFile gelten.',
  },
  'file.username': {
    label: 'Benutzername',
    help: 'Der Name, mit dem man sich bei der Adresse anmeldet, mit file.token als Passwort (Basic-Authentifizierung). Leer: Das Token wird allein gesendet (Bearer).',
  },
  'file.token': {
    label: 'Token',
    help: 'Das Token oder Passwort, das die Adresse verlangt. Leer: Es wird keines gesendet.',
  },
  'file.timeout': {
    label: 'Zeitgrenze',
    help: 'Wie lange der Befehl oder die Adresse insgesamt brauchen darf.',
  },
  'file.format': {
    label: 'Format',
    help: 'Das Format der Datei, wenn ihre Endung es nicht sagt.',
  },
  'file.encoding': {
    label: 'Zeichenkodierung',
    help: 'Wie die Datei Buchstaben schreibt. Von selbst erkannt werden UTF-8 und UTF-16; eine CSV-Datei, die keins von beiden ist, gilt als Windows-1252.',
  },
  'file.columns': {
    label: 'Spalten',
    help: 'Welche Spalte einer CSV-Datei was enthält: Feld=Spalte, durch Semikolons getrennt. Die Felder sind type, id, email, name, disabled, enabled, deleted, groups, members und memberGroups; von mehreren Spalten für ein Feld zählt die erste, die nicht leer ist. ignore=Spalte lässt eine ungelesen, ignore=* alle anderen.',
  },
  'file.values': {
    label: 'Werte',
    help: 'Was die Wörter in den Spalten disabled, enabled und deleted einer CSV-Datei bedeuten, neben den bekannten: yes, no, disabled oder enabled=Wort|Wort, durch Semikolons getrennt.',
  },
  'file.listSeparator': {
    label: 'Trennzeichen in Listen',
    help: 'Was mehrere Gruppen oder Mitglieder in einer Zelle einer CSV-Datei trennt. Leer: | trennt, und eine Zelle mit Semikolon oder Komma, die kein Gruppenname ist, gilt als Fehler, damit Sie sagen können, was gemeint ist.',
  },
  'file.openEnd': {
    label: 'Letzte Zeile darf offen sein',
    help: 'Ob der letzten Zeile einer CSV-Datei das Zeilenende fehlen darf. Aus: Eine solche Datei wird abgewiesen, denn eine abgeschnittene sieht genauso aus. Ein: Eine, die in der letzten Zelle abgeschnitten ist, wird gelesen, wie sie ist.',
  },
  'log.level': {
    label: 'Protokollstufe',
    help: 'Die unwichtigsten Meldungen, die noch ins Protokoll geschrieben werden. Debug schreibt auch E-Mail-Adressen.',
  },
  'update.check': {
    label: 'Nach neuen Versionen suchen',
    help: 'Ob dieses Programm nach der neuesten Version fragen darf, wenn jemand es wissen will.',
  },
  'update.url': {
    label: 'Adresse der Versionen',
    help: 'Wo die neueste Version beschrieben ist, im Format der GitHub-API für die neueste Veröffentlichung. Leer: nirgends.',
  },
  'ldap.activeDirectory': {
    label: 'Active Directory',
    help: 'Ob der Server Active Directory (oder Samba) ist. Davon hängen Standardwerte ab und wie Änderungen gefunden werden.',
  },
  'ldap.hostname': {
    label: 'Server',
    help: 'Hostname des Servers, wie sein Zertifikat ihn nennt, mit oder ohne Port; mehrere, durch Semikolons getrennt, werden der Reihe nach versucht. Ein Name von SRV-Einträgen (_ldap._tcp.example.com) und bei Active Directory der Name der Domäne stehen für die Server, die das DNS nennt.',
  },
  'ldap.port': {
    label: 'Port',
    help: '0 bedeutet 389, mit LDAPS 636. Der globale Katalog einer Gesamtstruktur ist an 3268 und 3269.',
  },
  'ldap.encryption': {
    label: 'Verschlüsselung',
    help: 'StartTLS (an Port 389), LDAPS (an Port 636) oder keine: Dann wird das Passwort im Klartext gesendet.',
  },
  'ldap.caFile': {
    label: 'Zertifizierungsstelle',
    help: 'PEM-Datei mit den Zertifizierungsstellen, die das Zertifikat des Servers ausgestellt haben dürfen, neben denen des Systems.',
  },
  'ldap.certFile': {
    label: 'Client-Zertifikat',
    help: 'PEM-Datei mit dem Client-Zertifikat, falls der Server eines verlangt.',
  },
  'ldap.keyFile': {
    label: 'Client-Schlüssel',
    help: 'PEM-Datei mit dem privaten Schlüssel des Client-Zertifikats.',
  },
  'ldap.tlsServerName': {
    label: 'Name im Zertifikat',
    help: 'Der Name, der im Zertifikat des Servers stehen muss, wenn er von ldap.hostname abweicht.',
  },
  'ldap.allowUnauthorized': {
    label: 'Jedes Zertifikat annehmen',
    help: 'Nimmt Zertifikate an, für die niemand bürgt. Wer zwischen hier und dem Server mithört, kann dann das Passwort lesen. Verwenden Sie stattdessen ldap.caFile.',
  },
  'ldap.authentication': {
    label: 'Anmeldung',
    help: 'Mit Benutzername und Passwort, mit dem Client-Zertifikat (SASL EXTERNAL), mit Kerberos (einem Ticket, SASL GSSAPI, über TLS) oder anonym.',
  },
  'ldap.username': {
    label: 'Benutzername',
    help: 'Ein DN, bei Active Directory auch benutzer@domäne oder DOMÄNE\\benutzer. Mit Kerberos name@REALM; leer: die Tickets eines Credential-Cache (kinit), unter Windows das Konto, mit dem dieses Programm läuft.',
  },
  'ldap.keytab': {
    label: 'Schlüsseltabelle',
    help: 'Mit Kerberos: Datei mit den Schlüsseln von ldap.username, statt eines Passworts. Nicht unter Windows.',
  },
  'ldap.password': { label: 'Passwort', help: 'Das Passwort von ldap.username.' },
  'ldap.timeout': {
    label: 'Zeitgrenze',
    help: 'Wie lange eine Suche dauern darf, für den Server und für dieses Programm.',
  },
  'ldap.rootPath': {
    label: 'Root-Pfad',
    help: 'Der DN, unter dem alles liegt. Leer: der Standard-Namenskontext des Servers.',
  },
  'ldap.userPath': {
    label: 'Pfad der Benutzer',
    help: 'Wo die Benutzer sind, unterhalb des Root-Pfads oder als ganzer DN; mehrere durch Semikolons getrennt. Ohne Wert gesetzt: der ganze Root-Pfad. Bei Active Directory CN=Users, wenn nichts gesetzt ist.',
  },
  'ldap.groupPath': {
    label: 'Pfad der Gruppen',
    help: 'Wo die Gruppen sind, geschrieben wie ldap.userPath.',
  },
  'ldap.userObjectClass': {
    label: 'Objektklasse der Benutzer',
    help: 'Objektklasse der Benutzer; mehrere durch Semikolons getrennt. Wird zu (objectClass=…), mit UND verknüpft mit sync.userFilter.',
  },
  'ldap.groupObjectClass': {
    label: 'Objektklasse der Gruppen',
    help: 'Objektklasse der Gruppen; mehrere durch Semikolons getrennt.',
  },
  'ldap.userEmailAttribute': {
    label: 'Attribut der E-Mail-Adresse',
    help: 'Attribut mit der E-Mail-Adresse eines Benutzers; von mehreren, durch Semikolons getrennt, das erste, das ein Benutzer hat. Bei proxyAddresses zählt der Wert, der mit SMTP: beginnt. Leer: Jede Adresse wird gebildet, wie sync.useEmailPrefixSuffix es beschreibt.',
  },
  'ldap.groupNameAttribute': {
    label: 'Attribut des Gruppennamens',
    help: 'Attribut mit dem Namen einer Gruppe; cn, wenn ein Eintrag es nicht hat.',
  },
  'ldap.memberAttribute': {
    label: 'Attribut der Mitglieder',
    help: 'Attribut mit den Mitgliedern einer Gruppe, als DNs oder Benutzer-IDs; mehrere durch Semikolons getrennt.',
  },
  'ldap.emailPrefixAttribute': {
    label: 'Attribut für den Anfang der Adresse',
    help: 'Mit sync.useEmailPrefixSuffix: das Attribut, das vor sync.emailSuffix steht, wenn ein Benutzer keine E-Mail-Adresse hat.',
  },
  'ldap.externalIdAttribute': {
    label: 'Attribut der externen ID',
    help: 'Attribut, an dem die Organisation Benutzer und Gruppen erkennt. Leer: objectGUID, wenn Einträge es haben, sonst der DN, wie bei Bitwardens eigenem Connector.',
  },
  'ldap.primaryGroup': {
    label: 'Primäre Gruppen',
    help: 'Active Directory: ob Benutzer als Mitglieder ihrer primären Gruppe (Domänen-Benutzer) zählen, die deren Mitgliederattribut nicht nennt.',
  },
  'ldap.posixPrimaryGroup': {
    label: 'Primäre POSIX-Gruppen',
    help: 'Andere Server als Active Directory: ob Benutzer als Mitglieder der Gruppe mit ihrer gidNumber zählen, die deren Mitgliederattribut nicht nennt.',
  },
  'ldap.peopleOnly': {
    label: 'Nur Personen',
    help: 'Active Directory: ob Kontakte, Computer und verwaltete Dienstkonten ausgelassen werden, die die Objektklasse person auch findet.',
  },
  'ldap.disabledFilter': {
    label: 'Filter der deaktivierten Benutzer',
    help: 'LDAP-Filter, der deaktivierte Benutzer findet, für Server, die es auf eigene Art ausdrücken. Die Arten bekannter Server zählen in jedem Fall.',
  },
  'ldap.accountExpires': {
    label: 'Abgelaufene Konten',
    help: 'Ob ein Konto ab seinem Ablaufdatum als deaktiviert gilt (accountExpires, krbPrincipalExpiration, pwdEndTime, loginExpirationTime, shadowExpire).',
  },
  'ldap.deletedObjects': {
    label: 'Gelöschte Objekte',
    help: 'Active Directory: ob gelöschte Benutzer im Container „Deleted Objects“ nachgeschlagen werden.',
  },
  'ldap.incremental': {
    label: 'Nur Änderungen lesen',
    help: 'Active Directory: ob Gruppen ungelesen bleiben, die sich seit dem letzten Lesen nicht geändert haben. Andere Server berechnen Mitglieder ohne ein Zeichen im Eintrag und werden jedes Mal vollständig gelesen.',
  },
  'ldap.pagedSearch': {
    label: 'Suche in Seiten',
    help: 'Ob Antworten seitenweise verlangt werden. Schalten Sie das nur für Server aus, die mit Seiten falsch umgehen.',
  },
  'ldap.pageSize': { label: 'Seitengröße', help: 'Einträge je Seite.' },
  'entra.identityAuthority': {
    label: 'Cloud',
    help: 'Die Microsoft-Cloud des Mandanten: weltweit, US-Regierung (L4), US-Regierung DoD (L5) oder China.',
  },
  'entra.tenant': { label: 'Mandant', help: 'Domainname oder ID des Mandanten.' },
  'entra.applicationId': { label: 'Anwendungs-ID', help: 'Client-ID der App-Registrierung.' },
  'entra.key': {
    label: 'Geheimer Clientschlüssel',
    help: 'Geheimer Clientschlüssel der App-Registrierung: sein Wert, nicht seine ID.',
  },
  'google.clientEmail': { label: 'E-Mail des Dienstkontos', help: 'E-Mail-Adresse des Dienstkontos.' },
  'google.privateKey': {
    label: 'Privater Schlüssel',
    help: 'Schlüssel des Dienstkontos: die ganze JSON-Schlüsseldatei oder der private Schlüssel daraus als PEM.',
  },
  'google.domain': {
    label: 'Domain',
    help: 'Die eine Domain, die gelesen wird. Sie zählt nur, wenn google.customer nicht gesetzt ist; eins von beiden muss es sein.',
  },
  'google.adminUser': {
    label: 'Administrator',
    help: 'Der Administrator, für den das Dienstkonto handelt.',
  },
  'google.customer': {
    label: 'Kunde',
    help: 'Die Kunden-ID; my_customer liest alle Domains des Kontos.',
  },
  'okta.orgUrl': {
    label: 'URL der Organisation',
    help: 'Die Adresse der Okta-Organisation, ohne Pfad, und nicht die der Admin Console (-admin).',
  },
  'okta.token': { label: 'API-Token', help: 'API-Token eines Administrators mit reinem Leserecht.' },
  'onelogin.clientId': { label: 'Client-ID', help: 'Client-ID der API-Zugangsdaten.' },
  'onelogin.clientSecret': { label: 'Client-Secret', help: 'Client-Secret der API-Zugangsdaten.' },
  'onelogin.region': { label: 'Region', help: 'Wo das Konto liegt.' },
};
