import type { Messages } from '../en';

/** Texts about servers that nobody vouches for, or that are asked without encryption. */
export const trust: Messages['trust'] = {
  title: {
    directory: 'Hier bürgt niemand für das Zertifikat des Verzeichnisses',
    organization: 'Hier bürgt niemand für das Zertifikat des Servers',
  },
  text: 'Es ist von einer Stelle unterschrieben, die dieser Computer nicht kennt: einer Ihres Unternehmens oder jemandem dazwischen. Vergleichen Sie den Fingerabdruck mit dem, den der Betreiber des Servers nennt, bevor Sie ihm vertrauen.',
  chain: 'Was der Server gezeigt hat',
  for: (names) => `für ${names}`,
  by: (issuer) => `unterschrieben von ${issuer}`,
  itself: 'von sich selbst unterschrieben',
  valid: (from, until) => `gültig vom ${from} bis ${until}`,
  fingerprint: 'SHA-256-Fingerabdruck des letzten',
  trust: 'Diesem Zertifikat vertrauen',
  trusted: (setting) =>
    `Das Zertifikat ist bei „${setting}“ eingetragen. Speichern Sie es, wenn alles funktioniert.`,
  failed: 'Dem Zertifikat konnte nicht vertraut werden',
  clear: (host) =>
    `Die Verbindung zu ${host} ist nicht verschlüsselt: Jeder auf dem Weg kann das Client-Geheimnis lesen und ändern, was gesendet wird. Verwenden Sie https.`,
};
