import { nobody, sampleState } from '../../backend/fake/company';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

const school = {
  name: 'school',
  directory: 'google',
  organization: '7a1f1e0a-2d6b-4f7e-9a51-0b2c3d4e5f60',
  organizationName: 'Example School',
  server: '',
  automatic: false,
};

export default {
  component: ViewFrame,
  variants: {
    sync: () => at('sync'),
    advanced: () => at('advanced', { values: { 'network.proxy': 'http://proxy.example.com:3128' } }),
    organization: () => at('organization'),
    profiles: () => at('organization', { state: { profiles: [...sampleState().profiles, school] } }),
    loggedOut: () =>
      at('organization', {
        state: {
          account: nobody,
        },
      }),
  },
} satisfies Story;
