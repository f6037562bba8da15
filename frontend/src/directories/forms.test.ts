import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { t } from '../i18n/index.svelte';
import { keysIn, loginKeys, sectionIDs, sectionOf } from '../views/settings/sections';
import { wordKeys, wordsIn } from '../views/settings/words';
import { directoryForms } from './index';
import { ldapDefaults } from './ldap/defaults';

/** DocumentedSetting is a setting as docs/settings.md describes it. */
interface DocumentedSetting {
  key: string;
  kind: string;
  default: string;
  allowed: string[];
}

/**
 * documentedSettings reads docs/settings.md. That page is made from the
 * definitions in backend/config, and `go test ./backend/cli` fails where it differs
 * from them: so what is in it is what Go knows.
 */
function documentedSettings(): DocumentedSetting[] {
  const path = fileURLToPath(new URL('../../../docs/settings.md', import.meta.url));
  const parts = readFileSync(path, 'utf8').split(/^### /m).slice(1);
  return parts.map((part) => {
    const row = (name: string) => new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(part)?.[1] ?? '';
    return {
      key: part.split('\n', 1)[0]?.trim() ?? '',
      kind: row('kind'),
      default: row('default').replaceAll('`', ''),
      allowed: row('kind') === 'choice' ? row('allowed').split(', ') : [],
    };
  });
}

const documented = documentedSettings();
const asked = [...sectionIDs.flatMap((section) => keysIn(section)), ...loginKeys];

test('every setting that Go knows is in exactly one form', () => {
  expect(documented.length).toBeGreaterThan(60);
  expect(asked.toSorted()).toEqual(documented.map((setting) => setting.key).toSorted());
});

test('no value moves a setting out of its form, or into a second group', () => {
  const values = ['', 'external', 'none', 'true', 'false'];
  for (const form of directoryForms) {
    const own = documented.filter((setting) => setting.key.startsWith(`${form.type}.`)).map((s) => s.key);
    for (const value of values) {
      const keys = form.groups(() => value).flatMap((group) => [...group.keys]);
      expect(keys.toSorted(), `${form.type} with "${value}"`).toEqual(own.toSorted());
    }
  }
});

test('every setting is found by its section', () => {
  for (const { key } of documented) expect(sectionOf(key), key).toBeDefined();
});

test('there is a form for every kind of directory', () => {
  const allowed = documented.find((setting) => setting.key === 'directory')?.allowed;
  expect(directoryForms.map((form) => form.type)).toEqual(allowed);
});

test('a form asks for the settings of its own kind of directory only', () => {
  for (const form of directoryForms) {
    for (const key of form.groups(() => '').flatMap((group) => group.keys)) {
      expect(key.startsWith(`${form.type}.`), key).toBe(true);
    }
  }
});

test('the defaults that depend on Active Directory are those of Go', () => {
  const both = documented.filter((setting) => setting.default.includes('(Active Directory)'));
  const told = Object.fromEntries(
    both.map((setting) => {
      const [, activeDirectory = '', others = ''] =
        /^(.*) \(Active Directory\), (.*) \(others\)$/.exec(setting.default) ?? [];
      return [setting.key, { activeDirectory, others: others === 'nothing' ? '' : others }];
    }),
  );
  expect(told).toEqual(ldapDefaults);
});

test('every value of a choice has words, and no words are left over', () => {
  // What is a list of words has all of them by default.
  const choices = documented
    .filter(({ key, kind }) => (kind === 'choice' || wordKeys.includes(key)) && key !== 'directory')
    .map((one) => (wordKeys.includes(one.key) ? { ...one, allowed: wordsIn(one.default) } : one));
  expect(Object.keys(t.settings.choices).toSorted()).toEqual(choices.map((choice) => choice.key).toSorted());
  for (const choice of choices) {
    expect(Object.keys(t.settings.choices[choice.key] ?? {}), choice.key).toEqual(choice.allowed);
  }
});

test('every form helps with both filters', () => {
  for (const form of directoryForms) {
    for (const kind of ['user', 'group'] as const) {
      const help = form.filterHelp(kind);
      expect(help.rules.length).toBeGreaterThan(0);
      expect(help.examples.length).toBeGreaterThan(1);
    }
  }
});
