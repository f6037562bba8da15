import type { Translations } from '../../sentences';

export const ldap: Translations<'internal/ldap' | 'internal/account'> = {
  '%d groups are new': '%d Gruppen sind neu',
  '%d groups changed, or may have': '%d Gruppen haben sich geändert, oder vielleicht',
  '%d of what ldap.userObjectClass finds are contacts, computers or service accounts':
    '%d der Einträge, die ldap.userObjectClass findet, sind Kontakte, Computer oder Dienstkonten',
  '%d parts of the directory are held by other servers and were skipped, such as %s':
    '%d Teile des Verzeichnisses liegen auf anderen Servern und wurden übergangen, etwa %s',
  '%d users are new or changed': '%d Benutzer sind neu oder geändert',
  '%s %s is left out: it has no %s, which identifies entries (ldap.externalIdAttribute)':
    'Eintrag %[2]s wird ausgelassen: Ihm fehlt das Attribut %[3]s, an dem Einträge erkannt werden (ldap.externalIdAttribute)',
  "%s can be searched; its own entry can't be read, and need not be":
    '%s ist durchsuchbar; der Eintrag selbst ist nicht lesbar und muss es nicht sein',
  '%s exists': '%s ist vorhanden',
  '%s in %s': null,
  '%s is not a DN': '%s ist kein DN',
  '%s is not visible': '%s ist nicht sichtbar',
  '%s none has the attribute %q': '%s bei keinem vorhanden: Attribut %q',
  '%s with an email: %d, disabled: %d': '%s mit E-Mail-Adresse: %d, deaktiviert: %d',
  '%s with members: %d': '%s mit Mitgliedern: %d',
  '%s, with a name: 0': '%s, mit Namen: 0',
  'A DN looks like ou=people,dc=example,dc=com.': 'Ein DN sieht so aus: ou=people,dc=example,dc=com.',
  'A filter looks like (&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest))).':
    'Ein Filter sieht so aus: (&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest))).',
  'CN=Deleted Objects,%s': null,
  'Check %s and ldap.rootPath, and that the account may read there.':
    'Prüfen Sie %s und ldap.rootPath, und ob das Konto dort lesen darf.',
  'Check ldap.groupNameAttribute, and that the account may read it.':
    'Prüfen Sie ldap.groupNameAttribute, und ob das Konto dieses Attribut lesen darf.',
  'Check ldap.groupPath, ldap.groupObjectClass and sync.groupFilter, and that the account may read groups.':
    'Prüfen Sie ldap.groupPath, ldap.groupObjectClass und sync.groupFilter, und ob das Konto Gruppen lesen darf.',
  'Check ldap.memberAttribute, and that the account may read it.':
    'Prüfen Sie ldap.memberAttribute, und ob das Konto dieses Attribut lesen darf.',
  'Check ldap.userEmailAttribute, and that the account may read it.':
    'Prüfen Sie ldap.userEmailAttribute, und ob das Konto dieses Attribut lesen darf.',
  'Check ldap.userPath, ldap.userObjectClass and sync.userFilter, and that the account may read users.':
    'Prüfen Sie ldap.userPath, ldap.userObjectClass und sync.userFilter, und ob das Konto Benutzer lesen darf.',
  'Give the account the right to read it.': 'Geben Sie dem Konto das Recht, das zu lesen.',
  'Give the account the rights List Contents and Read Property on that container (dsacls), or switch ldap.deletedObjects off':
    'Geben Sie dem Konto die Rechte List Contents und Read Property für diesen Container (dsacls), oder schalten Sie ldap.deletedObjects aus',
  'Raise ldap.timeout, or index the attributes of the filters on the server.':
    'Erhöhen Sie ldap.timeout, oder legen Sie auf dem Server Indizes für die Attribute der Filter an.',
  'Set ldap.externalIdAttribute to an attribute that every user has.':
    'Setzen Sie ldap.externalIdAttribute auf ein Attribut, das jeder Benutzer hat.',
  'Set ldap.peopleOnly to true to leave them out.':
    'Setzen Sie ldap.peopleOnly auf true, um sie auszulassen.',
  'Set ldap.rootPath to the DN below which users and groups are, such as dc=example,dc=com.':
    'Setzen Sie ldap.rootPath auf den DN, unter dem Benutzer und Gruppen liegen, etwa dc=example,dc=com.',
  'Set ldap.rootPath to the one of them that holds users and groups, or to a DN below it.':
    'Setzen Sie ldap.rootPath auf das davon, in dem Benutzer und Gruppen liegen, oder auf einen DN darunter.',
  'Several are separated by semicolons.': 'Mehrere werden durch Semikolons getrennt.',
  'Try again when nobody changes the group.': 'Versuchen Sie es erneut, wenn niemand die Gruppe ändert.',
  "a group that a search found can't be read": 'eine Gruppe, die eine Suche gefunden hat, ist nicht lesbar',
  'a part of the directory is held by another server and was skipped':
    'ein Teil des Verzeichnisses liegt auf einem anderen Server und wurde übergangen',
  'another domain controller answers': 'ein anderer Domänencontroller antwortet',
  'another server was asked': 'ein anderer Server wurde gefragt',
  'contexts %s': null,
  'deleted objects': null,
  'deleted users': 'gelöschte Benutzer',
  "deleted users can't be read: the account may not see %s; users who were deleted count as missing instead.":
    'gelöschte Benutzer sind nicht lesbar: Das Konto darf %s nicht sehen; wer gelöscht wurde, gilt stattdessen als fehlend.',
  'deleted users that can be read: %d': 'lesbare gelöschte Benutzer: %d',
  'domain %s': null,
  'everything is read every time (ldap.incremental is off)':
    'jedes Mal wird alles gelesen (ldap.incremental ist ausgeschaltet)',
  'everything was read, not only what changed': 'es wurde alles gelesen, nicht nur, was sich geändert hat',
  'group %s changes faster than its members can be read':
    'Gruppe %s ändert sich schneller, als ihre Mitglieder gelesen werden können',
  'group %s has no name: neither %s nor cn': 'Gruppe %s hat keinen Namen: weder %s noch cn',
  "group %s: %d members can't be read and are ignored, such as %s":
    'Gruppe %s: %d Mitglieder sind nicht lesbar und werden übergangen, etwa %s',
  "group %s: a member can't be read and is ignored":
    'Gruppe %s: Ein Mitglied ist nicht lesbar und wird übergangen',
  'group %s: the member %s is not a DN and is ignored':
    'Gruppe %s: Das Mitglied %s ist kein DN und wird übergangen',
  'groups that changed are found by uSNChanged of this domain controller':
    'geänderte Gruppen werden an uSNChanged dieses Domänencontrollers erkannt',
  'held by another server': 'liegt auf einem anderen Server',
  'ldap.rootPath is not set, and the server does not say what it holds':
    'ldap.rootPath ist nicht gesetzt, und der Server sagt nicht, was er enthält',
  'ldap.rootPath is not set, and the server holds more than one directory':
    'ldap.rootPath ist nicht gesetzt, und der Server enthält mehr als ein Verzeichnis',
  'members that are neither users nor groups of what the searches find are ignored: %d in %d of the groups, such as %s':
    'Mitglieder, die weder als Benutzer noch als Gruppe gefunden werden, werden übergangen: %d in %d der Gruppen, etwa %s',
  'no group found with %s': 'keine Gruppe mit %s gefunden',
  'no such entry, or the account may not see it': 'kein solcher Eintrag, oder das Konto darf ihn nicht sehen',
  'no user found with %s': 'kein Benutzer mit %s gefunden',
  'none of the %d %s has the attribute %q (%s): its name may be misspelt, or the account may not read it':
    'keiner der %[1]d Einträge hat das Attribut %[3]q (%[4]s): Vielleicht ist der Name falsch geschrieben, oder das Konto darf es nicht lesen',
  'not a DN for the server': 'für den Server kein DN',
  'of the first %d,': 'von den ersten %d',
  'read groups that changed': 'geänderte Gruppen lesen',
  'read names of groups': 'Namen von Gruppen lesen',
  'read nested groups': 'verschachtelte Gruppen lesen',
  'read the groups of %s': 'die Gruppen von %s lesen',
  'read users that ldap.disabledFilter finds': 'die Benutzer lesen, die ldap.disabledFilter findet',
  'search %s: the account may not see this entry, nor any below it':
    'Suche in %s: Das Konto darf weder diesen Eintrag noch einen darunter sehen',
  'settings changed since the last read': 'seit dem letzten Lesen wurden Einstellungen geändert',
  'the account may not read it': 'das Konto darf es nicht lesen',
  'the database of the domain controller was restored':
    'die Datenbank des Domänencontrollers wurde wiederhergestellt',
  'the domain controller went back in time':
    'der Domänencontroller ist auf einen früheren Stand zurückgefallen',
  'the group changed meanwhile': 'die Gruppe hat sich inzwischen geändert',
  "the last read was another directory's, or another version's":
    'der letzte gelesene Stand ist von einem anderen Verzeichnis oder einer anderen Version',
  "the last read was another version's": 'der letzte gelesene Stand ist von einer anderen Version',
  'the nested group %s is not what it was': 'die verschachtelte Gruppe %s ist nicht mehr, was sie war',
  'the read was not complete after %s': 'das Lesen war nach %s nicht vollständig',
  'the server is %s, not Active Directory, but ldap.activeDirectory is on':
    'der Server ist %s, nicht Active Directory, aber ldap.activeDirectory ist eingeschaltet',
  'the server is not Active Directory, but ldap.activeDirectory is on':
    'der Server ist kein Active Directory, aber ldap.activeDirectory ist eingeschaltet',
  'Set ldap.activeDirectory to false: the search paths, classes and attributes that are not set then fit such a server.':
    'Schalten Sie ldap.activeDirectory aus: Suchpfade, Klassen und Attribute, die nicht gesetzt sind, passen dann zu einem solchen Server.',
  'The server is Active Directory: set ldap.activeDirectory to true.':
    'Der Server ist Active Directory: Schalten Sie ldap.activeDirectory ein.',
  "the server can't be asked for changes": 'der Server lässt sich nicht nach Änderungen fragen',
  "the server can't be asked for changes: everything is read every time":
    'der Server lässt sich nicht nach Änderungen fragen: Jedes Mal wird alles gelesen',
  'the stored state does not fit its cursor: %d users and %d groups, and stamps of %d and %d':
    'der gespeicherte Stand passt nicht zu seiner Lesemarke: %d Benutzer und %d Gruppen, dazu Stempel von %d und %d',
  'the value %q of %s means nothing and is ignored': 'der Wert %q von %s bedeutet nichts und wird übergangen',
  'two users have one external id': 'zwei Benutzer haben dieselbe externe ID',
  'no flags in brackets': 'keine Flags in eckigen Klammern',
  'no number': 'keine Zahl',
  'no time': 'keine Zeit',
};
