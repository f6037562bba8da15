import type { Messages } from '../en';
import { counter } from '../plural';
import { warnings } from './warnings';

type Reasons = Messages['reasons'];

const count = counter('de');

const gone = 'Nicht mehr im Verzeichnis oder Filter';

/** Why members and groups change, and why memberships go. */
const changes: Reasons['changes'] = {
  deleted: 'Im Verzeichnis gelöscht',
  disabled: 'Im Verzeichnis deaktiviert',
  missing: gone,
  overwritten: 'Nicht im Verzeichnis, und solche Mitglieder werden überschrieben',
  'revoked-long-ago': 'So lange ohne Zugriff, wie die Einstellungen solche Mitglieder behalten',
  new: 'Neu im Verzeichnis',
  replaces: (p) => `Tritt an die Stelle von ${p['old'] ?? 'einem anderen Mitglied'}`,
  back: 'Wieder im Verzeichnis',
  'has-email': 'Ein Mitglied mit dieser E-Mail-Adresse erhält die externe ID',
  'email-changed': (p) => (p['old'] ? `Die E-Mail-Adresse war ${p['old']}` : 'Andere E-Mail-Adresse'),
  changed: 'Im Verzeichnis geändert',
  left: (p) => (p['collections'] ? `${gone}; gibt Zugriff auf ${p['collections']}` : gone),
  healed: 'Von Hand geändert und wieder berichtigt',
  again: 'Erneut verlangt',
  offboarded: 'Zugriff entzogen',
  'removed-by-hand': 'Von Hand aus der Organisation entfernt',
  'left-out': 'Kann kein Mitglied sein',
  'same-stable-id': 'An der stabilen ID erkannt',
  'same-old-id': 'Am alten Attribut erkannt',
  'same-email': 'An der E-Mail-Adresse erkannt',
  'same-name': (p) =>
    p['collections']
      ? `Von Hand angelegt, übernommen mit ihren Mitgliedern und dem Zugriff auf ${p['collections']}`
      : 'Von Hand angelegt, übernommen mit ihren Mitgliedern',
  text: (p) => p['text'] ?? '',
  update: 'Im Verzeichnis geändert',
  create: 'Neu im Verzeichnis',
  adopt: 'Erhält die externe ID',
  rekey: 'Erhält eine andere externe ID',
  invite: 'Neu im Verzeichnis',
  stage: 'Neu, ohne Einladung',
  restore: 'Erhält den Zugriff zurück',
  remove: 'Entfernt',
  revoke: 'Zugriff widerrufen',
  empty: 'Geleert',
  delete: 'Gelöscht',
  'no-member': 'Kein Mitglied der Organisation mehr',
};

