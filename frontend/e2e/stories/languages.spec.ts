import { expect, test, type Page } from '@playwright/test';
import { de } from '../../src/i18n/de';
import { en } from '../../src/i18n/en';
import { noOverflow, noViolations, now, open } from '../helpers';

// What only shows in other languages than English: words that are too long, that
// are in no catalogue, and pages that only know left and right.

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const stories = [
  'App/main',
  'App/login',
  'DashboardView/ready',
  'DashboardView/testing',
  'DashboardStops',
  'SettingsView',
  'HistoryView',
  'PersonView',
  'MoreView',
  'LoginView',
];

test.beforeEach(async ({ page }) => page.clock.install({ time: now }));

/** show opens a story in a language. */
async function show(page: Page, story: string, lang: string): Promise<void> {
  await open(page, `${story}&lang=${lang}`);
  await page.clock.runFor(1000);
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
}

for (const [lang, words] of Object.entries({ en, de })) {
  test(`the choice of a language says when the menu of the window follows, in ${lang}`, async ({ page }) => {
    await show(page, 'MoreView/window', lang);
    await expect(page.getByText(words.common.language.menu)).toBeVisible();
    await show(page, 'MoreView', lang);
    await expect(page.getByText(words.common.language.menu)).toHaveCount(0);
  });
}

test('entries in each other’s way are told in German, the names of groups as they are', async ({ page }) => {
  await show(page, 'DashboardStops/conflict', 'de');
  const list = page.getByRole('table', { name: de.dashboard.conflict.list });
  await expect(list).toContainText('externe ID 4711');
  await expect(list).toContainText('Gruppe "Team: A | B" (cn=team,ou=a)');
  await expect(list).toContainText('Gruppe "Team" (cn=team,ou=b)');
});

test('what stays English says so: lines of the log and what is new', async ({ page }) => {
  await show(page, 'MoreView', 'de');
  const lines = page.getByRole('region', { name: de.more.log.region }).getByRole('listitem');
  await expect(lines.first()).toBeVisible();
  await expect(lines.locator('[lang=en]')).toHaveCount(await lines.count());
  // The names of their levels are said in German, outside of it.
  await expect(lines.locator('[lang=en]').getByText(de.more.log.name['warn'] ?? '')).toHaveCount(0);
  await page.getByRole('button', { name: de.more.updates.check }).click();
  await page.clock.runFor(1000);
  await page.getByText(de.more.updates.notes, { exact: true }).click();
  await expect(page.locator('[lang=en]').filter({ hasText: 'A plan names everybody.' })).toBeVisible();
});

for (const story of stories) {
  test(`${story} passes axe in German, and fits 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await show(page, story, 'de');
    await noViolations(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await noOverflow(page);
  });

  test(`${story} has room for words that are 40 % longer, all of them of the catalogue`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await show(page, story, 'en-XA');
    expect(await plainWords(page), 'words that are in no catalogue').toEqual([]);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await noOverflow(page);
      expect(await cutOff(page), `cut off at ${width}`).toEqual([]);
    }
  });

  test(`${story} runs from right to left`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await show(page, story, 'ar-XB');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    expect(
      await page
        .locator('h1')
        .first()
        .evaluate((e) => getComputedStyle(e).direction),
    ).toBe('rtl');
    await noViolations(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await noOverflow(page);
  });
}

/** plainWords are the texts of headings, buttons and labels without a bracket: they are said by no catalogue. */
async function plainWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named =
      'h1, h2, h3, h4, legend, th, label, summary, button, [role="tab"], dt, [aria-label], [placeholder]';
    const said = (e: Element) =>
      e.getAttribute('aria-label') ?? e.getAttribute('placeholder') ?? e.textContent ?? '';
    return (
      [...document.querySelectorAll(named)]
        .filter((e) => e.checkVisibility() && !e.querySelector('[lang]'))
        .map((e) => said(e).replace(/\s+/g, ' ').trim())
        // Addresses and names of a directory are of no language.
        .filter((text) => /[a-z]{2}/i.test(text) && !/[@=[]/.test(text))
    );
  });
}

/** cutOff are the texts that are wider than what shows them, and can't be scrolled to. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3, label, button, a, legend, [role="tab"], p')]
      .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden'))
      .filter((e) => {
        const { overflowX, display } = getComputedStyle(e);
        return display !== 'inline' && overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1;
      })
      .map((e) => (e.textContent ?? '').trim().slice(0, 60)),
  );
}
