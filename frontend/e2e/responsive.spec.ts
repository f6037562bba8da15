import type { Locator } from '@playwright/test';
import { button, ended, go, t } from './acts';
import { noOverflow } from './helpers';
import { expect, test, type Demo } from './demo';
import { travel } from './tour';

// No page scrolls sideways, on a telephone or on a wall. The pictures are for
// people to look at: frontend/pictures/.

const sizes = [
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 3840, height: 2160 },
  { width: 1280, height: 800 },
];

// These are worth a picture at each width; of the others one is enough.
const wide = ['login', 'dashboard-test', 'settings-directory', 'history', 'history-run', 'more'];

async function look(demo: Demo, name: string): Promise<void> {
  for (const size of sizes) {
    await test.step(`${name} at ${size.width}`, async () => {
      await demo.page.setViewportSize(size);
      await noOverflow(demo.page);
      if (size.width === 1280 || wide.includes(name)) await demo.picture(name);
    });
  }
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test('every view and dialog fits into every width', async ({ demo }) => {
      test.setTimeout(300_000);
      await travel(demo, async ({ name }) => look(demo, name));
    });

    test.describe('before the log-in', () => {
      test.use({ loggedOut: true });
      test('the log-in fits into every width', async ({ demo }) => look(demo, 'login'));
    });
  });
}

for (const width of [320, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 640 } });

    test('no table is cut, and messages leave the buttons that save in sight', async ({ demo }) => {
      const { page } = demo;
      // What a table has beyond its frame is cut, or has to be scrolled to.
      const cut = async () =>
        page
          .locator('table')
          .evaluateAll((tables) =>
            tables
              .filter((table) => table.scrollWidth > (table.parentElement?.clientWidth ?? 0))
              .map((table) => table.querySelector('caption')?.textContent),
          );
      await button(page, t.dashboard.action.test).click();
      await ended(page, 'test');
      for (const tab of ['joins', 'leaves', 'leftOut', 'byHand', 'everybody'] as const) {
        await page.getByRole('tab', { name: new RegExp(`^${t.plan.tabs[tab]}`) }).click();
        await expect(page.getByRole('tabpanel').getByRole('table')).toBeVisible();
        expect(await cut(), tab).toEqual([]);
      }
      await go(page, 'history');
      const runs = page.getByRole('table', { name: t.history.runs.caption });
      await expect(runs).toBeVisible();
      expect(await cut(), 'history').toEqual([]);
      // Numbers say what they are, where no column does.
      const said = await runs
        .locator('tbody td.number:not(.optional)')
        .first()
        .evaluate((cell) => getComputedStyle(cell, '::before').content);
      expect(said).toBe(`"${t.history.runs.added}"`);
      await demo.axe();
      await demo.picture('history-cards');

      await page.goto(`${demo.url}#settings/sync.interval`);
      const interval = page.getByLabel(t.fields['sync.interval'].label, { exact: true });
      await interval.fill('30');
      await button(page, t.settings.save.save).click();
      const saved = page.getByText(t.settings.save.saved).last();
      await expect(saved).toBeVisible();
      await interval.fill('31');
      const bar = page.getByRole('region', { name: t.settings.save.label });
      await expect(bar).toBeVisible();
      const [message, buttons] = [await saved.boundingBox(), await bar.boundingBox()];
      expect(message, 'the message is still there').not.toBeNull();
      expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThanOrEqual(buttons?.y ?? 0);
    });
  });
}

test.describe('1120 px', () => {
  test.use({ viewport: { width: 1120, height: 800 }, people: 20_000 });

  test('no tab and no column is out of sight', async ({ demo }) => {
    const { page } = demo;
    await button(page, t.dashboard.action.test).click();
    await ended(page, 'test');
    const list = page.getByRole('tablist', { name: t.plan.tabs.label });
    const sides = await list.evaluate((all) => {
      const { right } = all.getBoundingClientRect();
      return [...all.children].map((tab) => right - tab.getBoundingClientRect().right);
    });
    expect(sides).toHaveLength(7);
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(0);
    await go(page, 'history');
    const runs = page.getByRole('table', { name: t.history.runs.caption });
    await expect(runs.getByRole('columnheader', { name: t.history.runs.warnings })).toBeVisible();
    expect(
      await runs.evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0)),
    ).toBeLessThanOrEqual(0);
    await demo.picture('history-1120');
  });
});

test.describe('a telephone', () => {
  test.use({ viewport: { width: 360, height: 640 } });

  test('what finds a setting ends where everything else does', async ({ demo }) => {
    const { page } = demo;
    await go(page, 'settings');
    const right = async (what: Locator) => {
      const box = await what.boundingBox();
      return Math.round((box?.x ?? 0) + (box?.width ?? 0));
    };
    const find = page.getByRole('search', { name: t.settings.find.label });
    expect(await right(find)).toBe(
      await right(page.getByRole('complementary', { name: t.settings.check.title })),
    );
  });
});
