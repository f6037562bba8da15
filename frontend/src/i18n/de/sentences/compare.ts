import type { Translations } from '../../sentences';

export const compare: Translations<'syncer/compare' | 'syncer/desired'> = {
  '%d account is': '%d Konto ist',
  '%d accounts are': '%d Konten sind',
  '%d collection': '%d Sammlung',
  '%d collections': '%d Sammlungen',
  '%d group of the directory was': '%d Gruppe des Verzeichnisses ist',
  '%d groups of the directory were': '%d Gruppen des Verzeichnisses sind',
  '%d member is': '%d Mitglied ist',
  '%d members are': '%d Mitglieder sind',
  '%d membership': '%d Mitgliedschaft',
  '%d membership goes': '%d Mitgliedschaft fällt weg',
  '%d membership of %d': '%d von %d Mitgliedschaften',
  '%d memberships': '%d Mitgliedschaften',
  '%d memberships go': '%d Mitgliedschaften fallen weg',
  '%d memberships of %d': '%d von %d Mitgliedschaften',
  '%d more members have external ids that are not in the directory; they stay in the organization':
    '%d weitere Mitglieder haben externe IDs, die nicht im Verzeichnis sind; sie bleiben in der Organisation',
  '%d people are': '%d Personen sind',
  '%d person is': '%d Person ist',
  '%d removal': '%d Entfernung',
  '%d removals': '%d Entfernungen',
  '%d seat': '%d Platz',
  '%d seats': '%d Plätze',
  '%s (%s) is %s, but profile %q has %s as %s: nothing is taken away':
    '%s (%s) ist %s, aber Profil %q hat %s als %s: Es wird nichts weggenommen',
  '%s (%s, and %s in profile %q)': '%s (%s, und %s in Profil %q)',
  '%s (%s, and %s in the directory of profile %q)': '%s (%s, und %s im Verzeichnis von Profil %q)',
  '%s and %d more': '%s und %d weitere',
  '%s disabled in the directory and not in the organization: not invited, because sync.inviteDisabled is off':
    '%s im Verzeichnis deaktiviert und nicht Mitglied: nicht eingeladen, weil sync.inviteDisabled ausgeschaltet ist',
  '%s in two profiles that feed this organization': '%s in zwei Profilen, die diese Organisation versorgen',
  '%s is %s, but an owner of the organization: an owner is never removed by a sync, do it in the web vault':
    '%s ist %s, aber Eigentümer der Organisation: Keine Synchronisierung entfernt einen Eigentümer, tun Sie das im Web-Tresor',
  '%s is the email of another member': '%s ist die E-Mail-Adresse eines anderen Mitglieds',
  "%s is the member %s in the organization: the server never changes a member's email, change it there or let the person change it%s":
    '%s ist in der Organisation das Mitglied %s: Der Server ändert nie die E-Mail-Adresse eines Mitglieds, ändern Sie sie dort, oder lassen Sie die Person es tun%s',
  '%s made by hand in the organization and would be made once more beside that; %s takes over what is there':
    '%s schon von Hand in der Organisation angelegt, und eine Synchronisierung legt sie daneben noch einmal an; %s übernimmt, was da ist',
  '%s no longer in the directory or the filter and stay in the organization, because sync.removeMissing is off':
    '%s nicht mehr im Verzeichnis oder Filter, aber weiterhin in der Organisation, weil sync.removeMissing ausgeschaltet ist',
  '%s to be removed but has no email of its own left, by which vaultwarden would find it: remove it by hand':
    '%s zu entfernen, aber ohne eine eigene E-Mail-Adresse, an der vaultwarden Mitglieder findet; das geht nur von Hand',
  '%s to be removed but lost the external id, by which a sync would find the member; %s takes the access away':
    '%s zu entfernen, aber ohne die externe ID, an der eine Synchronisierung Mitglieder findet; %s entzieht den Zugriff',
  '%s, and %d membership': '%s und %d Mitgliedschaft',
  '%s, and %d memberships': '%s und %d Mitgliedschaften',
  '%s, not in the directory (overwriteExisting)': '%s, nicht im Verzeichnis (overwriteExisting)',
  '; on vaultwarden, where a mistyped address was invited, remove that member in the web vault and run':
    '; auf vaultwarden: Wurde eine falsch geschriebene Adresse eingeladen, entfernen Sie dieses Mitglied im Web-Tresor und führen Sie diesen Befehl aus',
  'Name one of them by the external id, which stands in brackets.':
    'Nennen Sie eine davon mit der externen ID, die in Klammern steht.',
  'Remove one of the two in the web vault (Members): the server answers every import with an error as long as both are there.':
    'Entfernen Sie eines der beiden im Web-Tresor (Mitglieder): Der Server beantwortet jeden Import mit einem Fehler, solange beide da sind.',
  'account is': null,
  'accounts are': null,
  'deleted in the directory': 'im Verzeichnis gelöscht',
  'disabled in the directory': 'im Verzeichnis deaktiviert',
  'group %q %s: its external id %s is that of the group %q of profile %q: leave it out of one of them by sync.groupFilter, or set another attribute for external ids':
    'Gruppe %q %s: Die externe ID %s ist die der Gruppe %q aus Profil %q: Lassen Sie die Gruppe in einem der beiden mit sync.groupFilter aus, oder stellen Sie ein anderes Attribut für externe IDs ein',
  'group %q (%s) is no longer in the directory or the filter, but profile %q has it as %q: nothing is taken away':
    'Gruppe %q (%s) ist nicht mehr im Verzeichnis oder Filter, aber Profil %q hat sie als %q: Es wird nichts weggenommen',
  "group %q is no longer in the directory or the filter, but this server can't delete groups: delete it in the organization":
    'Gruppe %q ist nicht mehr im Verzeichnis oder Filter, aber dieser Server kann keine Gruppen löschen: Löschen Sie sie in der Organisation',
  'group %q is no longer in the directory or the filter: it is deleted, with its %s and %s':
    'Gruppe %q ist nicht mehr im Verzeichnis oder Filter: Sie wird gelöscht; bisher %s, %s',
  'group %q is no longer in the directory or the filter, and a request whose outcome is unknown was about it: the next sync that can read who is in it decides, and until then nothing of it is taken away':
    'Gruppe %q ist nicht mehr im Verzeichnis oder Filter, und von einer Anfrage über sie ist nicht bekannt, was aus ihr wurde: Die nächste Synchronisierung, die lesen kann, wer darin ist, entscheidet; bis dahin wird ihr nichts genommen',
  'group %q is no longer in the directory or the filter: it is kept without members; delete it in the organization if it is not needed':
    'Gruppe %q ist nicht mehr im Verzeichnis oder Filter: Sie bleibt ohne Mitglieder; löschen Sie sie in der Organisation, wenn sie nicht gebraucht wird',
  'group %q is no longer in the directory or the filter: it stays in the organization with its %s; delete it there if it is not needed':
    'Gruppe %q ist nicht mehr im Verzeichnis oder Filter: Sie bleibt in der Organisation (%s); löschen Sie sie dort, wenn sie nicht gebraucht wird',
  'group %q waits for a sync that can read who is in it, because a request whose outcome is unknown was about it':
    'Gruppe %q wartet auf eine Synchronisierung, die lesen kann, wer darin ist: Von einer Anfrage über sie ist nicht bekannt, was aus ihr wurde',
  'group %q waits for the next sync, because it has members without an external id, whom an import takes out':
    'Gruppe %q wartet auf die nächste Synchronisierung, weil sie Mitglieder ohne externe ID hat, die ein Import herausnimmt',
  'group of the directory was': null,
  'groups of the directory were': null,
  'is not sent': 'wird nicht gesendet',
  'its email belongs to a member that did not take the external id':
    'seine E-Mail-Adresse gehört einem Mitglied, das die externe ID nicht angenommen hat',
  'its email belongs to a member with the external id %s':
    'seine E-Mail-Adresse gehört einem Mitglied mit der externen ID %s',
  'its email belongs to an owner of the organization, who did not take the external id':
    'seine E-Mail-Adresse gehört einem Eigentümer der Organisation, der die externe ID nicht angenommen hat',
  'its external id %s is that of %s in profile %q': 'seine externe ID %s ist die von %s in Profil %q',
  'member %s (%s) has an external id that is not in the directory; it stays in the organization':
    'Mitglied %s (%s) hat eine externe ID, die nicht im Verzeichnis ist; es bleibt in der Organisation',
  'member is': null,
  'members %s and %s of the organization have the same external id %s':
    'die Mitglieder %s und %s der Organisation haben dieselbe externe ID %s',
  'members are': null,
  'membership goes': null,
  'memberships go': null,
  'no access to any collection': 'ohne Zugriff auf eine Sammlung',
  'no longer in the directory or the filter': 'nicht mehr im Verzeichnis oder Filter',
  'nothing that removes is sent before %s (sync.quiet), which waits':
    'vor %s wird nichts Entfernendes gesendet (sync.quiet); so lange wartet',
  'people are': null,
  'person is': null,
  "profile %q can't be read, so nobody can tell whom it has":
    'Profil %q ist nicht lesbar, deshalb ist unbekannt, wen es hat',
  'profile %q has %s as %s already, under which groups list this member':
    'Profil %q hat %s schon als %s; unter dieser externen ID führen Gruppen das Mitglied auf',
  'revoked for long': 'seit langem ohne Zugriff',
  'the access to %s': 'mit Zugriff auf %s',
  'the cloud buys %s by itself, charged at once: at least %d are used then, %d are bought now':
    'die Cloud kauft von selbst %s dazu, sofort kostenpflichtig: Dann sind mindestens %d belegt, jetzt sind %d gekauft',
  'the directory or the sync cache': 'Verzeichnis oder Synchronisierungs-Cache',
  'the organization has the member %s under the external id %s already; nothing is changed for that member':
    'die Organisation hat das Mitglied %s schon unter der externen ID %s; an diesem Mitglied wird nichts geändert',
  'there may be no seat left, or the server does not take this address':
    'vielleicht ist kein Platz mehr frei, oder der Server nimmt diese Adresse nicht an',
  'user %s is held': 'Benutzer %s bleibt wie zuletzt angenommen',
  'user %s was left out': 'Benutzer %s wurde ausgelassen',
  'was left out': 'wurde ausgelassen',
  '%d email or external id is used by more than one entry':
    '%d E-Mail-Adresse oder externe ID wird von mehr als einem Eintrag verwendet',
  '%d emails or external ids are used by more than one entry':
    '%d E-Mail-Adressen oder externe IDs werden von mehr als einem Eintrag verwendet',
  '%q, which sync.groupFilter names, is no group of the directory':
    '%q, genannt in sync.groupFilter, ist keine Gruppe des Verzeichnisses',
  "%q, which sync.userFilter names, is nobody's email in the directory":
    '%q, genannt in sync.userFilter, ist niemandes E-Mail-Adresse im Verzeichnis',
  '%d more names of sync.groupFilter are no groups of the directory':
    '%d weitere Namen in sync.groupFilter sind keine Gruppen des Verzeichnisses',
  "%d more names of sync.userFilter are nobody's email in the directory":
    '%d weitere Namen in sync.userFilter sind niemandes E-Mail-Adresse im Verzeichnis',
  '%q is not an email address': '%q ist keine E-Mail-Adresse',
  'a part of its domain begins or ends with a hyphen':
    'ein Teil ihrer Domain beginnt oder endet mit einem Bindestrich',
  'a part of its domain has %d bytes, more than %d': 'ein Teil ihrer Domain hat %d Byte, mehr als %d',
  'email %s': 'E-Mail-Adresse %s',
  'email %s is used by %d entries': 'die E-Mail-Adresse %s wird von %d Einträgen verwendet',
  'email or external id is used by more than one entry': null,
  'emails or external ids are used by more than one entry': null,
  'external id': null,
  'external id %s': 'externe ID %s',
  'external id %s is used by %d entries': 'die externe ID %s wird von %d Einträgen verwendet',
  'group %q (%s) keeps its last accepted name %q: its name %s':
    'Gruppe %q (%s) behält ihren zuletzt angenommenen Namen %q: Der neue Name %s',
  'group %q (%s) was left out': 'Gruppe %q (%s) wurde ausgelassen',
  'group %q (%s) was left out: its external id %s belongs to another group, and the directory gives no stable id to know it by':
    'Gruppe %q (%s) wurde ausgelassen: Die externe ID %s gehört einer anderen Gruppe, und das Verzeichnis liefert keine stabile ID, an der diese zu erkennen wäre',
  'group %q (%s) was left out: its external id %s is used by %d groups':
    'Gruppe %q (%s) wurde ausgelassen: Die externe ID %s wird von %d Gruppen verwendet',
  'group %q (%s) was left out: its name %s': 'Gruppe %q (%s) wurde ausgelassen: Der Name %s',
  'has %d characters, the server takes %d': 'hat %d Zeichen, der Server nimmt höchstens %d an',
  'it has brackets': 'sie enthält Klammern',
  'it has no email': 'der Eintrag hat keine E-Mail-Adresse',
  'it has no external id': 'der Eintrag hat keine externe ID',
  'it has the character %q': 'sie enthält das Zeichen %q',
  'it has the invisible character U+%04X inside': 'sie enthält das unsichtbare Zeichen U+%04X',
  'it has two dots in a row': 'sie enthält zwei Punkte nacheinander',
  'it has white space inside': 'sie enthält Leerraum',
  'it is disabled, and %s has the same email %s':
    'der Eintrag ist deaktiviert, und %s hat dieselbe E-Mail-Adresse %s',
  'it is disabled, and %s has the same external id %s':
    'der Eintrag ist deaktiviert, und %s hat dieselbe externe ID %s',
  'it is not text (UTF-8)': 'sie ist kein Text (UTF-8)',
  'it needs exactly one @, with something before and after it':
    'sie braucht genau ein @, mit etwas davor und danach',
  'its domain has an empty part': 'ihre Domain hat einen leeren Teil',
  'its email has %d characters, the server takes %d':
    'die E-Mail-Adresse hat %d Zeichen, der Server nimmt höchstens %d an',
  'its external id has %d characters, the server takes %d':
    'die externe ID hat %d Zeichen, der Server nimmt höchstens %d an',
  'its external id is not text (UTF-8); choose another attribute for external ids':
    'die externe ID ist kein Text (UTF-8); wählen Sie ein anderes Attribut für externe IDs',
  'its part before the @ begins or ends with a dot': 'ihr Teil vor dem @ beginnt oder endet mit einem Punkt',
  'its part before the @ has %d bytes, more than %d': 'ihr Teil vor dem @ hat %d Byte, mehr als %d',
  'user %s is held as the member %s': 'Benutzer %s bleibt wie zuletzt angenommen, als Mitglied %s',
  'user %s was left out: its external id %s belongs to another member, and the directory gives no stable id to know it by':
    'Benutzer %s wurde ausgelassen: Die externe ID %s gehört einem anderen Mitglied, und das Verzeichnis liefert keine stabile ID, an der er zu erkennen wäre',
};
