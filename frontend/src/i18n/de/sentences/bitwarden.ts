import type { Translations } from '../../sentences';

export const bitwarden: Translations<'internal/bitwarden'> = {
  '%s does not start with https://': '%s beginnt nicht mit https://',
  '%s goes on after the path with ? or #': '%s geht nach dem Pfad mit ? oder # weiter',
  '%s holds a user name or password, which do not belong into an address':
    '%s enthält einen Benutzernamen oder ein Passwort; die gehören nicht in eine Adresse',
  '%s is not the address of a server': '%s ist nicht die Adresse eines Servers',
  '%s of group %q (%s)': '%s der Gruppe %q (%s)',
  '%s of member %q (%s)': '%s des Mitglieds %q (%s)',
  '%s with a web page': '%s, mit einer Webseite',
  '%s with a web page titled %q': '%s, mit einer Webseite mit dem Titel %q',
  '%s, which points to %s': '%s; die Antwort verweist auf %s',
  'Bearer %s': null,
  'Seats of an organization that a reseller or provider manages are bought there':
    'Plätze einer Organisation, die ein Händler oder Anbieter verwaltet, werden dort gekauft',
  'Update the server, or set groups.missing to keep or empty.':
    'Aktualisieren Sie den Server, oder setzen Sie groups.missing auf keep oder empty.',
  'Update the server, or set sync.leavers to remove, which removes the members of people who leave.':
    'Aktualisieren Sie den Server, oder setzen Sie sync.leavers auf remove: Dann werden Mitglieder, die gehen, entfernt.',
  'Update the server.': 'Aktualisieren Sie den Server.',
  'a new token was not accepted': 'ein neues Token wurde nicht angenommen',
  'a proxy in front of the server limits the size of requests: allow 10 MB (nginx: client_max_body_size)':
    'ein Proxy vor dem Server begrenzt die Größe von Anfragen: Erlauben Sie 10 MB (nginx: client_max_body_size)',
  'a value of another kind': 'ein Wert anderer Art',
  'ask the server what it is': 'den Server fragen, was er ist',
  'ask the server what it is at %s': 'den Server fragen, was er ist (%s)',
  'ask whether members can be revoked': 'fragen, ob der Zugriff von Mitgliedern widerrufen werden kann',
  'ask whether members can be revoked at %s':
    'fragen, ob der Zugriff von Mitgliedern widerrufen werden kann (%s)',
  'bitwarden: encode import': null,
  'bitwarden: no device id': null,
  'buy more seats, raise the limit for adding seats automatically, or sync fewer users (sync.userFilter); removals of the same request may be done already.':
    'kaufen Sie mehr Plätze, erhöhen Sie die Grenze für automatisch hinzugefügte Plätze, oder synchronisieren Sie weniger Benutzer (sync.userFilter); Entfernungen derselben Anfrage können schon geschehen sein.',
  'change the external id of a group': 'die externe ID einer Gruppe ändern',
  'change the external id of a group at %s': 'die externe ID einer Gruppe ändern (%s)',
  'change the external id of a member': 'die externe ID eines Mitglieds ändern',
  'change the external id of a member at %s': 'die externe ID eines Mitglieds ändern (%s)',
  "check client id and client secret (Admin Console, Settings, Organization info, View API key) and the server's address; after the key was rotated, log in again with the new one":
    'prüfen Sie Client-ID und Client-Secret (Administrator-Konsole, Einstellungen, Organisationsinformationen, API-Schlüssel anzeigen) und die Adresse des Servers; wurde der Schlüssel erneuert, melden Sie sich mit dem neuen an',
  'check server.url and %s; a login page or portal in front of the server must let this program pass':
    'prüfen Sie server.url und %s; eine Anmeldeseite oder ein Portal vor dem Server muss dieses Programm durchlassen',
  'check server.url, and that the organization of the client id still exists there':
    'prüfen Sie server.url und ob es die Organisation der Client-ID dort noch gibt',
  'check server.url: there is no Bitwarden API at this address':
    'prüfen Sie server.url: An dieser Adresse gibt es keine Bitwarden-API',
  'check that server.api and server.identity belong to the same server, the clocks of server and this machine, and that no proxy or firewall refuses this':
    'prüfen Sie, ob server.api und server.identity zum selben Server gehören, die Uhren des Servers und dieses Rechners, und ob ein Proxy oder eine Firewall das ablehnt',
  'check that server.api is a Bitwarden server, and look at the log of the server or of a proxy in front of it':
    'prüfen Sie, ob server.api ein Bitwarden-Server ist, und sehen Sie ins Protokoll des Servers oder eines Proxys davor',
  'copy the whole client id: "organization." and 36 more characters':
    'kopieren Sie die ganze Client-ID: "organization." und 36 weitere Zeichen',
  'correct these entries in the directory, or leave them out with sync.userFilter or sync.groupFilter':
    'berichtigen Sie diese Einträge im Verzeichnis, oder lassen Sie sie mit sync.userFilter oder sync.groupFilter aus',
  'delete a group': 'eine Gruppe löschen',
  'delete a group at %s': 'eine Gruppe löschen (%s)',
  'group %q (%s)': 'Gruppe %q (%s)',
  'if this comes again with every sync: look in the organization for two members with the same external id, or for a member without external id who has the new address of another one, and remove or rename one of them':
    'wenn das bei jeder Synchronisierung wiederkommt: Suchen Sie in der Organisation nach zwei Mitgliedern mit derselben externen ID oder nach einem Mitglied ohne externe ID, das die neue Adresse eines anderen hat, und entfernen Sie eines davon, oder benennen Sie es um',
  'import at %s': 'Import (%s)',
  'incorrect client_secret': null,
  'invalid client_id': null,
  'log in at %s': 'anmelden (%s)',
  'member %q (%s)': 'Mitglied %q (%s)',
  'not a list': 'keine Liste',
  'read at %s': 'lesen (%s)',
  'read groups': 'die Gruppen lesen',
  'read groups at %s': 'die Gruppen lesen (%s)',
  'read members': 'die Mitglieder lesen',
  'read members at %s': 'die Mitglieder lesen (%s)',
  'read the members of a group': 'die Mitglieder einer Gruppe lesen',
  'read the members of a group at %s': 'die Mitglieder einer Gruppe lesen (%s)',
  'read the subscription': 'das Abonnement lesen',
  'read the subscription at %s': 'das Abonnement lesen (%s)',
  'remove a member': 'ein Mitglied entfernen',
  'remove a member at %s': 'ein Mitglied entfernen (%s)',
  'restore a member': 'einem Mitglied den Zugriff zurückgeben',
  'restore a member at %s': 'einem Mitglied den Zugriff zurückgeben (%s)',
  'revoke a member': 'den Zugriff eines Mitglieds widerrufen',
  'revoke a member at %s': 'den Zugriff eines Mitglieds widerrufen (%s)',
  'set %s to something like https://vault.example.com':
    'setzen Sie %s auf etwas wie https://vault.example.com',
  'set server.url to the address at which the API itself answers; a login page in front of it must let this program pass':
    'setzen Sie server.url auf die Adresse, unter der die API selbst antwortet; eine Anmeldeseite davor muss dieses Programm durchlassen',
  'set sync.largeImport to true': 'setzen Sie sync.largeImport auf true',
  'sync.overwriteExisting is refused where it would remove members without a master password, invited ones included: remove them by hand, or switch it off and use sync.removeMissing':
    'sync.overwriteExisting wird abgelehnt, wenn es Mitglieder ohne Master-Passwort entfernen würde, auch eingeladene: Entfernen Sie diese von Hand, oder schalten Sie es aus und verwenden Sie sync.removeMissing',
  'the answer is larger than %d bytes': 'die Antwort ist größer als %d Byte',
  'the answer is not a subscription': 'die Antwort ist kein Abonnement',
  'the answer is not an object': 'die Antwort ist kein Objekt',
  'the client id does not end in the id of an organization':
    'die Client-ID endet nicht mit der ID einer Organisation',
  'the client id is empty': 'die Client-ID ist leer',
  'the list broke off': 'die Liste brach ab',
  'the list does not end: more than %d entries, %d MB for one entry or %d GB for all came':
    'die Liste endet nicht: Es kamen mehr als %d Einträge, %d MB für einen Eintrag oder %d GB für alle',
  "the organization's plan has no groups: set sync.groups to false, or change the plan":
    'der Tarif der Organisation hat keine Gruppen: Setzen Sie sync.groups auf false, oder wechseln Sie den Tarif',
  'the server answered HTTP %d': 'der Server antwortete mit HTTP %d',
  'the server answered HTTP %d (%s)': 'der Server antwortete mit HTTP %d (%s)',
  "the server does not show the member's permissions":
    'der Server zeigt die Berechtigungen des Mitglieds nicht',
  "the server does not show the member's type": 'der Server zeigt die Rolle des Mitglieds nicht',
  'the server does not show to which collections the member has access':
    'der Server zeigt nicht, auf welche Sammlungen das Mitglied Zugriff hat',
  "the server or a proxy in front of it has a problem: try again later and look at the server's log":
    'der Server oder ein Proxy davor hat ein Problem: Versuchen Sie es später erneut, und sehen Sie ins Protokoll des Servers',
  'the server sent only a part of the list': 'der Server sandte nur einen Teil der Liste',
  "the server, or a firewall in front of it, forbids this: check that the organization's plan includes directory sync and that the API is not blocked":
    'der Server oder eine Firewall davor verbietet das: Prüfen Sie, ob der Tarif der Organisation die Verzeichnissynchronisierung enthält und ob die API gesperrt ist',
  "this is about seats: the license of this self-hosted server has no seat left, and it can't buy any; buy more seats at bitwarden.com and update the license on the server, or sync fewer users (sync.userFilter)":
    'es geht um Plätze: Die Lizenz dieses selbst gehosteten Servers hat keinen Platz mehr, und er kann keine kaufen; kaufen Sie bei bitwarden.com mehr Plätze, und aktualisieren Sie die Lizenz auf dem Server, oder synchronisieren Sie weniger Benutzer (sync.userFilter)',
  'this is not the client id of an organization': 'das ist nicht die Client-ID einer Organisation',
  'this is the API key of a person, not of an organization':
    'das ist der API-Schlüssel einer Person, nicht einer Organisation',
  'use the organization\'s API key: Admin Console, Settings, Organization info, View API key; its client id starts with "organization."':
    'verwenden Sie den API-Schlüssel der Organisation: Administrator-Konsole, Einstellungen, Organisationsinformationen, API-Schlüssel anzeigen; seine Client-ID beginnt mit "organization."',
  'wait as long as the server asks; other programs with the same address count as well':
    'warten Sie so lange, wie der Server verlangt; andere Programme mit derselben Adresse zählen mit',
  'what answered is not a Bitwarden server': 'was geantwortet hat, ist kein Bitwarden-Server',
  'what answered is not a Bitwarden server but a web page':
    'was geantwortet hat, ist kein Bitwarden-Server, sondern eine Webseite',
  'what answered is not a Bitwarden server but a web page titled %q':
    'was geantwortet hat, ist kein Bitwarden-Server, sondern eine Webseite mit dem Titel %q',
};
