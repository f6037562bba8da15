import type { Messages } from '../en';
import type { Found } from '../en/trouble';
import { counter, digits } from '../plural';

const count = counter('de');

const hints: Messages['trouble']['hints'] = {
  offline:
    'Sehen Sie nach, ob „bwdc serve“ noch läuft. Diese Seite macht von selbst weiter, sobald es das tut.',
  session:
    'Öffnen Sie die Adresse, die „bwdc serve“ ausgegeben hat; in seinem Terminal zeigt die Eingabetaste eine neue.',
  refused: 'Öffnen Sie die Seiten unter der Adresse, die „bwdc serve“ ausgegeben hat.',
  settings: 'Öffnen Sie die Einstellungen und berichtigen Sie, was markiert ist.',
  auth: 'Prüfen Sie den API-Schlüssel und die Adresse des Servers und melden Sie sich erneut an.',
  'not-logged-in': 'Melden Sie sich mit dem API-Schlüssel der Organisation an.',
  filter:
    'Öffnen Sie die Einstellungen und berichtigen Sie den Filter; die Schaltfläche darunter probiert ihn aus.',
  takeover: 'Wählen Sie die Datei data.json von Bitwardens Connector aus. Es wurde nichts geändert.',
  directory:
    'Öffnen Sie die Einstellungen und drücken Sie „Verbindung prüfen“; das sieht Schritt für Schritt nach.',
  'incomplete-read':
    'Es wurde nichts gesendet, und der Synchronisierungs-Cache ist, wie er war. Versuchen Sie es erneut; „Verbindung prüfen“ in den Einstellungen sieht Schritt für Schritt nach.',
  guard:
    'Sehen Sie sich die Liste und einen Test an. Wenn es so gewollt ist, erlauben Sie genau dies einmal.',
  conflict:
    'Geben Sie jedem Eintrag im Verzeichnis eine eigene E-Mail-Adresse, fassen Sie den Filter in den Einstellungen enger, oder wählen Sie dort, dass doppelte E-Mail-Adressen ausgelassen werden.',
  'cache-identity':
    'Wenn die Änderung gewollt ist, drücken Sie auf der Seite „Mehr“ auf „Synchronisierungs-Cache leeren“ und sehen Sie sich vor der nächsten Synchronisierung einen Test an.',
  server:
    'Öffnen Sie die Einstellungen und drücken Sie „Verbindung prüfen“; das sieht Schritt für Schritt nach. Was der Server vorher angenommen hat, bleibt.',
  'outcome-unknown': 'Die nächste Synchronisierung sieht sich die Organisation an und sendet alles.',
  'sync-running': 'Warten Sie, bis sie beendet ist, oder stoppen Sie sie dort.',
  'database-locked':
    'Ein anderes Programm arbeitet mit den Daten dieses Profils. Versuchen Sie es gleich noch einmal.',
  profile: 'Sehen Sie sich die Liste der Profile in den Einstellungen an.',
  cancelled: 'Was der Server vorher angenommen hat, bleibt; die nächste Synchronisierung macht dort weiter.',
  'not-found': 'Die Seite „Verlauf“ führt die Synchronisierungen auf, die aufbewahrt werden.',
  changed: 'Sehen Sie sich an, was jetzt gilt, und speichern Sie noch einmal, was Sie weiterhin möchten.',
  plan: 'Drücken Sie „Jetzt testen“ und sehen Sie sich an, was eine Synchronisierung jetzt täte.',
  'rekey-possible':
    'Wenn die Änderung gewollt ist, kann die Befehlszeile Mitgliedern und Gruppen an Ort und Stelle ihre neuen externen IDs geben. Oder drücken Sie auf der Seite „Mehr“ auf „Synchronisierungs-Cache leeren“ und sehen Sie sich vor der nächsten Synchronisierung einen Test an.',
  'rekey-begun':
    'Auf der Befehlszeile geht es dort weiter, wo es war, und muss vor der nächsten Synchronisierung zu Ende kommen.',
};

