import type { Translations } from '../../sentences';

export const onelogin: Translations<'internal/onelogin'> = {
  '%d role': '%d Rolle',
  '%d role found%s': '%d Rolle%s gefunden',
  '%d roles': '%d Rollen',
  '%d roles found%s': '%d Rollen%s gefunden',
  '%s answers': '%s antwortet',
  '%s holds a colon, which no client id has': '%s enthält einen Doppelpunkt, den keine Client-ID hat',
  '%s holds a space, a line break or a character that no credential has':
    '%s enthält ein Leerzeichen, einen Zeilenumbruch oder ein Zeichen, das in Zugangsdaten nicht vorkommt',
  '%s is not set': '%s ist nicht gesetzt',
  '%s, of the first %d, with an email: %d, suspended: %d%s':
    '%s, von den ersten %d mit E-Mail-Adresse: %d, gesperrt: %d%s',
  '%s, with an email: %d, suspended: %d%s': '%s, mit E-Mail-Adresse: %d, gesperrt: %d%s',
  '%s; the query holds %s, which OneLogin does not document':
    '%s; die Abfrage enthält %s, was OneLogin nicht dokumentiert',
  '; the query holds %s, which OneLogin does not document':
    '; die Abfrage enthält %s, was OneLogin nicht dokumentiert',
  'Check the query of sync.groupFilter.': 'Prüfen Sie die Abfrage in sync.groupFilter.',
  'Check the query of sync.userFilter, and what the owner of the API credential may see.':
    'Prüfen Sie die Abfrage in sync.userFilter, und was der Besitzer der API-Zugangsdaten sehen darf.',
  'Client id or secret is wrong, the credential was deleted, or onelogin.region is not where the account lives: create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret.':
    'Client-ID oder Client-Secret ist falsch, die Zugangsdaten wurden gelöscht, oder das Konto liegt nicht dort, wo onelogin.region sagt: Erstellen Sie Zugangsdaten unter Developers > API Credentials, und setzen Sie onelogin.clientId und onelogin.clientSecret.',
  'Create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret to what is shown.':
    'Erstellen Sie Zugangsdaten unter Developers > API Credentials, und setzen Sie onelogin.clientId und onelogin.clientSecret auf das, was angezeigt wird.',
  'Let other programs call less often, or set sync.interval higher.':
    'Lassen Sie andere Programme seltener anfragen, oder setzen Sie sync.interval höher.',
  'OneLogin does not accept the query of the filter: check the part after the bar in sync.userFilter and sync.groupFilter.':
    'OneLogin nimmt die Abfrage des Filters nicht an: Prüfen Sie den Teil nach dem senkrechten Strich in sync.userFilter und sync.groupFilter.',
  'OneLogin is in trouble, or the user who created the API credential was deleted, which ends the credential: see https://www.onelogin.com/status, then create a new credential under Developers > API Credentials.':
    'OneLogin ist gestört, oder der Benutzer, der die API-Zugangsdaten erstellt hat, wurde gelöscht, womit auch sie enden: Sehen Sie unter https://www.onelogin.com/status nach, und erstellen Sie dann neue Zugangsdaten unter Developers > API Credentials.',
  'OneLogin may ignore a parameter that it does not know, and then finds everybody: check the number, and the spelling in the filter.':
    'Einen Parameter, den es nicht kennt, übergeht OneLogin womöglich und findet dann alle: Prüfen Sie die Anzahl und die Schreibweise im Filter.',
  'OneLogin, or a proxy in between, is in trouble: see https://www.onelogin.com/status.':
    'OneLogin oder ein Proxy dazwischen ist gestört: siehe https://www.onelogin.com/status.',
  'Roles without users are imported as empty groups.':
    'Rollen ohne Benutzer werden als leere Gruppen importiert.',
  'Set onelogin.region to us or eu, wherever the account lives.':
    'Setzen Sie onelogin.region auf us oder eu, je nachdem, wo das Konto liegt.',
  "Something else answers in OneLogin's place: check the proxy, and network.caFile.":
    'Etwas anderes antwortet anstelle von OneLogin: Prüfen Sie den Proxy und network.caFile.',
  'The API credential must have the scope Read Users: look at Developers > API Credentials, and create one with it.':
    'Die API-Zugangsdaten müssen die Berechtigung Read Users haben: Sehen Sie unter Developers > API Credentials nach, und erstellen Sie welche damit.',
  "The account's 5,000 calls an hour are used up, for all programs together: the next sync tries again.":
    'Die 5.000 Aufrufe des Kontos in der Stunde sind verbraucht, von allen Programmen zusammen: Die nächste Synchronisierung versucht es erneut.',
  'The part after the bar holds parameters of the OneLogin API, such as email=*@example.com for users or name=Bitwarden* for roles.':
    'Der Teil nach dem senkrechten Strich enthält Parameter der OneLogin-API, etwa email=*@example.com für Benutzer oder name=Bitwarden* für Rollen.',
  "Users or roles were deleted, or OneLogin's numbers do not fit its lists.":
    'Benutzer oder Rollen wurden gelöscht, oder die Zahlen von OneLogin passen nicht zu seinen Listen.',
  'a % stands before two hexadecimal digits, and for itself as %25':
    'ein % steht vor zwei hexadezimalen Ziffern, für sich selbst als %25',
  'a ; is written as %3B': 'ein ; wird als %3B geschrieben',
  'a parameter has a name, = and a value': 'ein Parameter hat einen Namen, = und einen Wert',
  'ask for %s': 'nach %s fragen',
  'entries were deleted: there are %d, before there were %d':
    'Einträge wurden gelöscht: Es gibt %d, vorher waren es %d',
  'in role %q': 'mit der Rolle %q',
  'it was read %d times, and two reads of the list in a row differ each time':
    'sie wurde %d-mal gelesen, und jedes Mal weichen zwei aufeinanderfolgende Listen voneinander ab',
  'no role found%s': 'keine Rolle%s gefunden',
  'no user found in the first %s': 'kein Benutzer gefunden (nachgesehen in %s)',
  'onelogin.region is %q': 'onelogin.region ist %q',
  'page %d': 'Seite %d',
  'page %d was asked for, and page %d came': 'gefragt wurde nach Seite %d, gekommen ist Seite %d',
  'read roles': 'Rollen lesen',
  'read the users of role %d': 'die Benutzer der Rolle %d lesen',
  'the API credential is accepted': 'die API-Zugangsdaten werden angenommen',
  'the OneLogin API': 'die OneLogin-API',
  'the answer is not what was asked for': 'die Antwort ist nicht das, wonach gefragt wurde',
  'the list ended after %d of %d entries': 'die Liste endete nach %d von %d Einträgen',
  'the pages of %s do not end': 'die Seiten von %s nehmen kein Ende',
  'there is no value after =': 'nach = fehlt ein Wert',
  'there is nothing between two &': 'zwischen zwei & steht nichts',
  'this parameter is set by the program itself': 'diesen Parameter setzt das Programm selbst',
};
