import type { Translations } from '../../sentences';

export const transport: Translations<
  'internal/transport' | 'internal/atomicfile' | 'internal/filelock' | 'internal/logging'
> = {
  '%s at byte %d is half of a character': '%s bei Byte %d ist ein halbes Zeichen',
  '%s holds no certificate in PEM form': '%s enthält kein Zertifikat im PEM-Format',
  '%s names a PEM file with one or more CERTIFICATE blocks that this account may read':
    '%s nennt eine PEM-Datei mit einem oder mehreren CERTIFICATE-Blöcken, die dieses Konto lesen darf',
  '%s refuses connections': '%s lehnt Verbindungen ab',
  '%s says %q (%s)': '%s meldet %q (%s)',
  '%s, a redirect to %s': '%s, eine Weiterleitung zu %s',
  '%s, near the id %q': '%s, nahe der ID %q',
  '%s, not an answer of %s': '%s; so antwortet %s nicht',
  '%w (more than %s)': '%w (mehr als %s)',
  '%w (over %d bytes)': '%w (über %d Byte)',
  'A proxy or gateway on the way changes the addresses in answers: let this machine through to the server itself, or have it keep https://.':
    'Ein Proxy oder Gateway auf dem Weg ändert die Adressen in Antworten: Lassen Sie diesen Rechner zum Server selbst durch, oder lassen Sie ihn https:// beibehalten.',
  'Allow TLS 1.3, or TLS 1.2 with ECDHE, on the server.':
    'Erlauben Sie auf dem Server TLS 1.3 oder TLS 1.2 mit ECDHE.',
  'Directory-Connector/%s (%s; %s)': null,
  'Give the server a new certificate.': 'Geben Sie dem Server ein neues Zertifikat.',
  'Give the server a new certificate. (Samba makes one when the files in its folder private/tls are moved away.)':
    'Geben Sie dem Server ein neues Zertifikat. (Samba macht eines, wenn die Dateien in seinem Ordner private/tls weggelegt werden.)',
  "Have the server's certificate signed anew, with SHA-256 or better.":
    'Lassen Sie das Zertifikat des Servers neu signieren, mit SHA-256 oder besser.',
  'If it asks for a client certificate, check that, too.':
    'Wenn er ein Client-Zertifikat verlangt, prüfen Sie auch das.',
  "Put the authority's new certificate into the file that %s names, beside the old one or in its place.":
    'Nehmen Sie das neue Zertifikat der Zertifizierungsstelle in die Datei auf, die %s nennt, neben dem alten oder an seiner Stelle.',
  'The directory is too slow, or throttles this program: look at the log, and whether other programs use up the same rate limit.':
    'Das Verzeichnis ist zu langsam oder bremst dieses Programm: Sehen Sie ins Protokoll, und prüfen Sie, ob andere Programme dieselbe Zahl erlaubter Anfragen aufbrauchen.',
  'This is right where the first groups are empty.': 'Das ist richtig, wenn die ersten Gruppen leer sind.',
  'a name or an address there holds half of a character, as programs leave it that cut texts: look near the id and write it anew':
    'ein Name oder eine Adresse dort enthält ein halbes Zeichen, wie es Programme hinterlassen, die Texte abschneiden: Sehen Sie nahe der ID nach, und schreiben Sie es neu',
  'a proxy or firewall on the way refuses this, not the server itself: let this machine through to it, or set network.proxy; the next sync tries again':
    'ein Proxy oder eine Firewall auf dem Weg lehnt das ab, nicht der Server selbst: Lassen Sie diesen Rechner zu ihm durch, oder setzen Sie network.proxy; die nächste Synchronisierung versucht es erneut',
  'an entry has no id': 'ein Eintrag hat keine ID',
  'byte %d': 'Byte %d',
  'claims are not JSON': null,
  'claims are not base64': null,
  'look for a group': 'eine Gruppe suchen',
  'look for a user': 'einen Benutzer suchen',
  'network.proxy is not the address of a proxy': 'network.proxy ist nicht die Adresse eines Proxys',
  'no DNS server tells the address of %s in time': 'kein DNS-Server nennt rechtzeitig die Adresse von %s',
  'no claim exp': null,
  'no complete answer in time': 'keine vollständige Antwort innerhalb der Zeitgrenze',
  'not a JWT': null,
  'nothing listens at this address: check host and port, and that the server runs':
    'an dieser Adresse antwortet nichts: Prüfen Sie Host und Port und ob der Server läuft',
  'read the request': null,
  'reading took too long': 'das Lesen hat zu lange gedauert',
  'set network.proxy to something like http://proxy.example.com:3128':
    'setzen Sie network.proxy auf etwas wie http://proxy.example.com:3128',
  "something on the way damages answers, or answers in the server's place: check network.proxy":
    'etwas auf dem Weg beschädigt Antworten oder antwortet anstelle des Servers: Prüfen Sie network.proxy',
  "the address of %s can't be looked up": 'die Adresse von %s lässt sich nicht nachschlagen',
  'the answer holds no token': 'die Antwort enthält kein Token',
  'the answer is not a list as %s gives it': 'die Antwort ist keine Liste, wie %s sie liefert',
  'the answer is too long': 'die Antwort ist zu lang',
  'the certificate has expired or is not valid yet: renew it, or check the clock of this machine':
    'das Zertifikat ist abgelaufen oder noch nicht gültig: Erneuern Sie es, oder prüfen Sie die Uhr dieses Rechners',
  'the certificate is not for %s: use the name that the certificate is for':
    'das Zertifikat gilt nicht für %s: Verwenden Sie den Namen, für den das Zertifikat gilt',
  'the certificate is signed by "%s" with another key than that of the certificate of the same name that is trusted here: the authority was renewed':
    'das Zertifikat ist von "%s" signiert, aber mit einem anderen Schlüssel als dem des gleichnamigen Zertifikats, dem hier vertraut wird: Die Zertifizierungsstelle wurde erneuert',
  'the certificate, or that of its authority, is signed in a way that is not safe any more (SHA-1 or MD5)':
    'das Zertifikat oder das seiner Zertifizierungsstelle ist auf eine Weise signiert, die nicht mehr sicher ist (SHA-1 oder MD5)',
  'the connection was cut': 'die Verbindung wurde abgebrochen',
  'the name %s could not be resolved: check its spelling and the DNS of this machine, or set network.proxy':
    'der Name %s ließ sich nicht auflösen: Prüfen Sie die Schreibweise und das DNS dieses Rechners, oder setzen Sie network.proxy',
  'the name %s is unknown': 'der Name %s ist unbekannt',
  'the name %s is unknown to the DNS server %s': 'der Name %s ist dem DNS-Server %s unbekannt',
  'the next page is at %s://%s, and the token is sent over https:// only':
    'die nächste Seite liegt unter %s://%s, und das Token wird nur über https:// gesendet',
  'the next page of %s is the same page again': 'die nächste Seite von %s ist wieder dieselbe Seite',
  'the proxy %s refused to connect to %s (HTTP %d)':
    'der Proxy %s hat die Verbindung zu %s abgelehnt (HTTP %d)',
  "the proxy can't be reached: check network.proxy, or HTTPS_PROXY in the environment":
    'der Proxy ist nicht erreichbar: Prüfen Sie network.proxy oder HTTPS_PROXY in der Umgebung',
  'the proxy must allow connections to %s: ask who runs it, or check network.proxy':
    'der Proxy muss Verbindungen zu %s erlauben: Fragen Sie, wer ihn betreibt, oder prüfen Sie network.proxy',
  'the proxy wants a login: set network.proxyUsername and network.proxyPassword':
    'der Proxy verlangt eine Anmeldung: Setzen Sie network.proxyUsername und network.proxyPassword',
  'the request was not sent': 'die Anfrage wurde nicht gesendet',
  'the server and this program know no way to encrypt in common; perhaps the server knows key exchange by RSA only':
    'der Server und dieses Programm kennen keine gemeinsame Verschlüsselung; vielleicht kennt der Server nur den Schlüsselaustausch mit RSA',
  'the server did not answer in time: check that a firewall lets this machine reach it, or set network.proxy':
    'der Server hat nicht rechtzeitig geantwortet: Prüfen Sie, ob eine Firewall diesen Rechner zu ihm durchlässt, oder setzen Sie network.proxy',
  'the server does not speak TLS at this port: check the port, or whether the address starts with http://':
    'der Server spricht an diesem Port kein TLS: Prüfen Sie den Port und ob die Adresse mit http:// beginnt',
  "the server's certificate comes from an authority (%q) that this machine does not trust: put the authority's certificate into a PEM file and set network.caFile to it":
    'das Zertifikat des Servers kommt von einer Zertifizierungsstelle (%q), der dieser Rechner nicht vertraut: Legen Sie deren Zertifikat in eine PEM-Datei, und setzen Sie network.caFile auf diese',
  "the server's certificate comes from an authority that is not trusted here":
    'das Zertifikat des Servers kommt von einer Zertifizierungsstelle, der hier nicht vertraut wird',
  "the server's certificate comes from an authority that this machine does not trust: put the authority's certificate into a PEM file and set network.caFile to it":
    'das Zertifikat des Servers kommt von einer Zertifizierungsstelle, der dieser Rechner nicht vertraut: Legen Sie deren Zertifikat in eine PEM-Datei, und setzen Sie network.caFile auf diese',
  "the server's certificate has a negative serial number, which RFC 5280 forbids":
    'das Zertifikat des Servers hat eine negative Seriennummer, was RFC 5280 verbietet',
  "the server's certificate holds from %s to %s": 'das Zertifikat des Servers gilt von %s bis %s',
  "the server's certificate is for %s, not for %s": 'das Zertifikat des Servers gilt für %s, nicht für %s',
  "the server's certificate is malformed (%s)": 'das Zertifikat des Servers ist fehlerhaft (%s)',
  "the server's certificate is not for %s": 'das Zertifikat des Servers gilt nicht für %s',
  "the server, or a proxy in between, closed the connection: look at the server's log and at the time limits of proxies":
    'der Server oder ein Proxy dazwischen hat die Verbindung geschlossen: Sehen Sie ins Protokoll des Servers, und prüfen Sie die Zeitgrenzen der Proxys',
  'the text is not UTF-8, as JSON is': 'der Text ist nicht UTF-8, wie es JSON ist',
  'this says nothing about the key: the server, or a proxy or firewall on the way to it, does not log in anybody now; try again later, automatic sync does so by itself':
    'das sagt nichts über den Schlüssel: Der Server, ein Proxy oder eine Firewall auf dem Weg dorthin meldet zurzeit niemanden an; versuchen Sie es später erneut, die automatische Synchronisierung tut das von selbst',
  'wait for a free place': null,
  'wait for the rate limit': null,
  'what answers does not speak TLS': 'was antwortet, spricht kein TLS',
  'Another program has the file and lets nobody else at it: a backup, a virus scanner, a spreadsheet or an editor.':
    'Ein anderes Programm hat die Datei geöffnet und lässt niemanden sonst daran: eine Datensicherung, ein Virenscanner, eine Tabellenkalkulation oder ein Editor.',
  'Check its name and that its server runs.': 'Prüfen Sie ihren Namen und ob ihr Server läuft.',
  'Close it there, or have that program leave the folder out, and try again.':
    'Schließen Sie sie dort, oder nehmen Sie den Ordner in jenem Programm aus, und versuchen Sie es erneut.',
  'Drives that are connected when somebody logs in are there neither for services and tasks nor for others: name the share itself, as in \\\\server\\share\\folder.':
    'Laufwerke, die verbunden werden, wenn sich jemand anmeldet, gibt es weder für Dienste und Aufgaben noch für andere: Nennen Sie die Freigabe selbst, wie in \\\\server\\freigabe\\ordner.',
  'The account that this program runs as needs rights on the share itself; accounts of this machine alone have none on others.':
    'Das Konto, mit dem dieses Programm läuft, braucht Rechte auf der Freigabe selbst; Konten nur dieses Rechners haben auf anderen keine.',
  "The share %s can't be reached.": 'Die Freigabe %s ist nicht erreichbar.',
  'There is no drive %s for this account.': 'Für dieses Konto gibt es kein Laufwerk %s.',
  'is no ordinary file': 'ist keine gewöhnliche Datei',
  'too many links': 'zu viele Verknüpfungen',
  '%s (process %d on %s) holds the lock since %s': '%s (Prozess %d auf %s) hält die Sperre seit %s',
  '%s (process %d) holds the lock since %s': '%s (Prozess %d) hält die Sperre seit %s',
  'The folder of the profile must be writable for the user who runs this program, and not on a full disk.':
    'Der Benutzer, mit dem dieses Programm läuft, muss in den Ordner des Profils schreiben können, und der Datenträger darf nicht voll sein.',
  'another process holds the lock': 'ein anderer Prozess hält die Sperre',
  'lock %s': '%s sperren',
  'log level %q is not one of debug, info, warn, error':
    'Protokollstufe %q ist keine von debug, info, warn, error',
  'read the log': 'das Protokoll lesen',
};
