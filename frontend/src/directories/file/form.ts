import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.file;

/** A file that stands for a directory. */
export const file = worded('file', texts, {
  matters: ({ key }, value) => {
    const address = value('file.url') !== '';
    if (key === 'file.username' || key === 'file.token') return address;
    if (key === 'file.timeout') return address || value('file.command') !== '';
    return true;
  },
  groups: () => [
    {
      title: texts().groups.file,
      description: texts().groups.fileHelp,
      keys: ['file.path', 'file.format'],
    },
    {
      title: texts().groups.table,
      description: texts().groups.tableHelp,
      keys: ['file.columns', 'file.values', 'file.listSeparator', 'file.encoding', 'file.openEnd'],
      advanced: true,
    },
    {
      title: texts().groups.elsewhere,
      description: texts().groups.elsewhereHelp,
      keys: ['file.url', 'file.username', 'file.token', 'file.command', 'file.timeout'],
      advanced: true,
    },
  ],
});
