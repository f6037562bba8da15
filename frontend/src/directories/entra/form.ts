import { t } from '../../i18n/index.svelte';
import type { DirectoryForm } from '../form';

const texts = () => t.settings.entra;

/** Microsoft Entra ID. */
export const entra: DirectoryForm = {
  type: 'entra',
  get label() {
    return texts().label;
  },
  get description() {
    return texts().description;
  },
  groups: () => [
    {
      title: texts().groups.app,
      description: texts().groups.appHelp,
      keys: ['entra.tenant', 'entra.applicationId', 'entra.key', 'entra.identityAuthority'],
    },
  ],
  filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
};
