import type { Translations } from '../../sentences';

export const okta: Translations<'internal/okta'> = {
  '%d users appeared': null,
  '%s and %s': null,
  '%s is an Okta organization': '%s ist eine Okta-Organisation',
  '%s is the address of the Admin Console': '%s ist die Adresse der Admin Console',
  '%s or lastMembershipUpdated gt %s': null,
  '%s, of the first %d the filter chooses %d of them': '%s, von den ersten %d wählt der Filter %d',
  '%s, of the first %d with an email: %d, suspended: %d':
    '%s, von den ersten %d mit E-Mail-Adresse: %d, gesperrt: %d',
  '%s, the filter chooses %d of them': '%s, der Filter wählt davon %d',
  '%s, with an email: %d, suspended: %d': '%s, mit E-Mail-Adresse: %d, gesperrt: %d',
  'Also check that the token is not tied to a network zone that this machine is not in (Security > API > Tokens).':
    'Prüfen Sie auch, dass das Token nicht an eine Network Zone gebunden ist, in der dieser Rechner nicht ist (Security > API > Tokens).',
  'Another program uses up the rate limit of the organization, or the limit of this token is very low: look at Reports > Rate Limits in the Admin Console.':
    'Ein anderes Programm schöpft das Rate Limit der Organisation aus, oder das Limit dieses Tokens ist sehr niedrig: Sehen Sie in der Admin Console unter Reports > Rate Limits nach.',
  'Check okta.orgUrl: there is no Okta API at this address.':
    'Prüfen Sie okta.orgUrl: Unter dieser Adresse gibt es keine Okta-API.',
  "Check the query of sync.groupFilter, and that the token's administrator may see groups.":
    'Prüfen Sie die Abfrage in sync.groupFilter, und ob der Administrator des Tokens Gruppen sehen darf.',
  "Check the query of sync.userFilter, and that the token's administrator may see users.":
    'Prüfen Sie die Abfrage in sync.userFilter, und ob der Administrator des Tokens Benutzer sehen darf.',
  'Create a token in the Admin Console (Security > API > Tokens) and set okta.token to the value that is shown once.':
    'Erstellen Sie ein Token in der Admin Console (Security > API > Tokens), und setzen Sie okta.token auf den Wert, der nur einmal angezeigt wird.',
  'If %s is an address of your own organization, set okta.orgUrl to https://%s.':
    'Wenn %s eine Adresse Ihrer eigenen Organisation ist, setzen Sie okta.orgUrl auf https://%s.',
  'Okta does not accept the query of the filter.': 'Okta nimmt die Abfrage des Filters nicht an.',
  'Okta refused to tell what changed': null,
  'Okta, or a proxy in between, is in trouble: see https://status.okta.com.':
    'Okta oder ein Proxy dazwischen ist gestört: siehe https://status.okta.com.',
  'SSWS %s': null,
  'Set okta.orgUrl to https://%s (without -admin).': 'Setzen Sie okta.orgUrl auf https://%s (ohne -admin).',
  'Set okta.orgUrl to https://%s and the token with okta.token.':
    'Setzen Sie okta.orgUrl auf https://%s und das Token mit okta.token.',
  'Set okta.orgUrl to https://%s, without a path.': 'Setzen Sie okta.orgUrl auf https://%s, ohne Pfad.',
  'Set okta.orgUrl to https://%s.': 'Setzen Sie okta.orgUrl auf https://%s.',
  'Set okta.orgUrl to something like https://example.okta.com.':
    'Setzen Sie okta.orgUrl auf etwas wie https://example.okta.com.',
  'Set okta.orgUrl to the address of your organization, such as https://example.okta.com.':
    'Setzen Sie okta.orgUrl auf die Adresse Ihrer Organisation, etwa https://example.okta.com.',
  'Set okta.orgUrl to the address that the organization answers at: this one leads to %s.':
    'Setzen Sie okta.orgUrl auf die Adresse, unter der die Organisation antwortet: Diese hier führt zu %s.',
  'The API token is wrong, was revoked, has expired after 30 days without use, or belongs to an administrator who is not active: create one in the Admin Console (Security > API > Tokens) and set okta.token.':
    'Das API-Token ist falsch, wurde widerrufen, ist nach 30 Tagen ohne Verwendung abgelaufen oder gehört einem Administrator, der nicht aktiv ist: Erstellen Sie eines in der Admin Console (Security > API > Tokens), und setzen Sie okta.token.',
  'The part after the bar is an Okta filter expression, such as profile.lastName eq "Lovelace" for users or type eq "OKTA_GROUP" for groups.':
    'Der Teil nach dem senkrechten Strich ist ein Filterausdruck von Okta, etwa profile.lastName eq "Lovelace" für Benutzer oder type eq "OKTA_GROUP" für Gruppen.',
  'The token may do what the administrator may who created it: give that account the role Read-only Administrator.':
    'Das Token darf, was der Administrator darf, der es erstellt hat: Geben Sie diesem Konto die Rolle Read-only Administrator.',
  'The token may do what the administrator may who created it: the role Read-only Administrator sees the System Log.':
    'Das Token darf, was der Administrator darf, der es erstellt hat: Die Rolle Read-only Administrator sieht das System Log.',
  'Users can be filtered by status, lastUpdated, id, profile.login, profile.email, profile.firstName and profile.lastName, groups by type, lastUpdated, lastMembershipUpdated and id.':
    'Benutzer lassen sich nach status, lastUpdated, id, profile.login, profile.email, profile.firstName und profile.lastName filtern, Gruppen nach type, lastUpdated, lastMembershipUpdated und id.',
  'an expression has words for operators, such as eq': 'ein Ausdruck hat Wörter als Operatoren, etwa eq',
  'application/json; okta-response=omitCredentials,omitCredentialsLinks,omitTransitioningToStatus': null,
  'error id %s': null,
  'eventType eq "%s"': null,
  'goes on after the host (%s)': 'geht nach dem Host weiter (%s)',
  'goes on after the host with ? or #': 'geht nach dem Host mit ? oder # weiter',
  'holds a user name or password': 'enthält einen Benutzernamen oder ein Passwort',
  'id eq %s': null,
  'lastUpdated gt %s': null,
  'look for %s': '%s suchen',
  'look for %s: the answer is not what was asked for':
    '%s suchen: Die Antwort ist nicht das, wonach gefragt wurde',
  'look which groups are there': 'nachsehen, welche Gruppen da sind',
  'look which users are there': 'nachsehen, welche Benutzer da sind',
  'okta.token begins with SSWS, which is no part of it': 'okta.token beginnt mit SSWS, das nicht dazugehört',
  'okta.token holds a space, a line break or a character that no token has':
    'okta.token enthält ein Leerzeichen, einen Zeilenumbruch oder ein Zeichen, das kein Token hat',
  'okta.token is not set': 'okta.token ist nicht gesetzt',
  'or eventType eq "%s"': null,
  'profile.email eq %s or profile.login eq %s or id eq %s': null,
  'query, position %d': 'Abfrage, Stelle %d',
  'read the groups of user %s': 'die Gruppen des Benutzers %s lesen',
  'starts with %s://': 'beginnt mit %s://',
  'status eq "%s"': null,
  'texts stand between " and "': 'Texte stehen zwischen " und "',
  'the Okta API': 'die Okta-API',
  'the System Log can be read': 'das System Log ist lesbar',
  "the System Log can't be read now, and so long %s are looked for once an hour":
    'das System Log ist gerade nicht lesbar; so lange wird nur einmal in der Stunde nach %s gesucht',
  "the address of a page can't be understood": 'die Adresse einer Seite ist nicht zu verstehen',
  'the list ends': null,
  'the parenthesis that opens here is not closed': 'die Klammer, die hier aufgeht, wird nicht geschlossen',
  'the settings of the directory changed': null,
  'the text that begins here does not end': 'der Text, der hier beginnt, endet nicht',
  'the token is accepted': 'das Token wird angenommen',
  'the token may not read the System Log, so that %s are looked for once an hour, not with every sync':
    'das Token darf das System Log nicht lesen, deshalb wird nur einmal in der Stunde nach %s gesucht, nicht bei jeder Synchronisierung',
  'there is a second bar': 'hier steht ein zweiter senkrechter Strich',
  'this is a typographic quotation mark, texts stand between " and "':
    'das ist ein typografisches Anführungszeichen; Texte stehen zwischen " und "',
  'this parenthesis was not opened': 'diese Klammer wurde nicht geöffnet',
  'users and groups that were deleted for good': 'endgültig gelöschten Benutzern und Gruppen',
  'users who were deleted for good': 'endgültig gelöschten Benutzern',
};
