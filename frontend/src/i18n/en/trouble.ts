import { codes } from '../codes';
import { counter, digits } from '../plural';

const count = counter('en');

/** What to do about a kind of error. */
const hints = codes({
  offline: 'Look whether “bwdc serve” still runs. This page goes on by itself as soon as it does.',
  session: 'Open the address that “bwdc serve” printed; on its terminal, Enter shows a new one.',
  refused: 'Open the pages under the address that “bwdc serve” printed.',
  settings: 'Open Settings and correct what is marked.',
  auth: 'Check the API key and the address of the server, and log in again.',
  'not-logged-in': 'Log in with the API key of the organization.',
  filter: 'Open Settings and correct the filter; the button beneath it tries it.',
  takeover: 'Choose the data.json of Bitwarden’s connector. Nothing was changed.',
  directory: 'Open Settings and press Check connection, which looks at it step by step.',
  'incomplete-read':
    'Nothing was sent and the sync cache is as it was. Try again; Check connection in Settings looks at it step by step.',
  guard: 'Look at the list, and at a test. If this is meant, allow exactly this once.',
  conflict:
    'Give each entry its own email in the directory, narrow the filter in Settings, or choose there to leave out duplicate emails.',
  'cache-identity':
    'If this change is meant, press Clear Sync Cache on the page More, and look at a test before the next sync.',
  server:
    'Open Settings and press Check connection, which looks at it step by step. What the server accepted before is kept.',
  'outcome-unknown': 'The next sync looks at the organization and sends everything.',
  'sync-running': 'Wait until it has ended, or stop it there.',
  'database-locked': 'Another program works on this profile’s data. Try again in a moment.',
  profile: 'Look at the list of profiles in Settings.',
  cancelled: 'What the server accepted before is kept; the next sync goes on from there.',
  'not-found': 'The page History lists the syncs that are kept.',
  changed: 'Look at what holds now, and save again what you still want.',
  plan: 'Press Test Now, and look at what a sync would do now.',
  'rekey-possible':
    'If this change is meant, the command line can give members and groups their new external ids in place. Or press Clear Sync Cache on the page More, and look at a test before the next sync.',
  'rekey-begun':
    'On the command line it goes on where it was, and must come to its end before the next sync.',
});

/** What a guard counted. */
export interface Found {
  count: number;
  limit: number;
  used: number;
  of: number;
  removed: number;
  revoked: number;
  staged: boolean;
  why: string;
  seats: { usedBefore: number; usedAfter: number; boughtBefore: number } | null;
}

const found = <T extends Record<string, (f: Found) => string>>(words: T) => codes(words);

const members = (n: number) => count(n, { one: 'member', other: 'members' });
const joining = ({ count: n, staged }: Found) =>
  `${count(n, { one: 'new member', other: 'new members' })} would be ${staged ? 'added without invitation' : 'invited'}`;

function kept({ removed, revoked }: Found): string {
  if (removed + revoked === 0) return ''; // an earlier version did not keep it
  if (revoked === 0) return ' They would be removed from the organization.';
  if (removed === 0) return ' Their access would be revoked, and they would stay members.';
  return ` ${digits(removed)} would be removed from the organization, ${digits(revoked)} would stay members without access.`;
}

/** What a guard found, and what it allows. Keys of settings are shown as their names. */
const findings = found({
  removals: (f) =>
    `${members(f.count)} would lose access, and sync.maxRemovals allows ${digits(f.limit)}${f.used ? ` in 24 hours (${digits(f.used)} used up already)` : ''}.${kept(f)}`,
  memberships: (f) =>
    `${digits(f.count)} of ${count(f.of, { one: 'group membership', other: 'group memberships' })} would go, and ${digits(f.limit)} are allowed at once: check the member attribute and the group filter.`,
  additions: (f) => `${joining(f)}, and sync.maxAdditions allows ${digits(f.limit)}.`,
  'first-sync': (f) => `This is the first sync into this organization: ${joining(f)}.`,
  seats: (f) => {
    if (!f.seats) return `${count(f.count, { one: 'seat', other: 'seats' })} too many would be taken.`;
    const would = `Members would take at least ${digits(f.seats.usedAfter)} seats (${digits(f.seats.usedBefore)} now)`;
    if (f.why === 'max-seats') return `${would}, and sync.maxSeats allows ${digits(f.limit)}.`;
    if (f.why === 'seat-limit') {
      return `${would}, and the organization can have ${digits(f.limit)} at most: raise the limit for adding seats in the web vault (Billing, Subscription), or sync fewer users.`;
    }
    return `${would}, and ${digits(f.seats.boughtBefore)} are bought: the cloud would buy ${count(f.count, { one: 'seat', other: 'seats' })} by itself, charged at once, and nobody agreed to that yet.`;
  },
  'group-removals': (f) =>
    `${count(f.count, { one: 'group', other: 'groups' })} would be deleted, and sync.maxGroupRemovals allows ${digits(f.limit)}.`,
  'members-gone': (f) =>
    `The member list lacks ${digits(f.count)} of ${members(f.of)} whom the directory still has, and sync.maxRemovals allows ${digits(f.limit)}: somebody removed them by hand, or the list is not whole.`,
  'nobody-left': () =>
    'No user is left in the directory that would be a member: check the search base, the filter, the email attribute and the account’s rights.',
  'members-unknown': () =>
    'This server can’t list its members, so nobody can tell who would be removed: sync.overwriteExisting does not work here, nor does revoking the access only (sync.leavers).',
});

/** What happened to the connection with the program, which can't say so itself. */
const texts = codes({
  offline: '“bwdc serve” does not answer',
  session: 'This page is not connected to “bwdc serve” any more',
});

/** Texts for what stops or fails. */
export const trouble = { hints, texts, findings };
