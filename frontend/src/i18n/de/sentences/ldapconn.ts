import type { Translations } from '../../sentences';

export const ldapconn: Translations<'internal/ldapconn'> = {
  "%s can't be read": '%s ist nicht lesbar',
  "%s can't be understood": '%s ist nicht zu verstehen',
  '%s is %s': null,
  '%s is an address': '%s ist eine Adresse',
  '%s signed by %s': '%s signiert von %s',
  '%s, certificate for %s, valid until %s': '%s, Zertifikat für %s, gültig bis %s',
  '%s; the next server is tried': '%s; der nächste Server wird versucht',
  '(the server says: %s)': '(der Server sagt: %s)',
  '389 Directory Server': null,
  'Allow AES for the account (msDS-SupportedEncryptionTypes), and set its password again.':
    'Erlauben Sie AES für das Konto (msDS-SupportedEncryptionTypes), und setzen Sie sein Passwort neu.',
  'Allow the account to log in at all hours.': 'Erlauben Sie dem Konto, sich zu jeder Uhrzeit anzumelden.',
  'Allow the account to log in from this computer.':
    'Erlauben Sie dem Konto, sich von diesem Computer aus anzumelden.',
  'Check ldap.certFile and ldap.keyFile, and that the server offers TLS 1.2 or newer.':
    'Prüfen Sie ldap.certFile und ldap.keyFile, und ob der Server TLS 1.2 oder neuer anbietet.',
  'Check ldap.certFile and ldap.keyFile: the server may want a client certificate, or another one.':
    'Prüfen Sie ldap.certFile und ldap.keyFile: Vielleicht verlangt der Server ein Client-Zertifikat oder ein anderes.',
  'Check ldap.hostname and ldap.port, and that no firewall is in between.':
    'Prüfen Sie ldap.hostname und ldap.port, und ob keine Firewall dazwischen ist.',
  'Check ldap.hostname, and the name servers of this computer.':
    'Prüfen Sie ldap.hostname und die Nameserver dieses Computers.',
  'Check ldap.hostname, ldap.port and ldap.encryption, and that the server runs.':
    'Prüfen Sie ldap.hostname, ldap.port und ldap.encryption, und ob der Server läuft.',
  'Check ldap.port and ldap.encryption, and that the server has a certificate.':
    'Prüfen Sie ldap.port und ldap.encryption, und ob der Server ein Zertifikat hat.',
  'Check ldap.port and ldap.encryption: a port for plain LDAP waits for ever when it is spoken to as LDAPS.':
    'Prüfen Sie ldap.port und ldap.encryption: Ein Port für unverschlüsseltes LDAP wartet ewig, wenn er mit LDAPS angesprochen wird.',
  'Check ldap.port: 389 is the usual one for starttls, 636 for ldaps.':
    'Prüfen Sie ldap.port: Üblich sind 389 für starttls und 636 für ldaps.',
  'Check ldap.rootPath, ldap.userPath and ldap.groupPath, and the rights of the account.':
    'Prüfen Sie ldap.rootPath, ldap.userPath und ldap.groupPath, und die Rechte des Kontos.',
  'Check ldap.rootPath, ldap.userPath and ldap.groupPath.':
    'Prüfen Sie ldap.rootPath, ldap.userPath und ldap.groupPath.',
  'Check ldap.username (name@REALM), ldap.keytab or ldap.password, and krb5.conf.':
    'Prüfen Sie ldap.username (name@REALM), ldap.keytab oder ldap.password, und krb5.conf.',
  'Check ldap.username, and set ldap.password again.':
    'Prüfen Sie ldap.username, und setzen Sie ldap.password neu.',
  'Check ldap.username: a DN, and with Active Directory also user@domain or DOMAIN\\user.':
    'Prüfen Sie ldap.username: ein DN, bei Active Directory auch benutzer@domäne oder DOMÄNE\\benutzer.',
  'Check ldap.username: name@REALM, the realm in capitals.':
    'Prüfen Sie ldap.username: name@REALM, der Realm in Großbuchstaben.',
  'Check sync.userFilter and sync.groupFilter.': 'Prüfen Sie sync.userFilter und sync.groupFilter.',
  'Check the name servers of this computer.': 'Prüfen Sie die Nameserver dieses Computers.',
  'Check the realm in ldap.username, krb5.conf (KRB5_CONFIG), and that no firewall is in between (port 88).':
    'Prüfen Sie den Realm in ldap.username, krb5.conf (KRB5_CONFIG), und ob keine Firewall dazwischen ist (Port 88).',
  'Choose another ldap.authentication, or allow this one on the server.':
    'Wählen Sie eine andere ldap.authentication, oder erlauben Sie diese auf dem Server.',
  'Enable the account in the directory.': 'Aktivieren Sie das Konto im Verzeichnis.',
  'Give the account a later expiry date in the directory.':
    'Geben Sie dem Konto im Verzeichnis ein späteres Ablaufdatum.',
  'Give the account a new password that it need not change, and set ldap.password again.':
    'Geben Sie dem Konto ein neues Passwort, das es nicht ändern muss, und setzen Sie ldap.password neu.',
  'Give the account a new password, best one that never expires, and set ldap.password again.':
    'Geben Sie dem Konto ein neues Passwort, am besten eines, das nie abläuft, und setzen Sie ldap.password neu.',
  'If it goes on, look into the log of the LDAP server.':
    'Wenn es dabei bleibt, sehen Sie ins Protokoll des LDAP-Servers.',
  'Raise ldap.timeout and the time limit on the server, or index the attributes of the filter there.':
    'Erhöhen Sie ldap.timeout und die Zeitgrenze des Servers, oder legen Sie dort Indizes für die Attribute des Filters an.',
  'Raise ldap.timeout, or index the attributes of the filter on the server.':
    'Erhöhen Sie ldap.timeout, oder legen Sie auf dem Server Indizes für die Attribute des Filters an.',
  'Raise the limits of the account on the server (OpenLDAP: size.pr and size.prtotal; 389: nsslapd-lookthroughlimit), or lower ldap.pageSize.':
    'Erhöhen Sie die Grenzen des Kontos auf dem Server (OpenLDAP: size.pr und size.prtotal; 389: nsslapd-lookthroughlimit), oder verringern Sie ldap.pageSize.',
  'Raise the size limit of the account on the server (OpenLDAP: limits … size.soft, size.hard and size.prtotal), or switch ldap.pagedSearch on.':
    'Erhöhen Sie die Größengrenze des Kontos auf dem Server (OpenLDAP: limits … size.soft, size.hard und size.prtotal), oder schalten Sie ldap.pagedSearch ein.',
  'Renew the certificate on the server, and check the clocks of both computers.':
    'Erneuern Sie das Zertifikat auf dem Server, und prüfen Sie die Uhren beider Computer.',
  'Renew the certificate on the server.': 'Erneuern Sie das Zertifikat auf dem Server.',
  'Set ldap.authentication to simple over LDAPS, or LdapEnforceChannelBinding on the domain controller to 1.':
    'Setzen Sie ldap.authentication auf simple, über LDAPS, oder LdapEnforceChannelBinding auf dem Domänencontroller auf 1.',
  'Set ldap.authentication to simple, and ldap.username and ldap.password.':
    'Setzen Sie ldap.authentication auf simple, dazu ldap.username und ldap.password.',
  'Set ldap.authentication to simple, or allow it on the server (Samba: ldap server require strong auth = allow_sasl_over_tls).':
    'Setzen Sie ldap.authentication auf simple, oder erlauben Sie es auf dem Server (Samba: ldap server require strong auth = allow_sasl_over_tls).',
  'Set ldap.caFile to a PEM file with the certificate of the authority.':
    'Setzen Sie ldap.caFile auf eine PEM-Datei mit dem Zertifikat der Zertifizierungsstelle.',
  'Set ldap.encryption to ldaps, or give the server a certificate and switch StartTLS on there.':
    'Setzen Sie ldap.encryption auf ldaps, oder geben Sie dem Server ein Zertifikat, und schalten Sie dort StartTLS ein.',
  'Set ldap.encryption to starttls or ldaps.': 'Setzen Sie ldap.encryption auf starttls oder ldaps.',
  'Set ldap.encryption to starttls, or ldap.port to the port for LDAPS (636), and check that the server has a certificate.':
    'Setzen Sie ldap.encryption auf starttls oder ldap.port auf den Port für LDAPS (636), und prüfen Sie, ob der Server ein Zertifikat hat.',
  'Set ldap.encryption to starttls, or ldap.port to the port for LDAPS (636).':
    'Setzen Sie ldap.encryption auf starttls oder ldap.port auf den Port für LDAPS (636).',
  'Set ldap.hostname to a name in the certificate, or ldap.tlsServerName to the name that it must carry.':
    'Setzen Sie ldap.hostname auf einen Namen im Zertifikat, oder ldap.tlsServerName auf den Namen, der darin stehen muss.',
  'Set ldap.hostname to a server that holds it, or change ldap.rootPath, ldap.userPath and ldap.groupPath.':
    'Setzen Sie ldap.hostname auf einen Server, der ihn enthält, oder ändern Sie ldap.rootPath, ldap.userPath und ldap.groupPath.',
  'Set ldap.hostname to the name of the LDAP server.':
    'Setzen Sie ldap.hostname auf den Namen des LDAP-Servers.',
  "Set ldap.hostname to the server's full name, as its service principal ldap/NAME has it, or ldap.tlsServerName.":
    'Setzen Sie ldap.hostname auf den vollen Namen des Servers, wie sein Dienstprinzipalname ldap/NAME ihn hat, oder setzen Sie ldap.tlsServerName.',
  'Set ldap.password.': 'Setzen Sie ldap.password.',
  'Set ldap.username to name@REALM (the realm in capitals), and ldap.keytab or ldap.password; without them a credential cache (kinit, KRB5CCNAME) is used.':
    'Setzen Sie ldap.username auf name@REALM (der Realm in Großbuchstaben), dazu ldap.keytab oder ldap.password; sonst wird ein Credential-Cache verwendet (kinit, KRB5CCNAME).',
  'Set the clock right on both.': 'Stellen Sie die Uhren beider richtig.',
  'StartTLS with %s': 'StartTLS mit %s',
  'Switch ldap.allowUnauthorized off, and set ldap.caFile to the certificate of the authority.':
    'Schalten Sie ldap.allowUnauthorized aus, und setzen Sie ldap.caFile auf das Zertifikat der Zertifizierungsstelle.',
  'Switch ldap.pagedSearch off if the server answers everything at once.':
    'Schalten Sie ldap.pagedSearch aus, wenn der Server alles auf einmal beantwortet.',
  'Switch ldap.pagedSearch off.': 'Schalten Sie ldap.pagedSearch aus.',
  'Switch ldap.pagedSearch on, or %s': 'Schalten Sie ldap.pagedSearch ein, oder %s',
  'TLS with %s': 'TLS mit %s',
  'The file must be readable for this program and in PEM form (-----BEGIN CERTIFICATE-----).':
    'Die Datei muss für dieses Programm lesbar und im PEM-Format sein (-----BEGIN CERTIFICATE-----).',
  'This is a fault of the server, or of something between.':
    'Das ist ein Fehler des Servers oder von etwas dazwischen.',
  'Try again later.': 'Versuchen Sie es später erneut.',
  'Try again.': 'Versuchen Sie es erneut.',
  'Unlock the account in the directory, and set the right ldap.password before it gets locked again.':
    'Entsperren Sie das Konto im Verzeichnis, und setzen Sie das richtige ldap.password, bevor es erneut gesperrt wird.',
  'an administrative limit of the server was reached, so that entries are missing':
    'eine administrative Grenze des Servers wurde erreicht, deshalb fehlen Einträge',
  'as %s': 'als %s',
  'connect to %s': 'Verbindung mit %s',
  'connected to %s': 'verbunden mit %s',
  'connection closed': 'Verbindung geschlossen',
  'it ends soon': 'es läuft bald ab',
  'ldap.certFile, ldap.keyFile': null,
  'ldap.hostname is not set': 'ldap.hostname ist nicht gesetzt',
  'ldap.keyFile: everybody on this machine may read the private key %s':
    'ldap.keyFile: Jeder auf diesem Rechner darf den privaten Schlüssel %s lesen',
  'ldap.username is set, and ldap.password is not': 'ldap.username ist gesetzt, ldap.password aber nicht',
  'ldap.username names no realm, and there is no %s': 'ldap.username nennt keinen Realm, und es gibt kein %s',
  'limit reached': 'Grenze erreicht',
  'log in to %s': 'Anmeldung an %s',
  'logged in as %s': 'angemeldet als %s',
  'logged in with Kerberos': 'angemeldet mit Kerberos',
  'logged in with the client certificate': 'angemeldet mit dem Client-Zertifikat',
  "lower ldap.pageSize to the MaxPageSize of the domain controllers' policy.":
    'verringern Sie ldap.pageSize auf die MaxPageSize der Richtlinie der Domänencontroller.',
  'no Kerberos ticket': 'kein Kerberos-Ticket',
  'no answer in time': 'keine Antwort innerhalb der Zeitgrenze',
  'no certificate': 'kein Zertifikat',
  'no complete answer within %s': 'keine vollständige Antwort innerhalb von %s',
  'no key distribution center of the realm can be reached':
    'kein Schlüsselverteilungscenter (KDC) des Realms ist erreichbar',
  'no name at all (its subject is %s, which does not count without a subject alternative name)':
    'gar keinen Namen (sein Antragsteller ist %s; der zählt nicht ohne alternativen Antragstellernamen)',
  'none of %d servers can be reached': 'keiner von %d Servern ist erreichbar',
  'not logged in, as configured': 'nicht angemeldet, wie eingestellt',
  'nothing listens there': 'dort nimmt nichts Verbindungen an',
  'raise nsLookThroughLimit and nsIDListScanLimit of the account on the server, or index the attributes of the filter.':
    'erhöhen Sie auf dem Server nsLookThroughLimit und nsIDListScanLimit des Kontos, oder legen Sie Indizes für die Attribute des Filters an.',
  'raise nsSizeLimit of the account on the server (nsslapd-sizelimit holds where it has none).':
    'erhöhen Sie auf dem Server nsSizeLimit des Kontos (hat es keines, gilt nsslapd-sizelimit).',
  'raise the limits of the account on the server (slapd.conf: limits … size.soft, size.hard, size.pr and size.prtotal).':
    'erhöhen Sie auf dem Server die Grenzen des Kontos (slapd.conf: limits … size.soft, size.hard, size.pr und size.prtotal).',
  'read the root entry of the server': 'den Wurzeleintrag des Servers lesen',
  'search %s': 'Suche in %s',
  'the account has expired': 'das Konto ist abgelaufen',
  'the account is disabled': 'das Konto ist deaktiviert',
  'the account is locked': 'das Konto ist gesperrt',
  'the account may not log in at this time': 'das Konto darf sich zu dieser Zeit nicht anmelden',
  'the account may not log in from this computer':
    'das Konto darf sich von diesem Computer aus nicht anmelden',
  'the account may not read this': 'das Konto darf das nicht lesen',
  'the account must change its password first': 'das Konto muss erst sein Passwort ändern',
  'the certificate is not acceptable: %s; the server showed %s':
    'das Zertifikat wird nicht angenommen: %s; der Server zeigte %s',
  'the certificate is not for %q but for %s': 'das Zertifikat ist nicht für %q, sondern für %s',
  'the certificate is signed by an authority that is not trusted; the server showed %s':
    'das Zertifikat ist von einer Zertifizierungsstelle signiert, der nicht vertraut wird; der Server zeigte %s',
  'the certificate of %s is valid from %s to %s only': 'das Zertifikat von %s gilt nur von %s bis %s',
  'the certificate of the server is not checked (ldap.allowUnauthorized): anybody on the way can read the password and change what is read':
    'das Zertifikat des Servers wird nicht geprüft (ldap.allowUnauthorized): Wer dazwischen mithört, kann das Passwort lesen und ändern, was gelesen wird',
  'the clocks of this computer and of the domain controller differ by more than five minutes':
    'die Uhren dieses Computers und des Domänencontrollers weichen mehr als fünf Minuten voneinander ab',
  'the connection broke off before the answer was complete':
    'die Verbindung brach ab, bevor die Antwort vollständig war',
  'the connection is not encrypted (ldap.encryption): anybody on the way can read and change what is read':
    'die Verbindung ist nicht verschlüsselt (ldap.encryption): Wer dazwischen mithört, kann lesen und ändern, was gelesen wird',
  'the connection is not encrypted (ldap.encryption): anybody on the way can read the password':
    'die Verbindung ist nicht verschlüsselt (ldap.encryption): Wer dazwischen mithört, kann das Passwort lesen',
  'the connection is not encrypted, but does not leave this computer':
    'die Verbindung ist nicht verschlüsselt, verlässt aber diesen Computer nicht',
  'the credential cache %s is of no use': 'der Credential-Cache %s ist nicht brauchbar',
  'the domain controller demands channel binding, which Kerberos lacks here':
    'der Domänencontroller verlangt Channel Binding, das Kerberos hier nicht hat',
  'the name %q could not be looked up': 'der Name %q konnte nicht aufgelöst werden',
  'the name %q is not known': 'der Name %q ist nicht bekannt',
  'the password of the account has expired': 'das Passwort des Kontos ist abgelaufen',
  'the realm and this program know no encryption in common':
    'der Realm und dieses Programm haben keine Verschlüsselung gemeinsam',
  'the realm knows no LDAP service of that name': 'der Realm kennt keinen LDAP-Dienst dieses Namens',
  'the realm knows no such user': 'der Realm kennt keinen solchen Benutzer',
  'the server answers only after a log-in': 'der Server antwortet erst nach einer Anmeldung',
  'the server broke off': 'der Server hat die Verbindung abgebrochen',
  'the server broke off: it does not seem to speak plain LDAP on this port':
    'der Server hat die Verbindung abgebrochen: An diesem Port spricht er wohl kein unverschlüsseltes LDAP',
  "the server can't be reached": 'der Server ist nicht erreichbar',
  'the server closed the TLS connection': 'der Server hat die TLS-Verbindung geschlossen',
  'the server closed the connection: it does not seem to speak TLS on this port':
    'der Server hat die Verbindung geschlossen: An diesem Port spricht er wohl kein TLS',
  'the server does not allow this way to log in': 'der Server erlaubt diese Art der Anmeldung nicht',
  'the server does not hold this part of the directory and refers to another one':
    'der Server enthält diesen Teil des Verzeichnisses nicht und verweist auf einen anderen',
  'the server does not offer StartTLS': 'der Server bietet kein StartTLS an',
  'the server does not speak TLS on this port': 'der Server spricht an diesem Port kein TLS',
  'the server does not take this for a DN': 'der Server hält das nicht für einen DN',
  'the server found more than %d entries': 'der Server hat mehr als %d Einträge gefunden',
  'the server is busy or not available': 'der Server ist ausgelastet oder nicht verfügbar',
  'the server knows no such user': 'der Server kennt keinen solchen Benutzer',
  'the server lacks a feature that it was asked for': 'dem Server fehlt eine Funktion, die verlangt wurde',
  'the server refused': 'der Server hat abgelehnt',
  'the server refuses the filter': 'der Server weist den Filter zurück',
  'the server repeats a page': 'der Server wiederholt eine Seite',
  'the server sent %d empty pages one after the other':
    'der Server hat %d leere Seiten nacheinander gesendet',
  'the server sent a result without a result code': 'der Server hat ein Ergebnis ohne Ergebniscode gesendet',
  'the server wants Kerberos to sign inside TLS, too, which it does not here':
    'der Server verlangt, dass Kerberos auch innerhalb von TLS signiert, was es hier nicht tut',
  'the server wants the connection encrypted': 'der Server verlangt eine verschlüsselte Verbindung',
  "the server's size limit was reached, so that entries are missing":
    'die Größengrenze des Servers wurde erreicht, deshalb fehlen Einträge',
  'the time limit was reached, so that entries are missing':
    'die Zeitgrenze wurde erreicht, deshalb fehlen Einträge',
  "there is neither ldap.keytab nor ldap.password, and the credential cache %s can't be read":
    'es gibt weder ldap.keytab noch ldap.password, und der Credential-Cache %s ist nicht lesbar',
  'there is no password': 'es gibt kein Passwort',
  'there is no such entry, or the account may not see it':
    'es gibt keinen solchen Eintrag, oder das Konto darf ihn nicht sehen',
  'with Kerberos': 'mit Kerberos',
  'with the client certificate': 'mit dem Client-Zertifikat',
  'wrong user name or password': 'Benutzername oder Passwort falsch',
};
