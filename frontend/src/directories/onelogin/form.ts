import { t } from '../../i18n/index.svelte';
import type { DirectoryForm } from '../form';

const texts = () => t.settings.onelogin;

/** OneLogin. */
export const onelogin: DirectoryForm = {
  type: 'onelogin',
  get label() {
    return texts().label;
  },
  get description() {
    return texts().description;
  },
  groups: () => [
    {
      title: texts().groups.api,
      description: texts().groups.apiHelp,
      keys: ['onelogin.region', 'onelogin.clientId', 'onelogin.clientSecret'],
    },
  ],
  filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
};
