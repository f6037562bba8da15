import type { Messages } from '../en';

const setRule =
  '„include:“ nimmt nur, was dahinter genannt ist, „exclude:“ alles andere; dazwischen stehen Kommas. Benutzer werden mit ihrer E-Mail-Adresse, Gruppen mit ihrem Namen genannt; Groß- und Kleinschreibung wird nicht unterschieden.';
const queryRule = (language: string) =>
  `Nach einem senkrechten Strich | folgt eine Abfrage, ${language}. Ohne Namen beginnt der Filter mit dem Strich.`;
const groupRule =
  'Werden Gruppen nach Namen gefiltert und auch Benutzer synchronisiert, bleiben nur Benutzer, die in einer dieser Gruppen sind.';

const includeUsers = {
  filter: 'include:ada@example.com, grace@example.com',
  meaning: 'Nur diese beiden Personen',
};
const excludeUsers = { filter: 'exclude:scanner@example.com', meaning: 'Alle außer diesem Konto' };
const includeGroups = { filter: 'include:Engineering, Finance', meaning: 'Nur diese beiden Gruppen' };
const excludeGroups = { filter: 'exclude:Contractors, Guests', meaning: 'Alle Gruppen außer diesen beiden' };

/** The kinds of directories. */
export const directories: Pick<
  Messages['settings'],
  'ldap' | 'entra' | 'google' | 'okta' | 'onelogin' | 'file'