/** How a step ended for somebody, and why. */
const steps: Reasons['steps'] = {
  'not-in-directory': 'Das Verzeichnis, so wie es gelesen wird, hat keinen solchen Eintrag',
  'known-by-stable-id': (p) =>
    p['was']
      ? `An der stabilen ID, als ${p['id']}, obwohl die externe ID des Verzeichnisses jetzt ${p['was']} ist`
      : `An der stabilen ID, als ${p['id']}`,
  'known-by-external-id': (p) => `An der externen ID, als ${p['id']}`,
  'known-by-listed-email': (p) => `An der E-Mail-Adresse, die die Organisation zeigt, als ${p['id']}`,
  'new-here': (p) => `Als neu, unter der externen ID ${p['id']} des Verzeichnisses`,
  'new-under-stable-id': (p) =>
    `Als neu, unter der stabilen ID ${p['id']}, da die externe ID ${p['taken']} jemand anderem gehört`,
  'id-taken': (p) =>
    `Die externe ID ${p['taken']} gehört jemand anderem, und das Verzeichnis liefert keine stabile ID, um beide zu unterscheiden`,
  'same-entry': (p) =>
    p['entry']
      ? `Ein anderer Eintrag mit derselben externen ID steht dafür: ${p['entry']}`
      : 'Ein anderer Eintrag steht dafür',
  'not-synced': (p) => `${p['setting']} ist ausgeschaltet`,
  'filtered-out': (p) => `${p['setting']} lässt „${p['name']}“ nicht durch`,
  'outside-search': 'Nur gelesen, weil eine andere Gruppe sie enthält; die Gruppensuche findet sie nicht',
  'in-chosen-group': (p) => `Mitglied der gewählten Gruppe „${p['group']}“`,
  'in-no-chosen-group': (p) => `Mitglied keiner der Gruppen, die ${p['setting']} wählt`,
  'no-email': 'Der Eintrag hat keine E-Mail-Adresse',
  'email-refused': (p) => p['problem'] ?? '',
  'id-refused': (p) => p['problem'] ?? '',
  'name-refused': (p) => `Der Name ${p['problem']}`,
  'not-invited': (p) => `Im Verzeichnis deaktiviert und kein Mitglied, und ${p['setting']} ist ausgeschaltet`,
  'disabled-twin': (p) =>
    `Der Eintrag ist deaktiviert, und ${p['entry']} hat denselben Wert (${p['what']}): ${p['value']}`,
  shared: (p) => `Mehr als ein Eintrag hat denselben Wert (${p['what']}) ${p['value']}: ${p['entries']}`,
  'other-profile': (p) =>
    p['problem'] || 'Das Mitglied gehört einem anderen Profil, das diese Organisation versorgt',
  'email-taken': (p) => `Das Mitglied ${p['email']} hat die externe ID ${p['id']} und wird nicht geändert`,
  'email-shared': (p) => `${p['email']} ist die E-Mail-Adresse eines anderen Mitglieds`,
  'removed-by-hand': (p) =>
    `Jemand hat ${p['email']} aus der Organisation entfernt; „Erneut einladen“ lässt die Person wieder herein`,
  offboarded: (p) =>
    `${p['email']} wurde der Zugriff entzogen; das bleibt so, solange das Verzeichnis das Konto hat; „Erneut einladen“ lässt die Person wieder herein`,
  'is-member': (p) => `Ist das Mitglied ${p['email']}`,
  'will-be-member': (p) => `Noch kein Mitglied, wird als ${p['email']} hinzugefügt`,
  'will-be-adopted': (p) => `Ist das Mitglied ${p['email']} ohne externe ID und erhält diese`,
  revoked: (p) => `Ist das Mitglied ${p['email']}, dessen Zugriff jemand widerrufen hat; das bleibt so`,
  'is-group': 'Ist eine Gruppe der Organisation',
  'will-be-group': 'Noch keine Gruppe, wird angelegt',
  owner: 'Ein Eigentümer, den keine Synchronisierung entfernt: Tun Sie das im Web-Tresor',
  'never-sent': 'Niemand, den die Organisation von hier hat',
  'remove-missing-off':
    'Nicht mehr im Verzeichnis oder Filter, aber fehlende Mitglieder werden behalten (sync.removeMissing)',
  'no-id':
    'Jemand hat die externe ID entfernt, an der eine Synchronisierung das Mitglied fände: Entziehen Sie den Zugriff von Hand',
  'no-address':
    'Es ist keine eigene Adresse mehr übrig, an der vaultwarden das Mitglied fände: Entfernen Sie es von Hand',
  'revoked-before': 'Schon ohne Zugriff',
  'already-gone': 'Nicht mehr in der Organisation',
  'not-ours': 'In der Organisation mit einer externen ID, die nicht aus diesem Verzeichnis ist',
  'made-by-hand': 'Von Hand angelegt: In der Organisation ohne externe ID',
  'group-unseen':
    'Nicht mehr im Verzeichnis oder Filter; bleibt, wie sie ist, bis eine Synchronisierung lesen kann, wer darin ist',
  'missing-kept': 'Nicht mehr im Verzeichnis oder Filter, und solche Gruppen werden behalten',
  'missing-emptied': 'Nicht mehr im Verzeichnis oder Filter und verliert deshalb ihre Mitglieder',
  'missing-deleted': 'Nicht mehr im Verzeichnis oder Filter und wird deshalb gelöscht',
};

/** Why the organization’s group does not list somebody as the directory’s does. */
const memberships: Reasons['memberships'] = {
  'not-a-member': 'dort nicht aufgeführt: Das sind nur Mitglieder',
  'listed-as': (p) => `dort aufgeführt als ${p['listed']}`,
  'group-not-synced': 'keine Gruppe der Organisation',
  'group-held': 'die Gruppe wird zurückgehalten und behält ihre Mitglieder',
  'kept-there': 'nicht im Verzeichnis; das Mitglied bleibt darin',
};

/** What keeps a read from giving an entry that the directory has. */
const exclusions: Reasons['exclusions'] = {
  'outside-base': (p) => `Der Eintrag liegt außerhalb der Suchbasis ${p['bases']}`,
  'other-class': (p) => `Der Eintrag hat die Klasse ${p['has']}, gesucht wird ${p['wants']}`,
  'filter-part': (p) => `${p['setting']} lässt den Eintrag aus: ${p['part']} trifft auf ihn nicht zu`,
  'no-external-id': (p) => `Es fehlt das Attribut ${p['attribute']}, das die externe ID liefert`,
  query: (p) => `${p['setting']} lässt den Eintrag aus: Mit ${p['query']} wird er nicht gefunden`,
};

