import { de } from '../src/i18n/de';
import { button, go, t } from './acts';
import { expect, test } from './installation';

// The documentation comes with the program: it opens in place, without a network.

test('the documentation opens in place, and its pages lead to each other', async ({ installation }) => {
  const { page } = installation;
  await page.context().route(/^(?!http:\/\/127\.0\.0\.1)/, (route) => route.abort());
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await go(page, 'more');
  await page.getByRole('link', { name: t.docs.open, exact: true }).click();
  const pages = page.getByRole('navigation', { name: t.docs.pages });
  const text = page.getByRole('article');
  await expect(text.getByRole('heading', { level: 2, name: 'Getting started' })).toBeVisible();
  await expect(page).toHaveTitle(/^Getting started/);
  await installation.axe();
  await installation.picture('docs');
  await text.getByRole('link', { name: 'LDAP', exact: true }).first().click();
  await expect(page).toHaveURL(/#docs\/directories%2Fldap$/);
  await expect(pages.locator('[aria-current=page]')).toHaveText(/LDAP/);
  await page.goBack();
  await expect(page).toHaveTitle(/^Getting started/);
  await page.setViewportSize({ width: 320, height: 700 });
  // The text is not behind a list of thirty pages.
  const started = text.getByRole('heading', { level: 2, name: 'Getting started' });
  await expect(started).toBeInViewport();
  await pages.getByText(t.docs.pages).click();
  await pages.getByRole('link', { name: 'Filters', exact: true }).click();
  await expect(text.getByRole('heading', { level: 2, name: 'Filters' })).toBeInViewport();
  const cut = await text
    .locator('pre')
    .evaluateAll((blocks) => blocks.filter((block) => block.scrollWidth > block.clientWidth).length);
  expect(cut, 'commands that are cut').toBe(0);
  await page.goBack();
  await installation.axe();
  await installation.picture('docs');
});

test('a table that scrolls sideways on a telephone says so, and is reached by the keyboard', async ({
  installation,
}) => {
  const { page } = installation;
  await page.setViewportSize({ width: 360, height: 740 });
  await installation.open();
  await page.goto(`${new URL('/', page.url()).href}#docs/settings`);
  const text = page.getByRole('article');
  await expect(text.getByRole('heading', { level: 2 }).first()).toBeVisible();
  const names = new RegExp(`${t.common.table.scroll('')}$`);
  const table = text.getByRole('region', { name: names }).first();
  await expect(table).toHaveAttribute('data-more', 'end');
  const shadow = async () => table.evaluate((box) => getComputedStyle(box).boxShadow);
  const sign = await shadow();
  expect(sign).toContain('inset');
  await table.focus();
  await page.keyboard.press('ArrowRight');
  await expect(table).toHaveAttribute('data-more', /^start/);
  await page.keyboard.press('End');
  await table.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await expect(table).toHaveAttribute('data-more', 'start');
  expect(await shadow()).not.toBe(sign);
  const all = await text
    .locator('.table, pre')
    .evaluateAll((boxes) =>
      boxes
        .filter((box) => box.scrollWidth > box.clientWidth + 1 !== (box.getAttribute('tabindex') === '0'))
        .map((box) => box.textContent.slice(0, 60)),
    );
  expect(all, 'that scrolls and is no stop, or is one for nothing').toEqual([]);
  await installation.axe();
  await installation.picture('docs-table');
  // Where there is room nothing stops the keyboard.
  await page.setViewportSize({ width: 1600, height: 900 });
  await expect(text.locator('.table[data-more]')).toHaveCount(0);
  await expect(text.locator('.table[tabindex]')).toHaveCount(0);
});

test.describe('where the pages are in German', () => {
  test.use({ locale: 'de-DE' });

  test('the documentation is in English, and says so of its pages and their names', async ({
    installation,
  }) => {
    const { page } = installation;
    await installation.open();
    await page.goto(`${new URL('/', page.url()).href}#docs`);
    await expect(page.getByText(de.docs.description)).toBeVisible();
    await expect(page.getByRole('article')).toHaveAttribute('lang', 'en');
    const names = page.getByRole('navigation', { name: de.docs.pages }).getByRole('link');
    await expect(names.first()).toHaveAttribute('lang', 'en');
    expect(await names.count()).toBe(await names.and(page.locator('[lang=en]')).count());
  });
});

test('a setting leads to its place in the documentation, and what is typed stays', async ({
  installation,
}) => {
  const { page } = installation;
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await page.getByRole('textbox', { name: 'Root path' }).fill('dc=example,dc=com');
  await button(page, t.settings.field.menu('Certificate authority')).click();
  await page.getByRole('menuitem', { name: t.docs.ofSetting('Certificate authority') }).click();
  await expect(page.getByRole('heading', { name: 'ldap.caFile' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'ldap.caFile' })).toBeInViewport();
  await go(page, 'settings');
  await expect(page.getByRole('textbox', { name: 'Root path' })).toHaveValue('dc=example,dc=com');
});

test('a dialog begins at its field, and Enter says what is missing', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await page.getByRole('tab', { name: t.settings.sections.organization }).click();
  await button(page, t.settings.organization.new).click();
  const dialog = page.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: t.settings.organization.name });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toHaveAccessibleDescription(new RegExp(t.settings.organization.nameMissing));
  await installation.axe();
  await page.keyboard.press('Escape');
  await button(page, t.common.shortcuts.open).click();
  await expect(dialog.getByRole('button').last()).toBeVisible();
});

test('keys of settings are shown where they are wanted', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  const key = page.getByText('ldap.rootPath', { exact: true });
  const seen = async () => key.evaluate((node) => getComputedStyle(node.parentElement ?? node).opacity);
  await expect.poll(seen).toBe('0');
  await page.getByRole('textbox', { name: 'Root path' }).focus();
  await expect.poll(seen).toBe('1');
  await page.getByRole('heading', { level: 1 }).click();
  await expect.poll(seen).toBe('0');
  await page.getByRole('checkbox', { name: t.settings.field.showKeys }).check();
  await expect.poll(seen).toBe('1');
  await page.reload();
  await expect.poll(seen).toBe('1');
  await installation.axe();
  await page.getByRole('textbox', { name: t.settings.find.label }).fill('base dn');
  await expect(page.getByRole('textbox', { name: 'Root path' })).toBeVisible();
});
