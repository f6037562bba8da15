import { expect, test, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { now, noOverflow, noViolations, open, pictures } from '../helpers';

// Every story there is, so that a new one is looked at without being named here.
const stories = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.story.ts'))
  .map((path) => basename(path, '.story.ts'))
  .sort();

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const story of stories) {
  test(`${story} passes axe in light and dark, fits 320 px and says nothing to the console`, async ({
    page,
  }) => {
    const said: string[] = [];
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && said.push(m.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.clock.install({ time: now });
    const names = await variants(page, story);
    // Each variant is looked at like a test of its own.
    test.setTimeout(60_000 + names.length * 60_000);
    for (const variant of names) {
      await test.step(variant, async () => {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1280, height: 800 });
        await open(page, variant);
        await page.clock.runFor(1000);
        await look(page, variant, 'light');
        // The colours follow the system while the page is open.
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.clock.runFor(1000);
        await look(page, variant, 'dark');
      });
    }
    expect(said).toEqual([]);
  });
}

// look looks at a variant in the colours that it has now.
async function look(page: Page, variant: string, theme: string): Promise<void> {
  await test.step(theme, async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await noViolations(page);
    if (pictures) {
      const path = `pictures/${variant.replaceAll('/', '-')}-${theme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await noOverflow(page);
  });
}

// variants asks the gallery for the stories of one file.
async function variants(page: Page, story: string): Promise<string[]> {
  await page.goto(`/gallery.html?list=${story}`);
  await page.locator('html[data-ready]').waitFor();
  const names = await page.locator('[data-story]').allTextContents();
  expect(names.length).toBeGreaterThan(0);
  return names;
}
