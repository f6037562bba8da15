import type { Translations } from '../../sentences';

export const entra: Translations<'internal/entra'> = {
  '%d group found%s': '%d Gruppe%s gefunden',
  '%d groups found%s': '%d Gruppen%s gefunden',
  '%d object found%s': '%d Objekt%s gefunden',
  '%d objects found%s': '%d Objekte%s gefunden',
  '%d user found%s': '%d Benutzer%s gefunden',
  '%d users and %d groups appeared or changed': null,
  '%d users found%s': '%d Benutzer%s gefunden',
  '%s accepts the app registration': '%s nimmt die App-Registrierung an',
  '%s accepts the app registration, but it has no permission':
    '%s nimmt die App-Registrierung an, aber sie hat keine Berechtigung',
  '%s accepts the app registration; its permissions':
    '%s nimmt die App-Registrierung an; ihre Berechtigungen',
  '%s users are left out, because their address has a # in it, as those of guests have':
    '%s Benutzer werden ausgelassen, weil ihre Adresse ein # enthält, wie die von Gästen',
  '%s, %d of which hide their members and are left out':
    '%s, mit verborgenen Mitgliedern und deshalb ausgelassen: %d',
  "%s, but without Group.Read.All members can't be relied on":
    '%s, aber ohne Group.Read.All ist auf die Mitglieder kein Verlass',
  "%s, but without User.Read.All deleted users can't be read":
    '%s, aber ohne User.Read.All sind gelöschte Benutzer nicht lesbar',
  '%s, the permission %s is missing': '%s, es fehlt die Berechtigung %s',
  '%s, with an email: %d, disabled: %d, left out for a # in the address (guests): %d':
    '%s, mit E-Mail-Adresse: %d, deaktiviert: %d, wegen eines # in der Adresse ausgelassen (Gäste): %d',
  '1 user is left out, because the address has a # in it, as those of guests have':
    '1 Benutzer wird ausgelassen, weil seine Adresse ein # enthält, wie die von Gästen',
  'A group that was deleted must leave the filter.': 'Eine gelöschte Gruppe muss aus dem Filter heraus.',
  'A policy for workload identities refuses the address of this machine: let it in, or leave the app registration out of the policy.':
    'Eine Richtlinie für Workloadidentitäten weist die Adresse dieses Rechners ab: Lassen Sie sie zu, oder nehmen Sie die App-Registrierung von der Richtlinie aus.',
  'Add groups to the administrative unit, or check its id in sync.groupFilter.':
    'Fügen Sie der Verwaltungseinheit Gruppen hinzu, oder prüfen Sie ihre ID in sync.groupFilter.',
  "Check entra.identityAuthority: each cloud of Microsoft's has a Graph of its own.":
    'Prüfen Sie entra.identityAuthority: Jede Cloud von Microsoft hat ihr eigenes Graph.',
  'Check entra.tenant, entra.applicationId and entra.key.':
    'Prüfen Sie entra.tenant, entra.applicationId und entra.key.',
  'Check network.proxy.': 'Prüfen Sie network.proxy.',
  'Check that entra.tenant is the tenant that your groups are in, or set sync.groups to false.':
    'Prüfen Sie, ob entra.tenant der Mandant ist, in dem Ihre Gruppen sind, oder setzen Sie sync.groups auf false.',
  'Check that entra.tenant is the tenant that your users are in.':
    'Prüfen Sie, ob entra.tenant der Mandant ist, in dem Ihre Benutzer sind.',
  'Create a client secret (Certificates & secrets > Client secrets) and set entra.key to its Value, which is shown once.':
    'Erstellen Sie einen geheimen Clientschlüssel (Zertifikate & Geheimnisse > Geheime Clientschlüssel), und setzen Sie entra.key auf seinen Wert, der nur einmal angezeigt wird.',
  'Create a new client secret (Certificates & secrets > New client secret) and set entra.key to its Value.':
    'Erstellen Sie einen neuen geheimen Clientschlüssel (Zertifikate & Geheimnisse > Neuer geheimer Clientschlüssel), und setzen Sie entra.key auf seinen Wert.',
  'Enable it: Enterprise applications, the app, Properties, Enabled for users to sign-in.':
    'Aktivieren Sie sie: Unternehmensanwendungen, die App, Eigenschaften, Aktiviert für die Benutzeranmeldung.',
  'Grant the app registration application permissions (not delegated ones) for Microsoft Graph, User.Read.All and Group.Read.All, and choose Grant admin consent.':
    'Geben Sie der App-Registrierung Anwendungsberechtigungen (keine delegierten) für Microsoft Graph, nämlich User.Read.All und Group.Read.All, und wählen Sie „Administratorzustimmung erteilen“.',
  'In the Microsoft Entra admin center, open the app registration, API permissions > Add a permission > Microsoft Graph > Application permissions, add %s, and choose Grant admin consent.':
    'Öffnen Sie im Microsoft Entra Admin Center die App-Registrierung, API-Berechtigungen > Berechtigung hinzufügen > Microsoft Graph > Anwendungsberechtigungen, fügen Sie %s hinzu, und wählen Sie „Administratorzustimmung erteilen“.',
  'It takes some minutes until it counts.': 'Es dauert einige Minuten, bis das gilt.',
  'It takes some minutes until they count.': 'Es dauert einige Minuten, bis sie gelten.',
  'Microsoft Graph': null,
  'Microsoft Graph does not accept the token: check that entra.identityAuthority is the cloud of the tenant, and the clock of this machine.':
    'Microsoft Graph nimmt das Token nicht an: Prüfen Sie, ob entra.identityAuthority die Cloud des Mandanten ist und ob die Uhr dieses Rechners stimmt.',
  'Microsoft Graph, or a proxy in between, is in trouble: see https://admin.microsoft.com (Health > Service health).':
    'Microsoft Graph oder ein Proxy dazwischen ist gestört: siehe https://admin.microsoft.com (Integrität > Dienststatus).',
  'Microsoft explains the code at https://login.microsoftonline.com/error.':
    'Microsoft erklärt den Code unter https://login.microsoftonline.com/error.',
  "Microsoft's authority": 'Microsofts Anmeldedienst',
  'Nothing else changes.': 'Sonst ändert sich nichts.',
  'Nothing was sent; the next sync tries again.':
    'Es wurde nichts gesendet; die nächste Synchronisierung versucht es erneut.',
  'Set entra.applicationId to the Application (client) ID of the app registration, and entra.tenant to the tenant that it is in.':
    'Setzen Sie entra.applicationId auf die Anwendungs-ID (Client) der App-Registrierung und entra.tenant auf den Mandanten, in dem sie ist.',
  'Set entra.applicationId to the Application (client) ID on the overview page of the app registration.':
    'Setzen Sie entra.applicationId auf die Anwendungs-ID (Client) von der Übersichtsseite der App-Registrierung.',
  'Set entra.identityAuthority to login.microsoftonline.com (worldwide), login.microsoftonline.us (US Government L4), dod-graph.microsoft.us (US Government L5, DoD) or login.chinacloudapi.cn (China).':
    'Setzen Sie entra.identityAuthority auf login.microsoftonline.com (weltweit), login.microsoftonline.us (US-Regierung L4), dod-graph.microsoft.us (US-Regierung L5, DoD) oder login.chinacloudapi.cn (China).',
  'Set entra.key to the Value of the client secret, not to its Secret ID.':
    'Setzen Sie entra.key auf den Wert des geheimen Clientschlüssels, nicht auf seine ID.',
  'Set entra.tenant to the Tenant ID on the overview page of Microsoft Entra ID, or to one of its verified domains, and check that entra.identityAuthority is its cloud.':
    'Setzen Sie entra.tenant auf die Mandanten-ID von der Übersichtsseite von Microsoft Entra ID oder auf eine seiner überprüften Domains, und prüfen Sie, ob entra.identityAuthority seine Cloud ist.',
  "Set entra.tenant to the tenant's id or one of its domains, such as company.onmicrosoft.com.":
    'Setzen Sie entra.tenant auf die ID des Mandanten oder eine seiner Domains, etwa company.onmicrosoft.com.',
  "Set entra.tenant to the tenant's id or one of its domains, such as company.onmicrosoft.com: neither an address nor an email.":
    'Setzen Sie entra.tenant auf die ID des Mandanten oder eine seiner Domains, etwa company.onmicrosoft.com: weder eine Webadresse noch eine E-Mail-Adresse.',
  'Set the clock of this machine.': 'Stellen Sie die Uhr dieses Rechners.',
  "Something answers in Microsoft's place: a proxy with a page of its own, or a wrong DNS entry.":
    'Etwas anderes antwortet anstelle von Microsoft: ein Proxy mit einer eigenen Seite oder ein falscher DNS-Eintrag.',
  'Take its Object ID from the Microsoft Entra admin center (Roles & admins > Admin units, the unit, Properties).':
    'Nehmen Sie ihre Objekt-ID aus dem Microsoft Entra Admin Center (Rollen und Administratoren > Verwaltungseinheiten, die Einheit, Eigenschaften).',
  'Take the Object ID of the group from the Microsoft Entra admin center (Groups, the group, Overview).':
    'Nehmen Sie die Objekt-ID der Gruppe aus dem Microsoft Entra Admin Center (Gruppen, die Gruppe, Übersicht).',
  'The next sync tries again.': 'Die nächste Synchronisierung versucht es erneut.',
  "The tenant's limit is used up, by this program or others of the same app registration.":
    'Das Limit des Mandanten ist ausgeschöpft, durch dieses Programm oder andere mit derselben App-Registrierung.',
  'Where the value is gone, create a new secret (Certificates & secrets).':
    'Ist der Wert nicht mehr da, erstellen Sie einen neuen (Zertifikate & Geheimnisse).',
  'Where the value is gone, create a new secret.': 'Ist der Wert nicht mehr da, erstellen Sie einen neuen.',
  'a Conditional Access policy refuses this machine':
    'eine Richtlinie für bedingten Zugriff weist diesen Rechner ab',
  'a part of the batch was not answered': 'auf einen Teil der Sammelanfrage kam keine Antwort',
  'a request to %s was refused: it is not part of the configured cloud':
    'eine Anfrage an %s wurde verweigert: Das gehört nicht zur eingestellten Cloud',
  'a row leaves something out': null,
  'a row of delta leaves something out': null,
  'administrative units': null,
  'ask for a batch': 'eine Sammelanfrage senden',
  "deleted users can't be read, so that nobody is removed for being deleted unless sync.removeMissing is on":
    'gelöschte Benutzer sind nicht lesbar, deshalb wird niemand entfernt, weil er gelöscht ist, außer wenn sync.removeMissing eingeschaltet ist',
  'delta and a list differ about a group': null,
  'entra.applicationId %q is no id': 'entra.applicationId: %q ist keine ID',
  "entra.identityAuthority %q is no cloud of Microsoft's":
    'entra.identityAuthority: %q ist keine Cloud von Microsoft',
  'entra.key is not set': 'entra.key ist nicht gesetzt',
  'entra.key looks like the Secret ID':
    'entra.key sieht nach der ID des geheimen Clientschlüssels aus, nicht nach seinem Wert',
  'entra.tenant %q is no tenant': 'entra.tenant: %q ist kein Mandant',
  'entra.tenant is not set': 'entra.tenant ist nicht gesetzt',
  "eq '%s'": null,
  'group %q hides its members and none can be seen: it is left out, and stays as it is in the organization; the permission Member.Read.Hidden makes them visible':
    'die Gruppe %q verbirgt ihre Mitglieder, und keines ist zu sehen: Sie wird ausgelassen und bleibt in der Organisation, wie sie ist; die Berechtigung Member.Read.Hidden macht sie sichtbar',
  'group %s has no name and is left out': 'die Gruppe %s hat keinen Namen und wird ausgelassen',
  'in the administrative units of the filter': 'in den Verwaltungseinheiten des Filters',
  'includeAdministrativeUnit and excludeAdministrativeUnit want the Object ID on the properties page of the unit.':
    'includeAdministrativeUnit und excludeAdministrativeUnit nehmen die Objekt-ID von der Eigenschaftenseite der Einheit.',
  'includeGroup and excludeGroup want the Object ID on the overview page of the group.':
    'includeGroup und excludeGroup nehmen die Objekt-ID von der Übersichtsseite der Gruppe.',
  'lists are not enough': null,
  'make a batch': 'eine Sammelanfrage zusammenstellen',
  'no group found': 'keine Gruppe gefunden',
  'no user found': 'kein Benutzer gefunden',
  'nobody has consented for the tenant': 'niemand hat für den Mandanten zugestimmt',
  'nothing is in the administrative units of the filter':
    'in den Verwaltungseinheiten des Filters ist nichts',
  'read changed groups': 'geänderte Gruppen lesen',
  'read changed users': 'geänderte Benutzer lesen',
  'read deleted users': 'gelöschte Benutzer lesen',
  'read the administrative unit %s': 'die Verwaltungseinheit %s lesen',
  'read the members of group %s': 'die Mitglieder der Gruppe %s lesen',
  'read the memberships of %s': 'die Mitgliedschaften von %s lesen',
  'read users': 'Benutzer lesen',
  'request id %s': null,
  'somebody is in a group that was left out, or in one that delta says lost the member': null,
  'something changed, and filters by group or administrative unit may let others pass': null,
  'sync.groupFilter names the administrative unit %q, which is no id':
    'sync.groupFilter nennt die Verwaltungseinheit %q; das ist keine ID',
  'sync.groupFilter: there is no administrative unit %s':
    'sync.groupFilter: Es gibt keine Verwaltungseinheit %s',
  'sync.userFilter names the group %q, which is no id':
    'sync.userFilter nennt die Gruppe %q; das ist keine ID',
  'sync.userFilter: there is no group %s': 'sync.userFilter: Es gibt keine Gruppe %s',
  'that choose users': 'zur Auswahl der Benutzer',
  'the SDK hands out no HTTP answer': 'das SDK gibt keine HTTP-Antwort heraus',
  "the address of the next page can't be understood": 'die Adresse der nächsten Seite ist nicht zu verstehen',
  'the answer is not that to a batch': 'die Antwort ist nicht die auf eine Sammelanfrage',
  'the app registration is disabled': 'die App-Registrierung ist deaktiviert',
  'the app registration may not read administrative units':
    'die App-Registrierung darf Verwaltungseinheiten nicht lesen',
  'the app registration may not read groups': 'die App-Registrierung darf Gruppen nicht lesen',
  'the app registration may not read members of groups':
    'die App-Registrierung darf die Mitglieder von Gruppen nicht lesen',
  'the app registration may not read the names of groups':
    'die App-Registrierung darf die Namen von Gruppen nicht lesen',
  'the app registration may not read users': 'die App-Registrierung darf Benutzer nicht lesen',
  'the app registration may not read whether accounts are enabled':
    'die App-Registrierung darf nicht lesen, ob Konten aktiviert sind',
  'the client secret has expired': 'der geheime Clientschlüssel ist abgelaufen',
  'the client secret is wrong': 'der geheime Clientschlüssel ist falsch',
  'the clocks differ': 'die Uhren gehen verschieden',
  "the cursor can't be understood": null,
  "the cursor is another directory's": null,
  'the cursor was refused': null,
  'the next page is at %s, and the token is sent to %s only':
    'die nächste Seite liegt bei %s, und das Token wird nur an %s gesendet',
  'the settings of the directory or its administrative units changed': null,
  'the tenant has no such app registration': 'der Mandant hat keine solche App-Registrierung',
  'the token was refused': null,
  'there are %d groups': null,
  'there is no cursor': null,
  'there is no deltaLink': 'es gibt keinen deltaLink',
  'there is no such tenant in this cloud': 'in dieser Cloud gibt es keinen solchen Mandanten',
  'there is no token for %s': null,
  'user filter': null,
  'what came from lists is to be settled': null,
};
