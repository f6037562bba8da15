/** Texts of the view "History". */
export const history = {
  title: 'History',
  description: 'Every sync of this profile, with what it changed.',
};
