import { afterEach, describe, expect, it } from 'vitest';
import type { Finding } from '../backend/contract';
import { useLanguage } from './index.svelte';
import {
  complaint,
  findingWords,
  problemHint,
  problemKeyed,
  problemText,
  problemTitle,
  sentence,
} from './troubles';

afterEach(async () => useLanguage(['en']));

describe('what is wrong with a setting', () => {
  it.each([
    [
      'ldap.keyFile',
      'is not set, but ldap.certFile is',
      'Client key is not set, but “Client certificate” is.',
    ],
    ['ldap.port', '"x" is not a whole number', '"x" is not a whole number.'],
    ['other.key', 'is empty', 'other.key is empty.'],
    ['ldap.keyFile', 'Enter it.', 'Enter it.'],
  ])('is a sentence of what the program says: %s %s', (key, message, sentence) => {
    expect(complaint({ key, message })).toBe(sentence);
  });
  it('is in the words of the page where it has a code', async () => {
    const wrong = { key: 'ldap.keyFile', message: '', code: 'key-for-certificate', args: ['', '', ''] };
    expect(complaint(wrong)).toBe('Client key is not set, but “Client certificate” is.');
    await useLanguage(['de']);
    expect(complaint(wrong)).toBe('Client-Schlüssel ist nicht gesetzt, aber „Client-Zertifikat“.');
    expect(complaint({ key: 'ldap.port', message: '', code: 'number', args: ['x'] })).toBe(
      'Port: „x“ ist keine ganze Zahl.',
    );
  });
  it('says where a value is from that is not of these pages', async () => {
    const message = '"often" is not a whole number, from the environment variable BWDC_SYNC_INTERVAL';
    const wrong = { key: 'sync.interval', message, code: 'number', args: ['often'] };
    await useLanguage(['de']);
    expect(complaint(wrong)).toBe(
      'Intervall: „often“ ist keine ganze Zahl. Durch die Umgebungsvariable BWDC_SYNC_INTERVAL vorgegeben; ändern Sie sie dort.',
    );
    const policy = { ...wrong, message: 'x, from group policy (HKEY_LOCAL_MACHINE\\x, value sync.interval)' };
    expect(complaint(policy)).toMatch(/Zahl\. Durch eine Gruppenrichtlinie .*ändern\.$/);
  });
  it('says of a key that is none what may be meant', async () => {
    const wrong = { key: 'ldap.hostnam', message: 'unknown setting "ldap.hostnam"', code: 'unknown' };
    expect(complaint({ ...wrong, args: ['ldap.hostname'] })).toBe(
      'There is no setting ldap.hostnam: did you mean “Server”?',
    );
    await useLanguage(['de']);
    expect(complaint({ ...wrong, args: [''] })).toBe('Eine Einstellung ldap.hostnam gibt es nicht.');
  });
  it('keeps the line that shows the place in a filter', () => {
    const message = 'filter, position 1: \n  a filter begins with include: or exclude:\n  inclde:a\n  ^';
    expect(complaint({ key: 'sync.userFilter', message })).toBe(
      message.replace('filter, position 1', 'Position 1'),
    );
  });
});

describe('a problem', () => {
  const removals: Finding = {
    guard: 'removals',
    text: '3 members would lose access, and sync.maxRemovals allows 2',
    count: 3,
    total: 3,
    entries: [],
    allowance: 'allowRemovals',
    limit: 2,
    used: 1,
    of: 40,
    removed: 0,
    revoked: 0,
    staged: false,
    why: '',
    seats: null,
  };
  it('has a heading, also for a code that nobody knows', () => {
    expect(problemTitle('guard')).toBe('Stopped before anything was sent');
    expect(problemTitle('newer-than-this-page')).toBe('Something failed');
  });
  it('says what to do in the words of the page where that goes by its kind', async () => {
    await useLanguage(['de']);
    expect(problemHint({ hint: 'Log in.', hintCode: 'not-logged-in' })).toMatch(/^Melden Sie sich/);
    expect(problemHint({ hint: 'ask the server’s administrator', hintCode: '' })).toMatch(/^Ask/);
    expect(problemHint({ hint: 'Do it.', hintCode: 'newer-than-this-page' })).toBe('Do it.');
  });
  it('has names of settings where the program has their keys, and none in hints, which are made links', async () => {
    const message = '207 members would lose access, and sync.maxRemovals allows 31';
    expect(problemText({ message })).toBe('207 members would lose access, and “Removals at most” allows 31');
    expect(problemKeyed({ message })).toBe(message);
    expect(problemHint({ hint: 'set sync.maxRemovals', hintCode: '' })).toBe('Set sync.maxRemovals');
    await useLanguage(['de']);
    expect(sentence(message)).toBe(
      '207 Mitglieder würden den Zugriff verlieren; „Entfernungen höchstens“ erlaubt 31',
    );
  });
  it('says itself that the connection with the program is lost', async () => {
    const offline = {
      code: 'offline',
      message: 'bwdc serve does not answer',
      hint: 'Look whether it still runs.',
      hintCode: 'offline',
    };
    expect(problemText(offline)).toBe('“bwdc serve” does not answer');
    await useLanguage(['de']);
    expect(problemText(offline)).toBe('„bwdc serve“ antwortet nicht');
    expect(problemHint(offline)).toMatch(/^Sehen Sie nach/);
  });
  it('says what a guard found', async () => {
    expect(findingWords(removals)).toBe(
      '3 members would lose access, and “Removals at most” allows 2 in 24 hours (1 used up already).',
    );
    await useLanguage(['de']);
    expect(problemText({ message: 'x', findings: [removals] })).toBe(
      '3 Mitglieder würden den Zugriff verlieren; „Entfernungen höchstens“ erlaubt 2 in 24 Stunden (davon 1 schon verbraucht).',
    );
    expect(findingWords({ ...removals, count: 1204, limit: 1000, used: 0 })).toBe(
      '1.204 Mitglieder würden den Zugriff verlieren; „Entfernungen höchstens“ erlaubt 1.000.',
    );
    expect(findingWords({ ...removals, guard: 'newer', text: 'the guard newer found 3' })).toBe(
      'Die Schutzregel newer hat 3 gefunden.',
    );
    expect(findingWords({ ...removals, guard: 'newer', text: 'words of a newer guard' })).toBe(
      'Words of a newer guard.',
    );
  });
});
