import type { Translations } from '../../sentences';

export const send: Translations<'syncer/send' | 'syncer/who' | 'syncer/offboard'> = {
  '%s (%s) could not be removed': '%s (%s) konnte nicht entfernt werden',
  '(an owner)': '(Eigentümer)',
  'Set sync.inviteUsersAfterProvisioning to true to invite new members at once, as this server does.':
    'Setzen Sie sync.inviteUsersAfterProvisioning auf true, um neue Mitglieder sofort einzuladen, wie dieser Server es tut.',
  'The next sync looks at the organization and goes on from there.':
    'Die nächste Synchronisierung sieht sich die Organisation an und macht dort weiter.',
  "This server can't stage members.": 'Dieser Server kann Mitglieder nicht ohne Einladung hinzufügen.',
  'a request whose answer was lost was carried out late; the next sync mends what it changed':
    'eine Anfrage, deren Antwort verloren ging, wurde verspätet ausgeführt; die nächste Synchronisierung berichtigt, was sie geändert hat',
  'check whether %s is staged': 'prüfen, ob %s ohne Einladung hinzugefügt ist',
  'delete the group %s': 'die Gruppe %s löschen',
  'group %q was left out': 'Gruppe %q wurde ausgelassen',
  'member %s (%s) is held': 'Mitglied %s (%s) bleibt wie zuletzt angenommen',
  'one entry after the other was refused for the same reason, which is no matter of these entries, and nobody was left out for it':
    'ein Eintrag nach dem anderen wurde aus demselben Grund abgelehnt, der nicht an diesen Einträgen liegt; deshalb wurde niemand ausgelassen',
  'read groups once more, after a request whose answer was lost':
    'Gruppen noch einmal lesen, nach einer Anfrage, deren Antwort verloren ging',
  'read the member list once more, after a request whose answer was lost':
    'die Mitgliederliste noch einmal lesen, nach einer Anfrage, deren Antwort verloren ging',
  'record the end of the sync': 'das Ende der Synchronisierung festhalten',
  'record what is settled': 'festhalten, was erledigt ist',
  'record what the server does not show': 'festhalten, was der Server nicht zeigt',
  'record what the server refused': 'festhalten, was der Server abgelehnt hat',
  'restore the access of %s': 'den Zugriff von %s wiederherstellen',
  'revoke the access of %s': 'den Zugriff von %s widerrufen',
  'send groups': 'Gruppen senden',
  'send groups (%s)': 'Gruppen senden (%s)',
  'send removals': 'Entfernungen senden',
  'send removals (%s)': 'Entfernungen senden (%s)',
  'send users': 'Benutzer senden',
  'send users (%s)': 'Benutzer senden (%s)',
  'the member list could not be read after sending, so nobody checked what the server did':
    'die Mitgliederliste konnte nach dem Senden nicht gelesen werden, deshalb ist nicht geprüft, was der Server getan hat',
  'the member list still changes after %s': 'die Mitgliederliste ändert sich nach %s noch immer',
  'the server accepted %s, but does not show it as a member':
    'der Server hat %s angenommen, zeigt aber kein solches Mitglied',
  'the server accepted the removal of %s, but still shows it as a member%s; remove it in the web vault':
    'der Server hat die Entfernung von %s angenommen, zeigt aber noch immer dieses Mitglied%s; entfernen Sie es im Web-Tresor',
  'the server accepted this, but it could not be recorded':
    'der Server hat es angenommen, aber es konnte nicht festgehalten werden',
  'the server does not show the new member as staged':
    'der Server zeigt das neue Mitglied nicht als ohne Einladung hinzugefügt',
  'the server refused it': 'der Server hat es abgelehnt',
  'user %s is held (%s)': 'Benutzer %s bleibt wie zuletzt angenommen (%s)',
  'user %s was left out (%s)': 'Benutzer %s wurde ausgelassen (%s)',
  '%q means more than one': '%q ist nicht eindeutig',
  'nobody in %s is called %q': 'niemand heißt %[2]q (gesucht in: %[1]s)',
  '%s has no address of its own left, by which vaultwarden would find the member':
    '%s hat keine eigene Adresse mehr, an der vaultwarden das Mitglied fände',
  '%s is a member of profile %q, not of this one': '%s ist Mitglied von Profil %q, nicht von diesem',
  '%s is an owner of the organization, and owners are neither removed nor revoked by this program':
    '%s ist Eigentümer der Organisation, und dieses Programm entfernt Eigentümer weder, noch widerruft es ihren Zugriff',
  '%s, offboarded': '%s, Zugriff entzogen',
  'Do it in the web vault.': 'Tun Sie es im Web-Tresor.',
  'Give the email or the external id of a member, as the web vault shows it.':
    'Geben Sie die E-Mail-Adresse oder die externe ID eines Mitglieds an, wie der Web-Tresor sie zeigt.',
  'Offboarding is about one person.': 'Der Zugriff wird immer nur einer Person entzogen.',
  "Take the person's part as an owner away first, or do it in the web vault.":
    'Nehmen Sie der Person zuerst die Rolle als Eigentümer, oder tun Sie es im Web-Tresor.',
  'This is a group.': 'Das ist eine Gruppe.',
  'the organization': 'Organisation',
  "this server can't list its members, without which nobody can be revoked":
    'dieser Server kann seine Mitglieder nicht auflisten, ohne das kann niemandem der Zugriff widerrufen werden',
};
