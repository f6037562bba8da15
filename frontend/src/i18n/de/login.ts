import type { Messages } from '../en';

/** Texts of the view "Log in". */
export const login: Messages['login'] = {
  title: 'Anmelden',
  description: 'Mit dem API-Schlüssel der Organisation, die Benutzer und Gruppen erhält.',
  skip: 'Zuerst das Verzeichnis einrichten',
  clientId: 'Client-ID',
  clientIdExample: 'organization.2b1f3c4d-…',
  clientSecret: 'Client-Secret',
  where: 'Wo finde ich diese Angaben?',
  whereSteps: [
    'Öffnen Sie den Web-Tresor der Organisation und gehen Sie zur Administrator-Konsole.',
    'Gehen Sie zu Einstellungen > Organisationsinformationen.',
    'Wählen Sie unter API-Schlüssel „API-Schlüssel anzeigen“ und geben Sie Ihr Master-Passwort ein.',
    'Kopieren Sie client_id, die mit „organization.“ beginnt, und client_secret.',
  ],
  wherePersonal: 'Der Schlüssel Ihres eigenen Kontos, der mit „user.“ beginnt, kann nicht verwendet werden.',
  submit: 'Anmelden',
  slow: (host) => `Warte noch auf ${host}. Das wird bis zu einer Minute lang versucht.`,
  network: 'Proxy und Zertifikate',
  clientIdMissing: 'Geben Sie die Client-ID ein.',
  clientSecretMissing: 'Geben Sie das Client-Secret ein.',
  failed: 'Die Anmeldung ist fehlgeschlagen',
  done: (organization) => `Bei ${organization} angemeldet`,
  already: (organization) => `Zurzeit bei ${organization} angemeldet. Ein anderer Schlüssel ersetzt diesen.`,
  takeover: {
    title: 'Steigen Sie von Bitwardens Directory Connector um?',
    text: (path) => `Seine Einstellungen wurden in ${path} gefunden.`,
    go: 'Einstellungen übernehmen…',
  },
};
