import type { Messages } from '../en';

/** Texts around the documentation. */
export const docs: Messages['docs'] = {
  title: 'Dokumentation',
  description: 'Sie kommt mit dem Programm, braucht keine Netzverbindung und ist auf Englisch.',
  pages: 'Seiten der Dokumentation',
  open: 'Dokumentation öffnen',
  ofSetting: (label) => `${label} in der Dokumentation`,
};
