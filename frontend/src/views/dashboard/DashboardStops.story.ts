import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { failed, first, fresh, memberships, of, people, removals, result, stopped, tested } from './stories';

// What stopped or ended a sync, and what can be done about it.
export default {
  component: ViewFrame,
  variants: {
    guard: () => of({ state: { jobs: [stopped([removals, memberships])] } }),
    guardFinal: () =>
      of({
        state: {
          jobs: [stopped([{ ...first, guard: 'nobody-left', entries: [], total: 0, allowance: '' }])],
        },
      }),
    firstSync: () =>
      of(
        { state: { ...fresh, automatic: null, ...tested, jobs: [stopped([first])] } },
        result({ stop: [first] }),
      ),
    conflict: () =>
      of({
        state: {
          jobs: [
            failed(
              {
                code: 'conflict',
                message: `3 emails or external ids are used by more than one entry:\n  email ada@example.com: ${people[0]?.externalId} | ${people[1]?.externalId}\n  email bo@example.com: ${people[2]?.externalId} | ${people[3]?.externalId}\n  external id 4711: group "Team: A | B" (cn=team,ou=a) | group "Team" (cn=team,ou=b)`,
                hint: 'Give each entry its own email in the directory, narrow the filter in Settings, or choose there to leave out duplicate emails.',
              },
              'stopped',
            ),
          ],
        },
      }),
    identity: () =>
      of({
        state: {
          jobs: [
            failed(
              {
                code: 'cache-identity',
                message:
                  'the sync cache belongs to another configuration: host was "dc1.example.com" and is "dc9.example.com"',
                hint: 'If this change is meant, press Clear Sync Cache on the page More, and look at a test before the next sync.',
              },
              'stopped',
            ),
          ],
        },
      }),
    unknown: () =>
      of({
        state: {
          jobs: [
            failed({
              code: 'outcome-unknown',
              message: 'the connection broke off before the answer was complete',
              hint: 'The next sync looks at the organization and sends everything.',
            }),
          ],
        },
      }),
    cancelled: () =>
      of({
        state: {
          jobs: [
            failed(
              { code: 'cancelled', message: 'cancelled', hint: 'What the server accepted before is kept.' },
              'cancelled',
            ),
          ],
        },
      }),
  },
} satisfies Story;
