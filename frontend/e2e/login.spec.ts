import { button, field, t } from './acts';
import { clientId, clientSecret, expect, test, type Demo } from './demo';

// The log-in on the sample company's organization, which is a self-hosted server.

test.use({ loggedOut: true });

const personal = 'user.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b';

async function logIn({ page }: Demo, id: string, secret: string): Promise<void> {
  await field(page, t.login.clientId).fill(id);
  await field(page, t.login.clientSecret).fill(secret);
  await button(page, t.login.submit).click();
}

test('the right key leads to the dashboard', async ({ demo }) => {
  const { page } = demo;
  await logIn(demo, clientId, clientSecret);
  await expect(page).toHaveURL(/#dashboard$/);
  await expect(page.getByText(/^Logged in to/)).toBeVisible();
  expect((await demo.bwdc(['status'])).stdout).toContain(clientId.replace('organization.', ''));
});

test('the keyboard alone logs in', async ({ demo }) => {
  const { page } = demo;
  await field(page, t.login.clientId).focus();
  await page.keyboard.type(clientId);
  await page.keyboard.press('Tab');
  await page.keyboard.type(clientSecret);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#dashboard$/);
});

test('what is missing is said beside its field, and the focus goes there', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.login.submit).click();
  await expect(field(page, t.login.clientId)).toBeFocused();
  await expect(field(page, t.login.clientId)).toHaveAccessibleDescription(t.login.clientIdMissing);
  await field(page, t.login.clientId).fill(clientId);
  await button(page, t.login.submit).click();
  await expect(field(page, t.login.clientSecret)).toBeFocused();
  await demo.axe();
});

test('a personal key is refused in words, without asking the server', async ({ demo }) => {
  const { page } = demo;
  await logIn(demo, personal, 'whatever');
  await expect(field(page, t.login.clientId)).toHaveAccessibleDescription(/API key of a person/);
  await expect(field(page, t.login.clientId)).toBeFocused();
  await page.getByText(t.login.where).click();
  await expect(page.getByText(t.login.wherePersonal)).toBeVisible();
  await demo.axe();
  await demo.picture('login-personal');
});

test('a wrong secret is said beside the secret, which can be shown', async ({ demo }) => {
  const { page } = demo;
  await logIn(demo, clientId, 'wrong');
  const secret = field(page, t.login.clientSecret);
  await expect(secret).toHaveAccessibleDescription(/Check client id and client secret/);
  await expect(secret).toBeFocused();
  await expect(secret).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show: Client secret' }).click();
  await expect(secret).toHaveAttribute('type', 'text');
  await expect(page).toHaveURL(/#login$/);
});

test('a server that is not there, or is none, is said, and another one is saved with the log-in', async ({
  demo,
}) => {
  const { page } = demo;
  const url = field(page, 'Server URL');
  const right = await url.inputValue();
  await url.fill('ftp://example.com');
  await logIn(demo, clientId, clientSecret);
  await expect(url).toBeFocused();
  await expect(url).toHaveAccessibleDescription(/not with https/);
  await url.fill('');
  await button(page, t.login.submit).click();
  await expect(url).toHaveAccessibleDescription(t.settings.server.missing);
  await expect(url).toBeFocused();
  await url.fill('http://127.0.0.1:1');
  await button(page, t.login.submit).click();
  await expect(page.getByRole('alert')).toContainText(t.login.failed);
  await expect(page.getByRole('alert')).toContainText('refuses connections');
  demo.forgive(/status of 502/);
  // Nothing of a log-in that failed is kept.
  expect((await demo.bwdc(['config', 'get', 'server.url'])).stdout).toContain(right);
  await demo.picture('login-unreachable');
  await url.fill(right);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await button(page, t.login.submit).click();
  await expect(page).toHaveURL(/#dashboard$/);
  expect((await demo.bwdc(['config', 'get', 'server.url'])).stdout).toContain(right);
});

test('clouds, a server of one’s own and each URL are chosen', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('radio', { name: t.settings.server.eu }).check();
  await expect(field(page, 'Server URL')).toHaveCount(0);
  await page.getByRole('radio', { name: t.settings.server.own }).check();
  await expect(field(page, 'Server URL')).toHaveValue('');
  await page.getByText(t.settings.server.each).click();
  for (const name of ['Web vault URL', 'API URL', 'Identity URL'])
    await expect(field(page, name)).toBeVisible();
  await page.getByText(t.login.network).click();
  await field(page, 'Proxy').fill('http://127.0.0.1:3128');
  await expect(field(page, 'Proxy user name')).toBeVisible();
  await demo.axe();
});

test('the settings can be opened first', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('link', { name: t.dashboard.action.openSettings }).click();
  await expect(page).toHaveURL(/#settings$/);
  await expect(page.getByRole('main')).toContainText(t.common.banner.notLoggedInText);
});
