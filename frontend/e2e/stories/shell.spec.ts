import { expect, test } from '@playwright/test';
import { open } from '../helpers';

test('the keyboard reaches every view, and Back goes back', async ({ page }) => {
  await open(page, 'App/main');
  await expect(page).toHaveTitle(/^Dashboard/);
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/^Settings/);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(/#history$/);
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page');
});

test('the first Tab offers to skip to the content', async ({ page }) => {
  await open(page, 'App/main');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the list of shortcuts opens by ? and gives the focus back', async ({ page }) => {
  await open(page, 'App/main');
  const button = page.getByRole('button', { name: 'Show keyboard shortcuts' });
  await button.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('who is not logged in starts at the log-in, and can set up the directory first', async ({ page }) => {
  await open(page, 'App/login');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in');
  await page.getByRole('link', { name: 'Set up the directory first' }).click();
  await expect(page).toHaveURL(/#settings$/);
  await expect(page.getByText('Not logged in').first()).toBeVisible();
});

test('an address that no view has is that of the dashboard', async ({ page }) => {
  await open(page, 'App/main');
  await page.evaluate(() => (location.hash = '#history'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('History');
  await page.evaluate(() => (location.hash = '#nonsense/42'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await expect(page).not.toHaveURL(/nonsense/);
});

test('another organization is chosen from the list', async ({ page }) => {
  await open(page, 'App/profiles');
  await expect(page.getByLabel('Organization').getByRole('option')).toHaveText([
    'Example Ltd (default)',
    'Example School (school)',
  ]);
  await page.getByLabel('Organization').selectOption('school');
  await expect(page.getByLabel('Organization')).toHaveValue('school');
});

test('the state follows how the last sync ended', async ({ page }) => {
  for (const [story, words] of [
    ['main', /^\s*Waiting until/],
    ['failing', /^\s*Failed, again at/],
    ['stopped', /^\s*Off, last sync stopped\s*$/],
  ] as const) {
    await open(page, `App/${story}`);
    await expect(page.getByRole('banner').getByRole('status')).toHaveText(words);
  }
});

test('a lost connection is told', async ({ page }) => {
  await open(page, 'App/offline');
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost' })).toBeVisible();
});
