/** Texts of the view "Settings". */
export const settings = {
  title: 'Settings',
  description: 'Where users and groups are read from, and how they are synced.',
};
