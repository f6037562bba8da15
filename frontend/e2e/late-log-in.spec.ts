import { button, field, go, held, t } from './acts';
import { clientId, clientSecret, expect, test } from './demo';

// The log-in while the server takes its time.

test.use({ loggedOut: true, holds: true });

test('who has gone on is not brought back by a log-in that works', async ({ demo }) => {
  const { page } = demo;
  await field(page, t.login.clientId).fill(clientId);
  await field(page, t.login.clientSecret).fill(clientSecret);
  const answer = await held(page, 'Login');
  await button(page, t.login.submit).click();
  await expect.poll(answer.calls).toBe(1);
  await page.getByRole('link', { name: t.dashboard.action.openSettings }).click();
  await field(page, 'File').fill('/srv/export/company.json');
  answer.letGo();
  await expect(page.getByText(/^Logged in to/)).toBeVisible();
  await expect(page).toHaveURL(/#settings$/);
  await expect(field(page, 'File')).toHaveValue('/srv/export/company.json');
});

test('a refusal is not about what was typed since, and leaves the focus', async ({ demo }) => {
  const { page } = demo;
  const secret = field(page, t.login.clientSecret);
  await field(page, t.login.clientId).fill(clientId);
  await secret.fill('wrong');
  const answer = await held(page, 'Login');
  await button(page, t.login.submit).click();
  await expect.poll(answer.calls).toBe(1);
  await secret.fill(clientSecret);
  await field(page, t.login.clientId).focus();
  answer.letGo();
  await expect(page.getByRole('alert')).toContainText(t.login.failed);
  await expect(secret).not.toHaveAttribute('aria-invalid');
  await expect(field(page, t.login.clientId)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#dashboard$/);
});

test('a saved draft leads to the log-in only who still waits for it', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('link', { name: t.dashboard.action.openSettings }).click();
  await page.getByRole('tab', { name: t.settings.sections.sync }).click();
  await field(page, 'User filter').fill('include:joan.clarke@example.com');
  await button(page, t.settings.save.test).click();
  await expect(button(page, t.first.saveAndGoOn)).toBeVisible();
  const answer = await held(page, 'SaveSettings');
  await button(page, t.first.saveAndGoOn).click();
  await expect.poll(answer.calls).toBe(1);
  await page.getByRole('link', { name: t.common.views.history, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  answer.letGo();
  await expect(page.getByText(t.first.saved)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  await go(page, 'settings');
  await expect(page.getByRole('region', { name: t.settings.save.label })).toHaveCount(0);
});
