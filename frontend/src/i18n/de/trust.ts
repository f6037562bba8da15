import type { Messages } from '../en';

/** Texts about servers that nobody vouches for, or that are asked without encryption. */
export const trust: Messages['trust'] = {
  title: {
    directory: 'Hier bürgt niemand für das Zertifikat des Verzeichnisses',
    organization: 'Hier bürgt niemand für das Zertifikat des Servers',
  },
  text: 'Es ist von einer Stelle signiert, die dieser Computer nicht kennt: einer Ihres Unternehmens oder jemandem dazwischen. Vergleichen Sie den Fingerabdruck mit dem, den der Betreiber des Servers nennt, bevor Sie ihm vertrauen.',
  chain: 'Was der Server gezeigt hat',
  for: (names) => `für ${names}`,
  by: (issuer) => `signiert von ${issuer}`,
  itself: 'selbst signiert',
  valid: (from, until) => `gültig vom ${from} bis ${until}`,
  fingerprint: 'SHA-256-Fingerabdruck des letzten Zertifikats',
  trust: 'Diesem Zertifikat vertrauen',
  trusted: (setting) => `Das Zertifikat ist bei „${setting}“ eingetragen, aber noch nicht gespeichert.`,
  given: (setting, path) =>
    `„${setting}“ ist anderswo festgelegt und hier nicht zu ändern. Das Zertifikat steht in ${path}.`,
  changed:
    'Die Einstellungen des Servers wurden inzwischen geändert: Das Zertifikat ist nicht eingetragen. Prüfen Sie die Verbindung erneut.',
  failed: 'Dem Zertifikat konnte nicht vertraut werden',
  clear: (host) =>
    `Die Verbindung zu ${host} ist nicht verschlüsselt: Jeder auf dem Weg kann das Client-Secret lesen und ändern, was gesendet wird. Verwenden Sie https.`,
};
