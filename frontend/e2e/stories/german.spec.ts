import { expect, test, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { englishOn, why } from '../english';
import { now, open } from '../helpers';

// Each story of a view in German: nothing in it is left in English.

// Stories of parts that know no catalogue bring words of their own.
const stories = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.story.ts') && !path.startsWith('ui/'))
  .map((path) => basename(path, '.story.ts'))
  .sort();

test('what is English is found, and nothing else', () => {
  for (const text of [
    'Settings',
    '3 users',
    '12 of 300 users match',
    'No such secret',
    'ldap.port: "x" is not a whole number (example: 636)',
    'Verzeichnis lesen: the server says nothing',
    'The quick brown fox',
  ]) {
    expect(why(text), text).not.toBe('');
  }
  for (const text of [
    '',
    'Einstellungen',
    'Status',
    '3 Benutzer',
    'ldap.port',
    'Gruppe „The Others“ (cn=the others,ou=groups)',
    'nobody.at.all@example.com',
    'not-a-person@example.com',
  ]) {
    expect(why(text), text).toBe('');
  }
});

for (const story of stories) {
  test(`${story} is in German`, async ({ page }) => {
    await page.clock.install({ time: now });
    const found = new Set<string>();
    for (const variant of await variants(page, story)) {
      await open(page, `${variant}&lang=de`);
      await page.clock.runFor(1000);
      for (const text of await englishOn(page)) found.add(`${variant}: ${text}`);
    }
    expect([...found].join('\n')).toBe('');
  });
}

/** variants asks the gallery for the stories of one file. */
async function variants(page: Page, story: string): Promise<string[]> {
  await page.goto(`/gallery.html?list=${story}`);
  await page.locator('html[data-ready]').waitFor();
  return page.locator('a').evaluateAll((links) => links.map((link) => link.dataset['story'] ?? ''));
}
