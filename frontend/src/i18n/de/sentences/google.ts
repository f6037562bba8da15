import type { Translations } from '../../sentences';

export const google: Translations<'internal/google'> = {
  '%d member found%s': '%d Mitglied%s gefunden',
  '%d members found%s': '%d Mitglieder%s gefunden',
  '%s email=%s': null,
  '%s may act for %s': '%s darf für %s handeln',
  '%s, suspended or archived: %d': '%s, gesperrt oder archiviert: %d',
  '%s, the filter chooses %d of the first %d': '%s, der Filter wählt %d der ersten %d',
  '%s, the filter chooses none of them': '%s, der Filter wählt keine davon',
  'A change may take up to a day.': 'Eine Änderung kann bis zu einem Tag brauchen.',
  'Allow the service account to act for administrators: Admin console > Security > Access and data control > API controls > Manage domain-wide delegation, its client id (the number, not the email) and the three scopes of docs/directories/google-workspace.md, all of them.':
    'Erlauben Sie dem Dienstkonto, für Administratoren zu handeln: Admin-Konsole > Sicherheit > Zugriffs- und Datenkontrolle > API-Steuerung > Domainweite Delegierung verwalten, mit seiner Client-ID (der Zahl, nicht der E-Mail-Adresse) und den drei Bereichen aus docs/directories/google-workspace.md, und zwar allen.',
  'Another program uses up the quota of the project or of the account: look at APIs & Services > Admin SDK API > Quotas.':
    'Ein anderes Programm schöpft das Kontingent des Projekts oder des Kontos aus: Sehen Sie nach unter APIs & Dienste > Admin SDK API > Kontingente.',
  'Check google.domain, or set google.customer to my_customer instead.':
    'Prüfen Sie google.domain, oder setzen Sie stattdessen google.customer auf my_customer.',
  'Check the names in sync.groupFilter.': 'Prüfen Sie die Namen in sync.groupFilter.',
  'Check the query of sync.groupFilter, and google.domain.':
    'Prüfen Sie die Abfrage in sync.groupFilter und google.domain.',
  'Check the query of sync.userFilter, and google.domain.':
    'Prüfen Sie die Abfrage in sync.userFilter und google.domain.',
  'Create a key of type JSON for the service account (Google Cloud console, IAM & Admin > Service Accounts > Keys).':
    'Erstellen Sie für das Dienstkonto einen Schlüssel vom Typ JSON (Google Cloud Console, IAM & Verwaltung > Dienstkonten > Schlüssel).',
  'ENCRYPTED PRIVATE KEY': null,
  'Enable the Admin SDK API in the Google Cloud project of the service account: APIs & Services > Library > Admin SDK API > Enable.':
    'Aktivieren Sie die Admin SDK API im Google-Cloud-Projekt des Dienstkontos: APIs & Dienste > Bibliothek > Admin SDK API > Aktivieren.',
  'Google answers': 'Google antwortet',
  'Google does not accept a parameter: check the query after the bar in sync.userFilter and sync.groupFilter, and google.customer (my_customer, or the id C…) or google.domain.':
    'Google nimmt einen Parameter nicht an: Prüfen Sie die Abfrage nach dem senkrechten Strich in sync.userFilter und sync.groupFilter sowie google.customer (my_customer oder die ID C…) oder google.domain.',
  'Google, or a proxy in between, is in trouble: see https://www.google.com/appsstatus.':
    'Google oder ein Proxy dazwischen ist gestört: siehe https://www.google.com/appsstatus.',
  'Groups without members are imported as empty groups.':
    'Gruppen ohne Mitglieder werden als leere Gruppen importiert.',
  'It takes some minutes.': 'Es dauert einige Minuten.',
  'PRIVATE KEY': null,
  'RSA PRIVATE KEY': null,
  'Set google.adminUser to the primary email of an administrator of this account who is not suspended.':
    'Setzen Sie google.adminUser auf die primäre E-Mail-Adresse eines Administrators dieses Kontos, der nicht gesperrt ist.',
  'Set google.adminUser to the primary email of an administrator, such as admin@example.com.':
    'Setzen Sie google.adminUser auf die primäre E-Mail-Adresse eines Administrators, etwa admin@example.com.',
  'Set google.clientEmail to %s, or google.privateKey to the key file of %s.':
    'Setzen Sie google.clientEmail auf %s oder google.privateKey auf die Schlüsseldatei von %s.',
  'Set google.clientEmail to the client_email of the key file, such as bwdc@project.iam.gserviceaccount.com.':
    'Setzen Sie google.clientEmail auf client_email aus der Schlüsseldatei, etwa bwdc@project.iam.gserviceaccount.com.',
  'Set google.customer to my_customer for all domains of the account, or google.domain to the one domain to read.':
    'Setzen Sie google.customer auf my_customer für alle Domains des Kontos, oder google.domain auf die eine Domain, die gelesen werden soll.',
  'Set google.domain to something like example.com.': 'Setzen Sie google.domain auf etwas wie example.com.',
  "Something else answers in Google's place: check the proxy, and network.caFile.":
    'Etwas anderes antwortet anstelle von Google: Prüfen Sie den Proxy und network.caFile.',
  'The administrator belongs into google.adminUser.': 'Der Administrator gehört in google.adminUser.',
  'The clock of this machine is wrong: set it.': 'Die Uhr dieses Rechners geht falsch: Stellen Sie sie.',
  'The key does not belong to the service account, or was deleted: create a new one (Google Cloud console, IAM & Admin > Service Accounts > Keys), and set google.clientEmail and google.privateKey from its file.':
    'Der Schlüssel gehört nicht zum Dienstkonto oder wurde gelöscht: Erstellen Sie einen neuen (Google Cloud Console, IAM & Verwaltung > Dienstkonten > Schlüssel), und setzen Sie google.clientEmail und google.privateKey aus seiner Datei.',
  'The token lacks a scope: enter all three scopes for the service account under Manage domain-wide delegation in the Admin console.':
    'Dem Token fehlt ein Bereich: Tragen Sie in der Admin-Konsole unter „Domainweite Delegierung verwalten“ alle drei Bereiche für das Dienstkonto ein.',
  'a group without an id': 'eine Gruppe ohne ID',
  'a user without an id': 'ein Benutzer ohne ID',
  'an entry of %s is null': 'ein Eintrag von %s ist null',
  'get a token': 'ein Token holen',
  'google.adminUser %q is not an email address': 'google.adminUser: %q ist keine E-Mail-Adresse',
  'google.adminUser is a service account': 'google.adminUser ist ein Dienstkonto',
  'google.adminUser is not set': 'google.adminUser ist nicht gesetzt',
  'google.adminUser must be an administrator who may read users and groups: in the Admin console, give the account a role with the privileges Users > Read and Groups > Read.':
    'google.adminUser muss ein Administrator sein, der Benutzer und Gruppen lesen darf: Geben Sie dem Konto in der Admin-Konsole eine Rolle mit den Berechtigungen Nutzer > Lesen und Gruppen > Lesen.',
  'google.clientEmail %s is not the address of a service account':
    'google.clientEmail: %s ist nicht die Adresse eines Dienstkontos',
  'google.clientEmail is %s, but google.privateKey is the key file of %s':
    'google.clientEmail ist %s, aber google.privateKey ist die Schlüsseldatei von %s',
  'google.clientEmail is not set': 'google.clientEmail ist nicht gesetzt',
  'google.domain %q is not a domain': 'google.domain: %q ist keine Domain',
  'google.privateKey begins like a JSON key file, but is not a whole one':
    'google.privateKey beginnt wie eine JSON-Schlüsseldatei, ist aber keine vollständige',
  "google.privateKey can't sign": 'mit google.privateKey lässt sich nicht signieren',
  'google.privateKey holds a %s, not a private key':
    'google.privateKey enthält „%s“, keinen privaten Schlüssel',
  'google.privateKey is a JSON file without private_key':
    'google.privateKey ist eine JSON-Datei ohne private_key',
  'google.privateKey is a file of type %q, not that of a service account':
    'google.privateKey ist eine Datei vom Typ %q, nicht die eines Dienstkontos',
  'google.privateKey is cut off in its first line': 'google.privateKey ist in der ersten Zeile abgeschnitten',
  'google.privateKey is cut off: there is no -----END %s-----':
    'google.privateKey ist abgeschnitten: Es fehlt -----END %s-----',
  'google.privateKey is damaged or incomplete': 'google.privateKey ist beschädigt oder unvollständig',
  'google.privateKey is damaged: between its first and last line is something else than base64':
    'google.privateKey ist beschädigt: Zwischen erster und letzter Zeile steht etwas anderes als Base64',
  'google.privateKey is encrypted with a password': 'google.privateKey ist mit einem Passwort verschlüsselt',
  'google.privateKey is not a private key: there is no -----BEGIN PRIVATE KEY-----':
    'google.privateKey ist kein privater Schlüssel: Es fehlt -----BEGIN PRIVATE KEY-----',
  'google.privateKey is not an RSA key, as those of service accounts are':
    'google.privateKey ist kein RSA-Schlüssel, wie die von Dienstkonten es sind',
  'google.privateKey is not set': 'google.privateKey ist nicht gesetzt',
  'google.privateKey is the file of an OAuth client, not that of a service account':
    'google.privateKey ist die Datei eines OAuth-Clients, nicht die eines Dienstkontos',
  "group %q was left out: its members can't be read":
    'die Gruppe %q wurde ausgelassen: Ihre Mitglieder sind nicht lesbar',
  'group %s is a member of another group, but not part of this account, or gone: its members do not count there':
    'die Gruppe %s ist Mitglied einer anderen Gruppe, gehört aber nicht zu diesem Konto oder ist nicht mehr da: Ihre Mitglieder zählen dort nicht mit',
  'in customer %s%s': 'im Konto %s%s',
  'in domain %s%s': 'in der Domain %s%s',
  'in group %q': 'in der Gruppe %q',
  'neither google.customer nor google.domain is set': 'weder google.customer noch google.domain ist gesetzt',
  'no group found%s': 'keine Gruppe%s gefunden',
  'no member found in the first %s': 'kein Mitglied gefunden (nachgesehen in %s)',
  'no user found%s': 'kein Benutzer%s gefunden',
  'read group %s': 'die Gruppe %s lesen',
  'the Google API': 'die Google-API',
  "the Google client can't be made": 'der Google-Client lässt sich nicht anlegen',
  'the answer (HTTP %d) is not a list of %s as the Google API gives it':
    'die Antwort (HTTP %d) ist keine Liste von %s, wie die Google-API sie gibt',
  'the answer is not one of the Google API': 'die Antwort ist keine der Google-API',
  'the answer is null, not one of the Google API': 'die Antwort ist null und damit keine der Google-API',
};