const members = (n: number) => count(n, { one: 'Mitglied', other: 'Mitglieder' });
const joining = ({ count: n, staged }: Found) =>
  `${count(n, { one: 'neues Mitglied', other: 'neue Mitglieder' })} ${n === 1 ? 'würde' : 'würden'} ${staged ? 'ohne Einladung hinzugefügt' : 'eingeladen'}`;

function kept({ removed, revoked }: Found): string {
  if (removed + revoked === 0) return '';
  if (revoked === 0) return ' Sie würden aus der Organisation entfernt.';
  if (removed === 0) return ' Ihnen würde der Zugriff entzogen; sie blieben Mitglieder.';
  return ` ${digits(removed)} würden aus der Organisation entfernt, ${digits(revoked)} blieben Mitglieder ohne Zugriff.`;
}

const findings: Messages['trouble']['findings'] = {
  removals: (f) =>
    `${members(f.count)} ${f.count === 1 ? 'würde' : 'würden'} den Zugriff verlieren; sync.maxRemovals erlaubt ${digits(f.limit)}${f.used ? ` in 24 Stunden (davon ${digits(f.used)} schon verbraucht)` : ''}.${kept(f)}`,
  memberships: (f) =>
    `${digits(f.count)} von ${count(f.of, { one: 'Gruppenmitgliedschaft', other: 'Gruppenmitgliedschaften' })} würden wegfallen; auf einmal erlaubt sind ${digits(f.limit)}: Prüfen Sie das Attribut der Mitglieder und den Gruppenfilter.`,
  additions: (f) => `${joining(f)}; sync.maxAdditions erlaubt ${digits(f.limit)}.`,
  'first-sync': (f) => `Dies ist die erste Synchronisierung in diese Organisation: ${joining(f)}.`,
  seats: (f) => {
    if (!f.seats) return `${count(f.count, { one: 'Platz', other: 'Plätze' })} zu viel würden belegt.`;
    const would = `Mitglieder würden mindestens ${digits(f.seats.usedAfter)} Plätze belegen (jetzt ${digits(f.seats.usedBefore)})`;
    if (f.why === 'max-seats') return `${would}; sync.maxSeats erlaubt ${digits(f.limit)}.`;
    if (f.why === 'seat-limit') {
      return `${would}; die Organisation kann höchstens ${digits(f.limit)} haben: Erhöhen Sie die Grenze im Web-Tresor (Abrechnung, Abonnement), oder synchronisieren Sie weniger Benutzer.`;
    }
    return `${would}; gekauft sind ${digits(f.seats.boughtBefore)}: Die Cloud würde von selbst ${count(f.count, { one: 'Platz', other: 'Plätze' })} dazukaufen, sofort kostenpflichtig, und niemand hat dem bisher zugestimmt.`;
  },
  'group-removals': (f) =>
    `${count(f.count, { one: 'Gruppe würde', other: 'Gruppen würden' })} gelöscht; sync.maxGroupRemovals erlaubt ${digits(f.limit)}.`,
  'members-gone': (f) =>
    `In der Mitgliederliste fehlen ${digits(f.count)} von ${count(f.of, { one: 'Mitglied', other: 'Mitgliedern' })}, die das Verzeichnis noch hat; sync.maxRemovals erlaubt ${digits(f.limit)}: Jemand hat sie von Hand entfernt, oder die Liste ist nicht vollständig.`,
  'nobody-left': () =>
    'Im Verzeichnis ist kein Benutzer übrig, der Mitglied wäre: Prüfen Sie die Suchbasis, den Filter, das Attribut der E-Mail-Adresse und die Rechte des Kontos.',
  'members-unknown': () =>
    'Dieser Server kann seine Mitglieder nicht auflisten, daher ist unbekannt, wer entfernt würde: sync.overwriteExisting funktioniert hier nicht, und auch nicht, nur den Zugriff zu widerrufen (sync.leavers).',
};

/** What happened to the connection with the program, which can't say so itself. */
const texts: Messages['trouble']['texts'] = {
  offline: '„bwdc serve“ antwortet nicht',
  session: 'Diese Seite ist nicht mehr mit „bwdc serve“ verbunden',
};

/** Texts for what stops or fails. */
export const trouble: Messages['trouble'] = { hints, texts, findings };
