/** Texts of the view "Log in". */
export const login = {
  title: 'Log in',
  description: 'With the API key of the organization that receives the users and groups.',
  skip: 'Set up the directory first',
};
