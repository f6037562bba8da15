import type { Messages } from '../en';

/** Headings of errors by their code. */
export const problems: Messages['problems'] = {
  failed: 'Etwas ist fehlgeschlagen',
  settings: 'Die Einstellungen stimmen noch nicht',
  auth: 'Die Anmeldung wurde abgelehnt',
  'not-logged-in': 'Nicht angemeldet',
  directory: 'Das Verzeichnis konnte nicht gelesen werden',
  'incomplete-read': 'Das Verzeichnis wurde nicht vollständig gelesen',
  guard: 'Angehalten, bevor etwas gesendet wurde',
  conflict: 'Einträge stehen sich gegenseitig im Weg',
  'cache-identity': 'Der Synchronisierungs-Cache gehört zu etwas anderem',
  server: 'Der Server hat nicht getan, was verlangt war',
  'outcome-unknown': 'Es ist unbekannt, ob die Anfrage ausgeführt wurde',
  'sync-running': 'Es läuft bereits eine Synchronisierung',
  'database-locked': 'Die Datenbank ist in Gebrauch',
  database: 'Die Datenbank konnte nicht verwendet werden',
  profile: 'Das Profil kann nicht verwendet werden',
  cancelled: 'Abgebrochen',
  'not-found': 'Nicht vorhanden',
  offline: 'Das Programm antwortet nicht',
  request: 'Das Programm hat diese Seite nicht verstanden',
  refused: 'Das Programm hat diese Seite abgewiesen',
  session: 'Diese Sitzung ist beendet',
  unknown: 'Etwas ist fehlgeschlagen',
};
