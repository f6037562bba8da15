import type { Translations } from '../../sentences';

export const words: Translations<'words'> = {
  '%d group would be deleted': '%d Gruppe würde gelöscht',
  '%d groups would be deleted': '%d Gruppen würden gelöscht',
  '%d member would lose access': '%d Mitglied würde den Zugriff verlieren',
  '%d members would lose access': '%d Mitglieder würden den Zugriff verlieren',
  '%d new member would be invited': '%d neues Mitglied würde eingeladen',
  '%d new member would be staged': '%d neues Mitglied würde ohne Einladung hinzugefügt',
  '%d new members would be invited': '%d neue Mitglieder würden eingeladen',
  '%d new members would be staged': '%d neue Mitglieder würden ohne Einladung hinzugefügt',
  '%d of %d group memberships would go, and %d are allowed at once: check the member attribute and the group filter':
    '%d von %d Gruppenmitgliedschaften würden wegfallen; auf einmal erlaubt sind %d: Prüfen Sie das Attribut der Mitglieder und den Gruppenfilter',
  '(%d revoked, not removed)': '(davon %d nur entzogen, nicht entfernt)',
  '(revoked, not removed)': '(entzogen, nicht entfernt)',
  '%d seat too many would be taken': '%d Platz zu viel würde belegt',
  '%d seats too many would be taken': '%d Plätze zu viel würden belegt',
  '%s, and %d are bought: the cloud would buy %s by itself, charged at once, and nobody agreed to that yet':
    '%s; gekauft sind %d: Die Cloud würde von selbst %s dazukaufen, sofort kostenpflichtig, und niemand hat dem bisher zugestimmt',
  '%s, and sync.maxAdditions allows %d': '%s; sync.maxAdditions erlaubt %d',
  '%s, and sync.maxGroupRemovals allows %d': '%s; sync.maxGroupRemovals erlaubt %d',
  '%s, and sync.maxRemovals allows %d': '%s; sync.maxRemovals erlaubt %d',
  '%s, and sync.maxRemovals allows %d in 24 hours (%d used up already)':
    '%s; sync.maxRemovals erlaubt %d in 24 Stunden (davon %d schon verbraucht)',
  '%s, and sync.maxSeats allows %d': '%s; sync.maxSeats erlaubt %d',
  '%s, and the organization can have %d at most: raise the limit for adding seats in the web vault (Billing, Subscription), or sync fewer users':
    '%s; die Organisation kann höchstens %d haben: Erhöhen Sie die Grenze im Web-Tresor (Abrechnung, Abonnement), oder synchronisieren Sie weniger Benutzer',
  'Switch sync.overwriteExisting off and sync.removeMissing on, which removes whom an earlier sync added and the directory no longer has, or set sync.leavers to remove.':
    'Schalten Sie sync.overwriteExisting aus und sync.removeMissing ein, das entfernt, wen eine frühere Synchronisierung hinzugefügt hat und das Verzeichnis nicht mehr hat, oder setzen Sie sync.leavers auf remove.',
  'group would be deleted': null,
  'groups would be deleted': null,
  'member would lose access': null,
  'members would lose access': null,
  'members would take at least %d seats (%d now)':
    'Mitglieder würden mindestens %d Plätze belegen (jetzt %d)',
  'new member would be invited': null,
  'new member would be staged': null,
  'new members would be invited': null,
  'new members would be staged': null,
  "no user is left in the directory that would be a member: check the search base, the filter, the email attribute and the account's rights":
    'im Verzeichnis ist kein Benutzer übrig, der Mitglied wäre: Prüfen Sie die Suchbasis, den Filter, das Attribut der E-Mail-Adresse und die Rechte des Kontos',
  'seat too many would be taken': null,
  'seats too many would be taken': null,
  'the guard %s found %d': 'die Schutzregel %s hat %d gefunden',
  'the member list lacks %d of %d members whom the directory still has, and sync.maxRemovals allows %d: somebody removed them by hand, or the list is not whole':
    'in der Mitgliederliste fehlen %d von %d Mitgliedern, die das Verzeichnis noch hat; sync.maxRemovals erlaubt %d: Jemand hat sie von Hand entfernt, oder die Liste ist nicht vollständig',
  'this is the first sync into this organization':
    'dies ist die erste Synchronisierung in diese Organisation',
  "this server can't list its members, so nobody can tell who would be removed: sync.overwriteExisting and sync.leavers revoke don't work here":
    'dieser Server kann seine Mitglieder nicht auflisten, daher ist unbekannt, wer entfernt würde: sync.overwriteExisting und sync.leavers revoke funktionieren hier nicht',
};
