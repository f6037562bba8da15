/** Texts of the view "More". */
export const more = {
  title: 'More',
  description: 'Version, log, data and the way out.',
};
