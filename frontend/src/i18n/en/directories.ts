// Texts of the forms of directories, and how their filters are written
// (docs/filters.md).

const setRule =
  '“include:” takes only what is named after it, “exclude:” everything else; commas stand between. Users go by email, groups by name; case does not matter.';
const queryRule = (language: string) =>
  `After a bar | comes a query that ${language}. Without names the filter begins with the bar.`;
const groupRule =
  'Where groups are filtered by name and users are synced too, only users in one of those groups stay.';

const includeUsers = {
  filter: 'include:ada@example.com, grace@example.com',
  meaning: 'Only these two people',
};
const excludeUsers = { filter: 'exclude:scanner@example.com', meaning: 'Everybody but this account' };
const includeGroups = { filter: 'include:Engineering, Finance', meaning: 'Only these two groups' };
const excludeGroups = { filter: 'exclude:Contractors, Guests', meaning: 'All groups but these two' };

/** The kinds of directories. */
export const directories = {
  ldap: {
    label: 'Active Directory or LDAP',
    description: 'Active Directory, Samba, OpenLDAP, 389 Directory Server, FreeIPA',
    wholeRoot: 'Search the whole root path',
    groups: {
      server: 'Server',
      login: 'Log-in',
      places: 'Where users and groups are',
      attributes: 'Object classes and attributes',
      reading: 'How it is read',
      certificate: 'Certificates',
    },
    userFilter: {
      rules: [
        'An LDAP filter (RFC 4515). The object class of users is added to it and need not be repeated.',
        'Write \\2a, \\28, \\29 and \\5c for * ( ) and \\ inside a value.',
      ],
      examples: [
        {
          filter: '(memberOf=CN=Staff,OU=Groups,DC=example,DC=com)',
          meaning: 'Members of one group',
        },
        { filter: '(|(department=IT)(department=Finance))', meaning: 'Either of two departments' },
        {
          filter: '(&(mail=*)(!(employeeType=contractor)))',
          meaning: 'Who has an email and is no contractor',
        },
      ],
    },
    groupFilter: {
      rules: [
        'An LDAP filter (RFC 4515). The object class of groups is added to it and need not be repeated.',
      ],
      examples: [
        { filter: '(cn=bitwarden-*)', meaning: 'Groups whose name begins so' },
        { filter: '(|(cn=Engineering)(cn=Finance))', meaning: 'Two groups' },
        { filter: '(!(cn=test-*))', meaning: 'All but those whose name begins so' },
      ],
    },
  },
  entra: {
    label: 'Microsoft Entra ID',
    description: 'Formerly Azure Active Directory',
    groups: {
      app: 'App registration',
      appHelp:
        'Microsoft Entra admin center > App registrations. It needs the application permissions User.Read.All and Group.Read.All, with admin consent; Member.Read.Hidden for groups that hide their members, AdministrativeUnit.Read.All for filters by administrative unit.',
    },
    userFilter: {
      rules: [
        setRule,
        '“includeGroup:” and “excludeGroup:” take ids of groups; who is in a group inside them counts.',
        'After “includeGroup:”, parts with a bar before them subtract: |excludeGroup:… and |exclude:…',
      ],
      examples: [
        includeUsers,
        excludeUsers,
        {
          filter: 'includeGroup:2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d',
          meaning: 'Who is in the group with this id',
        },
        {
          filter: 'includeGroup:2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d|exclude:scanner@example.com',
          meaning: 'Who is in the group, without this account',
        },
      ],
    },
    groupFilter: {
      rules: [
        setRule,
        '“includeadministrativeunit:” and “excludeadministrativeunit:” take ids of units and mean their groups.',
        groupRule,
      ],
      examples: [
        includeGroups,
        excludeGroups,
        {
          filter: 'includeadministrativeunit:7d0c8f9e-0000-4000-8000-1a2b3c4d5e6f',
          meaning: 'The groups of this administrative unit',
        },
      ],
    },
  },
  google: {
    label: 'Google Workspace',
    description: 'Users and groups of a Workspace or Cloud Identity account',
    groups: {
      account: 'Service account',
      accountHelp:
        'Google Cloud console > IAM & Admin > Service accounts, with a JSON key. Allow its domain-wide delegation for the Admin SDK: read-only users, groups and group members.',
      directory: 'What it reads',
    },
    keyFile: {
      load: 'Load from key file…',
      help: 'The JSON key file of the service account fills in both fields. The file itself is not kept.',
      loaded: 'Email and private key are filled in. Save to keep them.',
      wrong: 'This is no key file of a service account: it lacks client_email or private_key.',
      unreadable: 'The file could not be read.',
    },
    userFilter: {
      rules: [setRule, queryRule('Google’s search of users understands')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|orgUnitPath=/Engineering', meaning: 'Who is in this organizational unit' },
        {
          filter: 'exclude:scanner@example.com|orgUnitPath=/Engineering',
          meaning: 'The same, without this account',
        },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('Google’s search of groups understands'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|email:bitwarden-*', meaning: 'Groups whose address begins so' },
      ],
    },
  },
  okta: {
    label: 'Okta',
    description: 'An Okta organization',
    groups: {
      api: 'API access',
      apiHelp:
        'Okta Admin Console > Security > API > Tokens. A token has the rights of whoever made it: a read-only administrator is enough.',
    },
    userFilter: {
      rules: [setRule, queryRule('Okta takes as its filter expression')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|profile.department eq "Engineering"', meaning: 'Who is in this department' },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('Okta takes as its filter expression'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|type eq "APP_GROUP"', meaning: 'Groups that come from an application' },
      ],
    },
  },
  onelogin: {
    label: 'OneLogin',
    description: 'Users and roles of a OneLogin account; roles become groups',
    groups: {
      api: 'API access',
      apiHelp: 'OneLogin Administration > Developers > API Credentials, with the right to read users.',
    },
    userFilter: {
      rules: [setRule, queryRule('OneLogin takes as the query of its list of users')],
      examples: [
        includeUsers,
        excludeUsers,
        { filter: '|directory_id=12345', meaning: 'Who comes from this directory' },
      ],
    },
    groupFilter: {
      rules: [setRule, queryRule('OneLogin takes as the query of its list of roles'), groupRule],
      examples: [
        includeGroups,
        excludeGroups,
        { filter: '|name=Engineering', meaning: 'The role of this name' },
      ],
    },
  },
  file: {
    label: 'File',
    description: 'An LDIF, CSV or JSON file, e.g. an export of a personnel system',
    groups: {
      file: 'File',
      fileHelp: 'It is read anew at every test and sync.',
      table: 'What is in a CSV file',
      tableHelp:
        'Exports of Entra ID, Microsoft 365, Google, Okta and Active Directory are known by their columns.',
      elsewhere: 'An address or a program instead',
      elsewhereHelp:
        'Users and groups from a personnel system or a database. The file above stays empty then.',
    },
    userFilter: { rules: [setRule], examples: [includeUsers, excludeUsers] },
    groupFilter: { rules: [setRule, groupRule], examples: [includeGroups, excludeGroups] },
  },
};
