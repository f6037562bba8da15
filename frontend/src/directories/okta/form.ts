import { t } from '../../i18n/index.svelte';
import type { DirectoryForm } from '../form';

const texts = () => t.settings.okta;

/** Okta. */
export const okta: DirectoryForm = {
  type: 'okta',
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
      keys: ['okta.orgUrl', 'okta.token'],
    },
  ],
  filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
};
