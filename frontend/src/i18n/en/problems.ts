import { codes } from '../codes';

/**
 * Headings of errors by their code (backend/app/problem.go); message and hint
 * come from the program.
 */
export const problems = codes({
  failed: 'Something failed',
  settings: 'The settings are not right yet',
  auth: 'The log-in was refused',
  'not-logged-in': 'Not logged in',
  directory: 'The directory could not be read',
  'incomplete-read': 'The directory was not read completely',
  changed: 'Changed elsewhere meanwhile',
  filter: 'The filter can’t be understood',
  takeover: 'This file can’t be taken over',
  guard: 'Stopped before anything was sent',
  conflict: 'Entries are in each other’s way',
  'cache-identity': 'The sync cache belongs to something else',
  server: 'The server did not do what was asked',
  'outcome-unknown': 'It is not known whether the request was applied',
  'sync-running': 'A sync is running already',
  'database-locked': 'The database is in use',
  database: 'The database could not be used',
  profile: 'The profile can’t be used',
  cancelled: 'Cancelled',
  'not-found': 'It is not there',
  offline: 'The program does not answer',
  request: 'The program did not understand this page',
  refused: 'The program refused this page',
  session: 'This session has ended',
  unknown: 'Something failed',
});
