import type { Certificates } from '../../backend/contract';
import { fakeBackend, type Fake } from '../../backend/fake';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import TrustStory from './TrustStory.svelte';

const root = 'CN=Example Ltd Internal Root Authority 2024,OU=Identity and Access,O=Example Ltd,C=DE';

const shown: Certificates = {
  chain: [
    {
      subject: 'CN=vault.example.com,O=Example Ltd',
      issuer: root,
      names: ['vault.example.com', 'vault-standby.internal.example.com', '192.0.2.17'],
      from: '2026-02-01T00:00:00Z',
      until: '2027-02-01T00:00:00Z',
      sha256: Array.from({ length: 32 }, (_, i) => (i * 7).toString(16).padStart(2, '0').toUpperCase()).join(
        ':',
      ),
    },
    {
      subject: root,
      issuer: root,
      names: [],
      from: '2024-01-01T00:00:00Z',
      until: '2034-01-01T00:00:00Z',
      sha256: Array.from({ length: 32 }, (_, i) => (255 - i * 5).toString(16).toUpperCase()).join(':'),
    },
  ],
};

function showing(change: Partial<Fake> = {}) {
  return {
    of: TrustStory,
    backend: { ...fakeBackend(), untrustedCertificates: async () => shown, ...change },
  };
}

export default {
  component: ViewFrame,
  variants: {
    unknown: () => showing(),
    alone: () => showing({ untrustedCertificates: async () => ({ ...shown, chain: shown.chain.slice(1) }) }),
  },
} satisfies Story;
