/** Texts around the documentation. */
export const docs = {
  title: 'Documentation',
  description: 'It comes with the program, and needs no network.',
  pages: 'Pages of the documentation',
  open: 'Documentation',
  ofSetting: (label: string) => `${label} in the documentation`,
};
