import type { Translations } from '../../sentences';

export const syncer: Translations<'syncer'> = {
  '%d change is not as it was planned': '%d Änderung ist nicht so, wie sie geplant war',
  '%d changes are not as they were planned': '%d Änderungen sind nicht so, wie sie geplant waren',
  '%s was not invited or sent again': '%s wurde weder eingeladen noch erneut gesendet',
  'A sync makes a group of its own beside each: move the collections to it in the web vault, and delete the one made by hand.':
    'Eine Synchronisierung legt neben jeder eine eigene Gruppe an: Geben Sie dieser im Web-Tresor die Sammlungen, und löschen Sie die von Hand angelegte.',
  'Nobody knows whether the server did it.': 'Niemand weiß, ob der Server es getan hat.',
  'Of others a test names who would be removed and invited again; setting the id attribute back leaves all as it is.':
    'Bei anderen nennt ein Test, wer entfernt und erneut eingeladen würde; das frühere Attribut der externen ID wieder einzustellen, lässt alles, wie es ist.',
  'Set sync.groups to true.': 'Setzen Sie sync.groups auf true.',
  'The plan does not show that this stops, so it does not allow it.':
    'Der Plan zeigt nicht, dass eine Schutzregel hier anhält, deshalb erlaubt er es nicht.',
  'This server has no call for it (vaultwarden has none).':
    'Dieser Server hat keinen Aufruf dafür (vaultwarden hat keinen).',
  'a sync would fail.': 'eine Synchronisierung würde fehlschlagen.',
  'a sync would stop until %s gives members and groups their new external ids, or the sync cache is cleared':
    'eine Synchronisierung würde anhalten, bis %s Mitgliedern und Gruppen ihre neuen externen IDs gegeben hat oder der Synchronisierungs-Cache geleert ist',
  'a sync would stop until %s has come to its end':
    'eine Synchronisierung würde anhalten, bis %s zu Ende gekommen ist',
  'a sync would stop until the sync cache is cleared':
    'eine Synchronisierung würde anhalten, bis der Synchronisierungs-Cache geleert ist',
  'acknowledge the new external ids': 'die neuen externen IDs als angenommen festhalten',
  'an earlier sync was cut off, and nobody knows what became of it':
    'eine frühere Synchronisierung wurde unterbrochen, und niemand weiß, was daraus geworden ist',
  'change is not as it was planned': null,
  'changes are not as they were planned': null,
  'directory type was %q and is %q': 'die Art des Verzeichnisses war %q und ist %q',
  'external id attribute was %q and is %q': 'das Attribut der externen ID war %q und ist %q',
  "group %q can't be taken over": null,
  'groups are not synced': 'Gruppen werden nicht synchronisiert',
  'groups that were made by hand stay as they are': 'von Hand angelegte Gruppen bleiben, wie sie sind',
  'host was %q and is %q': 'der Host war %q und ist %q',
  'it is not known yet whether an earlier request invites %s, which could come after this':
    'es ist noch nicht bekannt, ob eine frühere Anfrage %s einlädt, was danach noch geschehen könnte',
  "its lists can't be read": 'seine Listen sind nicht lesbar',
  'keep the snapshot': 'den gelesenen Stand aufbewahren',
  'load the members of groups': 'die Mitglieder der Gruppen laden',
  'members and groups are being given other external ids, and %d of %d have theirs: until that has come to its end nobody can tell who is who':
    'Mitglieder und Gruppen erhalten gerade andere externe IDs, und %d von %d haben ihre: Bis das zu Ende gekommen ist, lässt sich nicht sagen, wer wer ist',
  'members and groups keep the external ids that they have':
    'Mitglieder und Gruppen behalten ihre bisherigen externen IDs',
  'memberships could not be read': 'Mitgliedschaften konnten nicht gelesen werden',
  'memberships could not be read: this server does not show them':
    'Mitgliedschaften konnten nicht gelesen werden: Dieser Server zeigt sie nicht',
  "new members are to be staged, but this server can't show whether it does":
    'neue Mitglieder sollen ohne Einladung hinzugefügt werden, aber dieser Server kann nicht zeigen, ob er das tut',
  'no member is found among the %d users that the directory gives':
    'unter den %d Benutzern, die das Verzeichnis liefert, ist kein Mitglied zu finden',
  'no such group to take over': 'keine solche Gruppe, die übernommen werden kann',
  'no user of the directory with that email or external id can be sent':
    'kein Benutzer des Verzeichnisses mit dieser E-Mail-Adresse oder externen ID kann gesendet werden',
  'nobody can tell whether it still holds': 'es lässt sich nicht sagen, ob er noch gilt',
  'nobody confirmed that this access is to be taken away':
    'niemand hat bestätigt, dass dieser Zugriff entzogen werden soll',
  'nobody is logged in, so the organization was not looked at: members, groups and seats are compared with what earlier syncs sent':
    'es ist niemand angemeldet, deshalb blieb die Organisation ungelesen: Mitglieder, Gruppen und Plätze werden mit dem verglichen, was frühere Synchronisierungen gesendet haben',
  'nobody with that email or external id is in the directory and was offboarded, or removed from the organization by hand':
    'niemand mit dieser E-Mail-Adresse oder externen ID ist im Verzeichnis und hat den Zugriff entzogen bekommen oder wurde von Hand aus der Organisation entfernt',
  'nothing was read and kept yet': 'es wurde noch nichts gelesen und aufbewahrt',
  'nothing was synced yet': 'es wurde noch nichts synchronisiert',
  'organization was %q and is %q': 'die Organisation war %q und ist %q',
  'read the group list': 'die Gruppenliste lesen',
  'read the member list': 'die Mitgliederliste lesen',
  'record stable ids': 'stabile IDs festhalten',
  'record that the sync began': 'den Beginn der Synchronisierung festhalten',
  'record that this began': 'den Beginn festhalten',
  'record that this stopped': 'das Anhalten festhalten',
  'record what a clock that was ahead left': 'festhalten, was eine vorgehende Uhr hinterlassen hat',
  'record what is being done': 'festhalten, was getan wird',
  'record what is being sent': 'festhalten, was gesendet wird',
  'record whose cache this is': 'festhalten, wem dieser Synchronisierungs-Cache gehört',
  'remember the answer': 'die Antwort merken',
  'remember the list': 'die Liste merken',
  'search base was %q and is %q': 'die Suchbasis war %q und ist %q',
  'server was %q and is %q': 'der Server war %q und ist %q',
  'stopped by the guard for %s': null,
  'sync.leavers is revoke, but %w': 'sync.leavers ist auf revoke gesetzt, aber %w',
  'the external ids are those of the id attribute that is set':
    'die externen IDs sind schon die des eingestellten Attributs',
  'the group list could not be read, groups are compared with what earlier syncs sent':
    'die Gruppenliste konnte nicht gelesen werden, Gruppen werden mit dem verglichen, was frühere Synchronisierungen gesendet haben',
  'the member list could not be read, emails are compared with what earlier syncs sent':
    'die Mitgliederliste konnte nicht gelesen werden, E-Mail-Adressen werden mit dem verglichen, was frühere Synchronisierungen gesendet haben',
  'the organization does not come to rest': null,
  'the organization still changes, so that another program may be at work in it, after %s':
    'die Organisation ändert sich nach %s noch immer, vielleicht weil ein anderes Programm darin arbeitet',
  'the plan lists its changes in another order than this program does':
    'der Plan führt seine Änderungen in anderer Reihenfolge auf als dieses Programm',
  "the plan no longer holds, and what differs can't be told":
    'der Plan gilt nicht mehr, und was anders ist, lässt sich nicht sagen',
  'the server answers an empty member list, which no organization has: emails are compared with what earlier syncs sent':
    'der Server antwortet mit einer leeren Mitgliederliste, die keine Organisation hat: E-Mail-Adressen werden mit dem verglichen, was frühere Synchronisierungen gesendet haben',
  'the server could not be asked for its members, emails are compared with what earlier syncs sent':
    'der Server konnte nicht nach seinen Mitgliedern gefragt werden, E-Mail-Adressen werden mit dem verglichen, was frühere Synchronisierungen gesendet haben',
  'the server did this, but it could not be recorded':
    'der Server hat es getan, aber es konnte nicht festgehalten werden',
  'the subscription could not be read, so nobody can tell how many seats are bought':
    'das Abonnement konnte nicht gelesen werden, deshalb ist nicht bekannt, wie viele Plätze gekauft sind',
  'the sync cache belongs to another configuration':
    'der Synchronisierungs-Cache gehört zu anderen Einstellungen',
  'there is nothing to re-key': 'es gibt keine externen IDs zu ändern',
  'this is vaultwarden: it does not tell who is an owner, and revokes the access of whoever has the address of somebody who goes, owners included, but the last one':
    'dies ist vaultwarden: Es sagt nicht, wer Eigentümer ist, und widerruft den Zugriff dessen, der die Adresse von jemandem hat, der geht, auch eines Eigentümers, nur nicht des letzten',
  'this is vaultwarden: it takes groups only when they are switched on there (ORG_GROUPS_ENABLED), and says nothing when they are not; names of existing groups are not changed':
    'dies ist vaultwarden: Es nimmt Gruppen nur an, wenn sie dort eingeschaltet sind (ORG_GROUPS_ENABLED), und sagt nichts, wenn sie es nicht sind; Namen bestehender Gruppen werden nicht geändert',
  "this profile has synced nobody yet, so that one person can't be synced alone":
    'dieses Profil hat noch niemanden synchronisiert, deshalb kann nicht eine Person allein synchronisiert werden',
  "this server can't list its members: emails are compared with what earlier syncs sent, and nobody can check what the server did":
    'dieser Server kann seine Mitglieder nicht auflisten: E-Mail-Adressen werden mit dem verglichen, was frühere Synchronisierungen gesendet haben, und was der Server getan hat, lässt sich nicht prüfen',
  "this server can't tell who is in a group: groups are sent with the members that earlier syncs sent":
    'dieser Server kann nicht sagen, wer in einer Gruppe ist: Gruppen werden mit den Mitgliedern gesendet, die frühere Synchronisierungen gesendet haben',
  'this server has no call that removes one member, so %s was removed by an import: apps that are logged in hear of it when they ask the server next':
    'dieser Server hat keinen Aufruf, der ein einzelnes Mitglied entfernt, deshalb wurde %s mit einem Import entfernt: Angemeldete Apps erfahren davon, wenn sie den Server das nächste Mal fragen',
  'this sync was only about %s': 'diese Synchronisierung betraf nur %s',
  'what became of an earlier request is not known yet':
    'was aus einer früheren Anfrage geworden ist, ist noch nicht bekannt',
  "what became of an earlier request is not known yet, so that one person can't be synced alone":
    'was aus einer früheren Anfrage geworden ist, ist noch nicht bekannt, deshalb kann nicht eine Person allein synchronisiert werden',
};