> = {
  ldap: {
    label: 'Active Directory oder LDAP',
    description: 'Active Directory, Samba, OpenLDAP, 389 Directory Server, FreeIPA',
    wholeRoot: 'Den ganzen Root-Pfad durchsuchen',
    groups: {
      server: 'Server',
      login: 'Anmeldung',
      places: 'Wo Benutzer und Gruppen sind',
      attributes: 'Objektklassen und Attribute',
      reading: 'Wie gelesen wird',
      certificate: 'Zertifikate',
    },
    userFilter: {
      rules: [
        'Ein LDAP-Filter (RFC 4515). Die Objektklasse der Benutzer wird hinzugefügt und muss nicht wiederholt werden.',
        'Schreiben Sie \\2a, \\28, \\29 und \\5c für * ( ) und \\ in einem Wert.',
      ],
      examples: [
        {
          filter: '(memberOf=CN=Staff,OU=Groups,DC=example,DC=com)',
          meaning: 'Mitglieder einer Gruppe',
        },
        { filter: '(|(department=IT)(department=Finance))', meaning: 'Eine von zwei Abteilungen' },
        {
          filter: '(&(mail=*)(!(employeeType=contractor)))',
          meaning: 'Wer eine E-Mail-Adresse hat und nicht extern ist',
        },
      ],
    },
    groupFilter: {
      rules: [
        'Ein LDAP-Filter (RFC 4515). Die Objektklasse der Gruppen wird hinzugefügt und muss nicht wiederholt werden.',
      ],
      examples: [
        { filter: '(cn=bitwarden-*)', meaning: 'Gruppen, deren Name so beginnt' },
        { filter: '(|(cn=Engineering)(cn=Finance))', meaning: 'Zwei Gruppen' },
        { filter: '(!(cn=test-*))', meaning: 'Alle außer denen, deren Name so beginnt' },
      ],
    },
  },
  entra: {
    label: 'Microsoft Entra ID',
    description: 'Früher Azure Active Directory',
    groups: {
      app: 'App-Registrierung',
      appHelp:
        'Microsoft Entra Admin Center > App-Registrierungen. Benötigt werden die Anwendungsberechtigungen User.Read.All und Group.Read.All mit Zustimmung eines Administrators; Member.Read.Hidden für Gruppen, die ihre Mitglieder verbergen, AdministrativeUnit.Read.All für Filter nach Verwaltungseinheit.',
    },
    userFilter: {
      rules: [
        setRule,
        '„includeGroup:“ und „excludeGroup:“ nehmen IDs von Gruppen; wer in einer Gruppe darin ist, zählt mit.',
        'Nach „includeGroup:“ ziehen Teile mit einem Strich davor ab: |excludeGroup:… und |exclude:…',
      ],
      examples: [
        includeUsers,
        excludeUsers,
        {
          filter: 'includeGroup:2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d',
          meaning: 'Wer in der Gruppe mit dieser ID ist',
        },
        {
          filter: 'includeGroup:2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d|exclude:scanner@example.com',
          meaning: 'Wer in der Gruppe ist, ohne dieses Konto',
        },
      ],
    },
    groupFilter: {
      rules: [
        setRule,
        '„includeadministrativeunit:“ und „excludeadministrativeunit:“ nehmen IDs von Verwaltungseinheiten und meinen deren Gruppen.',
        groupRule,
      ],
      examples: [
        includeGroups,
        excludeGroups,
        {
          filter: 'includeadministrativeunit:7d0c8f9e-0000-4000-8000-1a2b3c4d5e6f',
          meaning: 'Die Gruppen dieser Verwaltungseinheit',
        },
      ],
    },
  },
  google: {
    label: 'Google Workspace',
    description: 'Benutzer und Gruppen eines Workspace- oder Cloud-Identity-Kontos',
    groups: {
      account: 'Dienstkonto',
      accountHelp:
        'Google Cloud Console > IAM & Verwaltung > Dienstkonten, mit einem JSON-Schlüssel. Erlauben Sie dessen domainweite Delegierung für das Admin SDK: Benutzer, Gruppen und Gruppenmitglieder nur lesen.',
      directory: 'Was gelesen wird',
    },
    keyFile: {
      load: 'Aus Schlüsseldatei laden…',
      help: 'Die JSON-Schlüsseldatei des Dienstkontos füllt beide Felder aus. Die Datei selbst wird nicht aufbewahrt.',
      loaded: 'E-Mail-Adresse und privater Schlüssel sind ausgefüllt. Speichern Sie, um sie zu behalten.',
      wrong: 'Dies ist keine Schlüsseldatei eines Dienstkontos: client_email oder private_key fehlt.',
      unreadable: 'Die Datei konnte nicht gelesen werden.',
    },
    userFilter: {
      rules: [setRule, queryRule('die Googles Benutzersuche versteht')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|orgUnitPath=/Engineering', meaning: 'Wer in dieser Organisationseinheit ist' },
        {
          filter: 'exclude:scanner@example.com|orgUnitPath=/Engineering',
          meaning: 'Dasselbe ohne dieses Konto',
        },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('die Googles Gruppensuche versteht'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|email:bitwarden-*', meaning: 'Gruppen, deren Adresse so beginnt' },
      ],
    },
  },
  okta: {
    label: 'Okta',
    description: 'Eine Okta-Organisation',
    groups: {
      api: 'API-Zugang',
      apiHelp:
        'Okta Admin Console > Security > API > Tokens. Ein Token hat die Rechte dessen, der es erstellt hat: Ein Administrator mit reinem Leserecht genügt.',
    },
    userFilter: {
      rules: [setRule, queryRule('die Okta als Filterausdruck nimmt')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|profile.department eq "Engineering"', meaning: 'Wer in dieser Abteilung ist' },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('die Okta als Filterausdruck nimmt'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|type eq "APP_GROUP"', meaning: 'Gruppen, die aus einer Anwendung kommen' },
      ],
    },
  },
  onelogin: {
    label: 'OneLogin',
    description: 'Benutzer und Rollen eines OneLogin-Kontos; Rollen werden zu Gruppen',
    groups: {
      api: 'API-Zugang',
      apiHelp: 'OneLogin Administration > Developers > API Credentials, mit dem Recht, Benutzer zu lesen.',
    },
    userFilter: {
      rules: [setRule, queryRule('die OneLogin für seine Benutzerliste nimmt')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|directory_id=12345', meaning: 'Wer aus diesem Verzeichnis kommt' },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('die OneLogin für seine Rollenliste nimmt'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|name=Engineering', meaning: 'Die Rolle dieses Namens' },
      ],
    },
  },
  file: {
    label: 'Datei',
    description: 'Eine LDIF-, CSV- oder JSON-Datei, z. B. ein Export eines Personalsystems',
    groups: {
      file: 'Datei',
      fileHelp: 'Sie wird bei jedem Test und jeder Synchronisierung neu gelesen.',
      table: 'Was in einer CSV-Datei steht',
      tableHelp:
        'Exporte von Entra ID, Microsoft 365, Google, Okta und Active Directory werden an ihren Spalten erkannt.',
      elsewhere: 'Stattdessen eine Adresse oder ein Programm',
      elsewhereHelp:
        'Benutzer und Gruppen aus einem Personalsystem oder einer Datenbank. Die Datei oben bleibt dann leer.',
    },
    userFilter: { rules: [setRule], examples: [includeUsers, excludeUsers] },
    groupFilter: { rules: [setRule, groupRule], examples: [includeGroups, excludeGroups] },
  },
};
