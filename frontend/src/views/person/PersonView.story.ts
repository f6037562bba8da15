import type { Explained } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { fakeBackend, type Fake } from '../../backend/fake';
import { explainedPerson, explainedGroup } from '../../backend/fake/people';
import { groupRef, refOf, sampleDrift } from '../../backend/fake/plan';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import OnePerson from './PersonStory.svelte';

/** shown is the page with an answer. */
function shown(answer: Partial<Explained>, change: (fake: Fake) => void = () => undefined) {
  const backend = fakeBackend({ tick: 0 });
  backend.people.explained = async (jobId) => ({ ...explainedPerson(answer), jobId });
  change(backend);
  return { of: OnePerson, backend };
}

const none = { changes: [], joins: [], joinsTotal: 0, leaves: [], leavesTotal: 0, stops: [] };

export default {
  component: ViewFrame,
  variants: {
    member: () => shown({}),
    group: () => shown(explainedGroup()),
    offboarded: () =>
      shown({
        fate: 'offboarded',
        actions: ['reinvite'],
        would: none,
        drift: sampleDrift.slice(1, 2),
        steps: [
          { name: 'read', outcome: 'passed', reason: { code: '', params: {} } },
          {
            name: 'organization',
            outcome: 'stays',
            reason: { code: 'offboarded', params: { email: refOf(0).name } },
          },
        ],
      }),
    leftOut: () =>
      shown({
        fate: 'left-out',
        had: null,
        has: null,
        actions: [],
        would: none,
        groupsTotal: 0,
        eventsTotal: 0,
        steps: [
          { name: 'read', outcome: 'passed', reason: { code: '', params: {} } },
          {
            name: 'filter',
            outcome: 'left-out',
            reason: { code: 'filtered-out', params: { setting: 'sync.userFilter', name: refOf(0).name } },
          },
        ],
        warnings: [
          {
            code: 'x',
            key: '',
            entry: '',
            text: 'the member list could not be read, emails are compared with what earlier syncs sent',
          },
        ],
      }),
    notRead: () =>
      shown({
        fate: 'absent',
        entry: null,
        had: null,
        has: null,
        looked: false,
        actions: [],
        would: none,
        steps: [{ name: 'read', outcome: 'left-out', reason: { code: 'not-in-directory', params: {} } }],
        located: [
          {
            reference: refOf(0).id,
            name: '',
            exclusions: [
              { code: 'outside-base', params: { bases: 'OU=People,DC=example,DC=com' } },
              { code: 'filter-part', params: { setting: 'sync.userFilter', part: '(department=IT)' } },
            ],
          },
        ],
      }),
    several: () =>
      shown({
        matches: [
          { kind: 'user', ref: refOf(0), name: 'Ada Lovelace', reference: refOf(0).id },
          { kind: 'group', ref: groupRef(1), name: '', reference: groupRef(1).id },
        ],
      }),
    nobody: () =>
      shown({}, (fake) => {
        fake.people.explained = async () => {
          throw new BackendError({
            code: 'not-found',
            message:
              'nobody and no group of that name, neither in the directory nor in the organization: "adda"',
            hint: 'Did you mean ada.ackermann@example.com?',
          });
        };
      }),
    looking: () =>
      shown({}, (fake) => {
        fake.people.explain = async () =>
          fake.jobs.start('explain', { stage: 'read users', done: 31_250, total: 50_000 }, () => ({}));
        fake.people.explained = async () => new Promise(() => undefined);
      }),
  },
} satisfies Story;
