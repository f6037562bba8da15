import { codes } from '../codes';

/** What is said of the value of a setting: by its name, and up to three parameters. */
export type Complain = (name: string, a: string, b: string, c: string) => string;

const complain = <T extends Record<string, Complain>>(words: T) => codes(words);

/**
 * What is wrong with a value (backend/config). Keys of settings are shown as
 * their names.
 */
export const complaints = complain({
  unknown: (name, nearest) =>
    nearest ? `There is no setting ${name}: did you mean ${nearest}?` : `There is no setting ${name}.`,
  'not-set': (name) => `${name} is not set.`,
  empty: (name) => `${name} is empty.`,
  local: (name) =>
    `${name} is not set in pages, but on the command line, by who may run commands on this machine.`,
  'no-email-source': (name) =>
    `${name} is empty, and sync.useEmailPrefixSuffix is off: nobody would have an email.`,
  'username-for-simple': (name) => `${name} is not set, and the log-in needs it.`,
  'certificate-for-external': (name) => `${name} is not set, and the log-in is with the client certificate.`,
  'tls-for-authentication': (name) => `${name} is off, and this log-in needs TLS.`,
  'key-for-certificate': (name) => `${name} is not set, but ldap.certFile is.`,
  'certificate-for-key': (name) => `${name} is not set, but ldap.keyFile is.`,
  'nothing-synced': (name) => `${name} is off, and so is sync.groups: there is nothing to sync.`,
  'overwrite-without-users': (name) => `${name} is on, but sync.users is off: it would remove every member.`,
  'overwrite-and-revoke': (name) =>
    `${name} is on, and of those who leave only the access is revoked (sync.leavers): it removes members and can’t revoke them.`,
  'suffix-missing': (name) => `${name} is not set, but sync.useEmailPrefixSuffix is on.`,
  'no-file': (name) => `${name} is not set, nor is file.command or file.url.`,
  'command-and-file': (name) =>
    `${name} is set, and so is file.path or file.url: users and groups come from one of them.`,
  'address-and-file': (name) =>
    `${name} is set, and so is file.path: users and groups come from one of them.`,
  'format-of-command': (name) => `${name} goes by the name of a file: say what file.command writes.`,
  'format-of-address': (name) => `${name} does not follow from the ending of file.url: say what it is.`,
  'mail-to-missing': (name) => `${name} is not set, but mail.server is.`,
  'mail-from-missing': (name) => `${name} is not set, and mail.username is no address.`,
  'mail-in-the-clear': (name) =>
    `${name} is off, and mail.username is set: the password would be sent in the clear.`,
  'server-address': (name) => `${name} is not the address of a server.`,
  'not-https': (name, scheme) => `${name} starts with ${scheme}://, not with https://.`,
  'address-password': (name) => `${name} holds a user name or password, which do not belong into an address.`,
  'address-query': (name) => `${name} goes on after the path with ? or #.`,
  'address-fragment': (name) => `${name} goes on with #, which is never sent.`,
  address: (name) => `${name} is not an address.`,
  'file-password': (name) =>
    `${name} holds a user name or password: set file.username and file.token instead.`,
  'proxy-address': (name) => `${name} is not the address of a proxy.`,
  'proxy-scheme': (name, scheme) =>
    `${name} starts with ${scheme}://, not with http://, https:// or socks5://.`,
  'proxy-password': (name) =>
    `${name} holds a user name or password: set network.proxyUsername and network.proxyPassword instead.`,
  attribute: (name, text) => `${name}: “${text}” is not the name of an attribute.`,
  'suffix-at': (name) => `${name} does not start with @.`,
  suffix: (name) => `${name} is not the end of an email address.`,
  control: (name) => `${name} holds a control character, which can’t be seen.`,
  boolean: (name, text) => `${name}: “${text}” is neither true nor false.`,
  number: (name, text) => `${name}: “${text}” is not a whole number.`,
  range: (name, n, from, to) => `${name}: ${n} is not between ${from} and ${to}.`,
  duration: (name, text) => `${name}: “${text}” is not a duration such as 90s, 5m or 24h.`,
  'one-of': (name, text, all) => `${name}: “${text}” is not one of ${all}.`,
  limit: (name, text) => `${name}: “${text}” is neither a number nor a percentage.`,
  'over-100': (name, text) => `${name}: “${text}” is more than 100%.`,
  host: (name) => `${name} is not a host name.`,
  'host-scheme': (name) =>
    `${name} is not a host name: leave out ldap:// and any path, and set ldap.encryption instead.`,
  'host-several': (name) => `${name} is not a host name: separate several by semicolons.`,
  'host-ipv6': (name) =>
    `${name} is not a host name: an IPv6 address with a port is written [2001:db8::1]:636.`,
  'host-port': (name, port) => `${name} has the port “${port}”, which is none.`,
  'open-quote': (name, quote) => `${name} has a ${quote} that is never closed.`,
  'program-path': (name, text) => `${name} begins with “${text}”, which is not the whole path of a program.`,
  'field-name': (name, text, all) => `${name} names the field “${text}”, which is not one of ${all}.`,
  'value-name': (name, text) => `${name} names “${text}”, which is not yes, no, disabled or enabled.`,
  'two-meanings': (name, text) => `${name} gives “${text}” two meanings.`,
  'open-double-quote': (name) => `${name} has a double quote that is never closed.`,
  'not-a-pair': (name, text) => `${name} holds “${text}”, which is not name=value.`,
  separator: (name) => `${name} is not one of | ; , / & + #.`,
  email: (name, text) => `${name}: “${text}” is not an email address alone.`,
  port: (name, text) => `${name}: “${text}” is not a port.`,
  'mail-server': (name) => `${name} is not the name of a server, with or without a port.`,
  'too-many-addresses': (name, n, most) => `${name} names ${n} addresses, more than ${most}.`,
  'reminder-date': (name, text) => `${name}: “${text}” does not begin with a date such as 2027-03-01.`,
  'reminder-name': (name, text) => `${name}: “${text}” does not say what ends then.`,
  'too-many-reminders': (name, n, most) => `${name} names ${n} credentials, more than ${most}.`,
  day: (name, text) => `${name}: “${text}” is no day of the week.`,
  'time-of-day': (name, text) => `${name}: “${text}” is no time of day such as 07:00.`,
  'over-a-day': (name, text) => `${name}: “${text}” is longer than a day.`,
  'from-to': (name, text) => `${name}: “${text}” is not a time from and to, such as 07:00-19:00.`,
  'fixed-time': (name, text, example) =>
    `${name}: “${text}” is not a time from and to, such as 07:00-19:00; a fixed time is written as ${example}`,
  'no-time': (name) => `${name} names no time.`,
  'too-many-parts': (name, n, most) => `${name} has ${n} parts, more than ${most}.`,
  'day-or-time': (name, text) => `${name}: “${text}” is neither a day nor a time of day.`,
  'quiet-always': (name) => `${name} never ends: nobody would ever be removed.`,
  'after-else': (name) => `${name} has something after “else”, which stands for all the rest.`,
  'how-often': (name) => `${name} does not say how often: “every 15m” or “at 02:00”.`,
  'at-and-from': (name) => `${name} has “at” beside a time from and to: write the days alone before it.`,
  'times-word': (name, text) =>
    `${name}: “${text}” is neither a day, a time of day, “every”, “hourly”, “at” nor “else”.`,
  every: (name, text) => `${name}: “${text}” is not how often, such as 15m or 1h.`,
  'every-range': (name, every, from, to) => `${name}: every ${every} is not between ${from} and ${to}.`,
  'too-many-times': (name, n, most) => `${name} has ${n} times a day, more than ${most}: use “every”.`,
  'too-close': (name, a, b) => `${name}: ${a} and ${b} are less than 5 minutes apart.`,
});
