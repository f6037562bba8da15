/** Texts of the view "Dashboard". */
export const dashboard = {
  title: 'Dashboard',
  description: 'What the organization holds, and what happens next.',
};
