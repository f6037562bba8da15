import type { Translations } from '../../sentences';

export const onelogin: Translations<'internal/onelogin'> = {
  '%s answers': null,
  '%s found in role %q': null,
  '%s found%s': null,
  '%s found%s%s with an email: %d, suspended: %d': null,
  '%s found, the filter chooses none of them': null,
  '%s; the query holds %s, which OneLogin does not document': null,
  ', of the first %d': null,
  ', the filter chooses %d of the first %d': null,
  'Check the query of sync.groupFilter.': null,
  'Check the query of sync.userFilter, and what the owner of the API credential may see.': null,
  'Client id or secret is wrong, the credential was deleted, or onelogin.region is not where the account lives: create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret.':
    null,
  'Create a credential under Developers > API Credentials and set onelogin.clientId and onelogin.clientSecret to what is shown.':
    null,
  'Let other programs call less often, or set sync.interval higher.': null,
  'OneLogin does not accept the query of the filter: check the part after the bar in sync.userFilter and sync.groupFilter.':
    null,
  'OneLogin is in trouble, or the user who created the API credential was deleted, which ends the credential: see https://www.onelogin.com/status, then create a new credential under Developers > API Credentials.':
    null,
  'OneLogin may ignore a parameter that it does not know, and then finds everybody: check the number, and the spelling in the filter.':
    null,
  'OneLogin, or a proxy in between, is in trouble: see https://www.onelogin.com/status.': null,
  'Roles without users are imported as empty groups.': null,
  'Set onelogin.region to us or eu, wherever the account lives.': null,
  "Something else answers in OneLogin's place: check the proxy, and network.caFile.": null,
  'The API credential must have the scope Read Users: look at Developers > API Credentials, and create one with it.':
    null,
  "The account's 5,000 calls an hour are used up, for all programs together: the next sync tries again.":
    null,
  'The part after the bar holds parameters of the OneLogin API, such as email=*@example.com for users or name=Bitwarden* for roles.':
    null,
  "Users or roles were deleted, or OneLogin's numbers do not fit its lists.": null,
  'a % stands before two hexadecimal digits, and for itself as %25': null,
  'a ; is written as %3B': null,
  'a parameter has a name, = and a value': null,
  'ask for %s': null,
  'entries were deleted: there are %d, before there were %d': null,
  'holds a colon, which no client id has': null,
  'holds a space, a line break or a character that no credential has': null,
  'it was read %d times, and two reads of the list in a row differ each time': null,
  'no role found%s': null,
  'no user found in the first %s': null,
  'onelogin.region is %q': null,
  'page %d': null,
  'page %d was asked for, and page %d came': null,
  'read roles': null,
  'read the users of role %d': null,
  'the API credential is accepted': null,
  'the OneLogin API': null,
  'the answer is not what was asked for': null,
  'the list ended after %d of %d entries': null,
  'there is no value after =': null,
  'there is nothing between two &': null,
  'this parameter is set by the program itself': null,
};
