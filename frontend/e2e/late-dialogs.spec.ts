import type { Page } from '@playwright/test';
import { button, go, held, t } from './acts';
import { expect, test } from './demo';

// Dialogs that are closed before the program has answered: what failed is told
// all the same, once, and what was done is not done again.

test.use({ holds: true });

const why = 'the disk is full';
const toast = (page: Page) => page.getByRole('region', { name: t.common.toasts }).getByText(why);
const organization = t.settings.organization;

async function profiles(page: Page): Promise<void> {
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.organization }).click();
}

test('a log-out that fails behind a closed dialog is told', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  const answer = await held(page, 'Logout', { problem: why });
  await button(page, t.common.logOut.do).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, t.common.logOut.do).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  answer.letGo();
  await expect(toast(page)).toBeVisible();
  // The next question begins anew.
  await button(page, t.common.logOut.do).click();
  await expect(dialog).not.toContainText(why);
});

test('a profile that could not be made is told behind a closed dialog', async ({ demo }) => {
  const { page } = demo;
  await profiles(page);
  const answer = await held(page, 'CreateProfile', { problem: why });
  await button(page, organization.new).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('school');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  answer.letGo();
  await expect(toast(page)).toBeVisible();
  expect(answer.calls()).toBe(1);
});

test('a file of settings that is refused behind a closed dialog is told, and not to the next file', async ({
  demo,
}) => {
  const { page } = demo;
  const texts = t.more.settings;
  await go(page, 'more');
  const answer = await held(page, 'ImportSettings', { problem: why });
  await button(page, texts.import).click();
  const dialog = page.getByRole('dialog');
  const file = { name: 'a.yaml', mimeType: 'text/yaml', buffer: Buffer.from('directory: file\n') };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await button(dialog, texts.confirm).click();
  await expect(dialog.getByRole('button', { name: t.more.chooseAnother })).toHaveAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  answer.letGo();
  await expect(toast(page)).toBeVisible();
  await button(page, texts.import).click();
  await dialog.locator('input[type=file]').setInputFiles({ ...file, name: 'b.yaml' });
  await expect(dialog.getByText('b.yaml')).toBeVisible();
  await expect(dialog).not.toContainText(why);
});

test('who logged out and has gone on is not brought back', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  const answer = await held(page, 'Logout', { at: 'answering' });
  await button(page, t.common.logOut.do).click();
  await button(page.getByRole('dialog'), t.common.logOut.do).click();
  await page.keyboard.press('Escape');
  await go(page, 'history');
  answer.letGo();
  await expect(page.getByText(t.common.logOut.done)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  await expect(page).toHaveURL(/#history$/);
});