/** What follows when somebody is offboarded. */
const follows: Reasons['follows'] = {
  'directory-has': (p) =>
    `Das Verzeichnis hatte dieses Konto als aktives, als es gelesen wurde (${p['at']}): Deaktivieren oder löschen Sie es dort. Keine Synchronisierung lässt die Person wieder herein, solange es dort ist; „Erneut einladen“ tut es.`,
  'directory-disabled': (p) =>
    `Das Verzeichnis hatte dieses Konto als deaktiviertes, als es gelesen wurde (${p['at']}). Keine Synchronisierung lässt die Person wieder herein, nur weil es wieder aktiv ist; „Erneut einladen“ tut es.`,
  'directory-lacks': (p) =>
    `Das Verzeichnis hatte dieses Konto nicht, als es gelesen wurde (${p['at']}), also lädt keine Synchronisierung die Person ein.`,
  'directory-unknown':
    'Es ist kein gelesener Stand des Verzeichnisses gespeichert. Falls es dieses Konto hat, lässt keine Synchronisierung die Person wieder herein; „Erneut einladen“ tut es.',
  'removed-later':
    'Die Mitgliedschaft bleibt, bis das Verzeichnis das Konto nicht mehr hat; dann entfernt eine Synchronisierung das Mitglied.',
  'stays-member': 'Mitgliedschaft und Gruppen bleiben.',
  'vaultwarden-revokes': (p) =>
    `Dies ist vaultwarden, das ein Mitglied an der Adresse findet: Es widerruft den Zugriff dessen, der ${p['email']} hat, auch eines Eigentümers, nur nicht des letzten, und sagt nicht, ob es das getan hat.`,
  'by-import':
    'Dieser Server hat keinen Aufruf für ein einzelnes Mitglied, deshalb geschieht es mit einem Import: Angemeldete Apps erfahren davon, wenn sie den Server das nächste Mal fragen.',
  'other-profile': (p) =>
    `Das Profil ${p['profile']} versorgt dieselbe Organisation und hat dieses Konto ebenfalls: Seine Synchronisierungen melden die Person als gegangen und laden sie womöglich wieder ein.`,
  'not-from-here': 'Keine Synchronisierung dieses Profils kennt dieses Mitglied.',
};

/** What somebody changed in the organization by other means, and what is done about it. */
const drift: Reasons['drift'] = {
  'member-gone': {
    title: 'Mitglied entfernt',
    text: (d) =>
      d.invited
        ? 'Von Hand aus der Organisation entfernt und erneut eingeladen'
        : 'Von Hand aus der Organisation entfernt und bleibt draußen, bis jemand „Erneut einladen“ drückt',
  },
  'member-revoked': {
    title: 'Zugriff widerrufen',
    text: () => 'Der Zugriff wurde von Hand widerrufen, und das bleibt so',
  },
  'member-offboarded': {
    title: 'Zugriff entzogen',
    text: (d) =>
      d.invited
        ? 'Der Zugriff wurde entzogen, und die Person wird wieder hereingelassen'
        : 'Der Zugriff wurde entzogen, und das bleibt so, obwohl das Verzeichnis das Konto noch hat',
  },
  'member-lost-id': {
    title: 'Externe ID verloren',
    text: (d) => `Hat die externe ID ${d.id} verloren und erhält sie wieder`,
  },
  'group-gone': { title: 'Gruppe gelöscht', text: () => 'Von Hand gelöscht und neu angelegt' },
  'group-renamed': {
    title: 'Gruppe umbenannt',
    text: (d) => `Von Hand in „${d.now}“ umbenannt und erhält ihren Namen zurück`,
  },
  'group-members': {
    title: 'Mitglieder geändert',
    text: () => 'Mitglieder wurden von Hand geändert; das wird berichtigt',
  },
  'unknown-members': {
    title: 'Mitglieder von anderswo',
    text: (d) =>
      `${count(d.count, { one: 'Mitglied hat', other: 'Mitglieder haben' })} eine externe ID, die nicht aus diesem Verzeichnis ist; keine Synchronisierung rührt daran`,
  },
  'unknown-groups': {
    title: 'Von Hand angelegte Gruppen',
    text: (d) =>
      `${count(d.count, { one: 'Gruppe wurde', other: 'Gruppen wurden' })} von Hand angelegt; keine Synchronisierung rührt daran`,
  },
  'orphan-group': {
    title: 'Gruppe ohne Eintrag',
    text: (d) => `Hat die externe ID ${d.id}, die das Verzeichnis nicht hat`,
  },
};

/** Words for codes with parameters that the program tells. */
export const reasons: Reasons = { changes, steps, memberships, exclusions, follows, drift, warnings };
