import { de } from '../src/i18n/de';
import { go, t } from './acts';
import { expect, ready, test } from './demo';

const spoken = t.common.language;

test('a language is chosen, and kept', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  const choice = page.getByRole('group', { name: spoken.label });
  await expect(choice.getByRole('radio', { name: spoken.system })).toBeChecked();
  await choice.getByRole('radio', { name: 'Deutsch' }).check();
  await expect(page.getByRole('heading', { level: 1, name: de.more.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle(de.common.title(de.common.views.more));
  // The focus stays where it was.
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeFocused();
  await demo.axe();

  await page.reload();
  await ready(page);
  await expect(page.getByRole('heading', { level: 1, name: de.more.title })).toBeVisible();
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1, name: t.more.title })).toBeVisible();
});

test.describe('where the system speaks German', () => {
  test.use({ locale: 'de-AT' });

  test('pages do so from the first word on', async ({ demo }) => {
    const { page } = demo;
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByRole('button', { name: de.dashboard.action.test, exact: true }).click();
    await expect(page.getByRole('heading', { name: de.plan.title })).toBeVisible();
    await page.getByRole('link', { name: de.common.views.settings, exact: true }).click();
    await page.getByRole('tab', { name: de.settings.sections.sync }).click();
    // What is wrong comes from the program, and is said in German.
    const limit = page.getByLabel(de.fields['sync.maxRemovals'].label, { exact: true });
    await limit.fill('many');
    await limit.blur();
    await expect(
      page.getByText(de.complaints.limit(de.fields['sync.maxRemovals'].label, 'many')),
    ).toBeVisible();
    await demo.axe();
  });
});

for (const locale of ['de-DE', 'en-US']) {
  test.describe(`the history in ${locale}`, () => {
    test.use({ locale });

    test('fits into a usual window', async ({ demo }) => {
      const { page, url } = demo;
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${url}#history`);
      const runs = page.getByRole('table').filter({ has: page.locator('a[data-run]') });
      await expect(runs).toBeVisible();
      const over = await runs.evaluate(
        (table) => table.getBoundingClientRect().width - (table.parentElement?.clientWidth ?? 0),
      );
      expect(over).toBeLessThan(1);
      await demo.picture(`history-${locale}`);
    });
  });
}

test.describe('what a guard of an earlier sync found', () => {
  test.use({ locale: 'de-DE' });

  test('is said in German', async ({ demo }) => {
    const { page, url } = demo;
    await page.goto(`${url}#history`);
    await page.getByRole('row').filter({ hasText: '207' }).locator('[data-run]').click();
    const found = page.locator('details').filter({ hasText: 'ada.garcia@example.com' });
    await found.locator('summary').click();
    await expect(found).toContainText('nicht mehr im Verzeichnis oder Filter');
    await expect(found).not.toContainText('no longer');
  });
});

test('pages run from right to left', async ({ demo }) => {
  const { page, url } = demo;
  await page.goto(`${url}?lang=ar-XB`);
  await ready(page);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const [menu, main] = await Promise.all(
    ['nav', 'main'].map(async (part) => page.locator(part).first().boundingBox()),
  );
  expect(menu?.x ?? 0).toBeGreaterThan(main?.x ?? 0);
  await demo.axe();
});
