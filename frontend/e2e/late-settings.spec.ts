import type { Page } from '@playwright/test';
import { button, field, go, held, save, t } from './acts';
import { expect, test, type Demo } from './demo';

// Settings while the program takes its time: who types and presses meanwhile is
// neither interrupted nor shown what is over.

test.use({ holds: true });

const texts = t.settings;
const bar = (page: Page) => page.getByRole('region', { name: texts.save.label });
const saved = (page: Page) => page.getByText(texts.save.saved);

async function sync({ page }: Demo): Promise<void> {
  await go(page, 'settings');
  await page.getByRole('tab', { name: new RegExp(`^${texts.sections.sync}`) }).click();
}

test('what was saved stands there also while the settings are read again', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'Interval').fill('15');
  const reading = await held(page, 'Settings');
  const saving = page.waitForResponse('**/api/call/SaveSettings');
  await button(page, texts.save.save).click();
  await saving;
  await expect.poll(reading.calls).toBeGreaterThan(0);
  await expect(field(page, 'Interval')).toHaveValue('15');
  reading.letGo();
  await expect(saved(page)).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  await expect(field(page, 'Interval')).toHaveValue('15');
});

test('who goes on typing while it is saved keeps the focus, and is told what is wrong', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'Interval').fill('15');
  const saving = await held(page, 'SaveSettings');
  await button(page, texts.save.save).click();
  const removals = field(page, 'Removals at most');
  await removals.click();
  await page.keyboard.type('many');
  saving.letGo();
  await expect(saved(page)).toBeVisible();
  await expect(removals).toBeFocused();
  await page.keyboard.type(' more');
  await expect(removals).toHaveValue('many more');
  await page.keyboard.press('Tab');
  await expect(removals).toHaveAccessibleDescription(/many more/);
});

test('what is wrong and typed while it is saved is told afterwards', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'Interval').fill('15');
  const saving = await held(page, 'SaveSettings');
  await button(page, texts.save.save).click();
  const removals = field(page, 'Removals at most');
  await removals.fill('many');
  await field(page, 'Interval').focus();
  await expect(removals).toHaveAccessibleDescription(/many/);
  saving.letGo();
  await expect(saved(page)).toBeVisible();
  await expect(removals).toHaveAccessibleDescription(/many/);
});

test('what is changed and saved while the rest is saved is saved too', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'Interval').fill('15');
  const saving = await held(page, 'SaveSettings');
  await page.keyboard.press('Control+s');
  await field(page, 'Removals at most').fill('7');
  await page.keyboard.press('Control+s');
  await page.keyboard.press('Control+s');
  saving.letGo();
  await expect(bar(page)).toHaveCount(0);
  expect(saving.calls()).toBe(2);
  expect((await demo.bwdc(['config', 'get', 'sync.maxRemovals'])).stdout).toContain('7');
});

test('a refusal is not about what was mended meanwhile, and takes nobody away', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  const interval = field(page, 'Interval');
  await interval.fill('often');
  const saving = await held(page, 'SaveSettings');
  await page.keyboard.press('Control+s');
  await interval.fill('15');
  await field(page, 'Removals at most').focus();
  await expect.poll(saving.calls).toBe(1);
  // What was asked meanwhile has found nothing wrong.
  await expect(page.getByText(texts.save.count(1))).toBeVisible();
  saving.letGo();
  await expect(button(page, texts.save.save)).not.toHaveAttribute('aria-disabled');
  await expect(interval).not.toHaveAttribute('aria-invalid');
  await expect(field(page, 'Removals at most')).toBeFocused();
  await save(page);
});

test('a check that is refused takes nobody to another part', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  const panel = page.getByRole('complementary', { name: texts.check.title });
  await field(page, 'Interval').fill('often');
  const checking = await held(page, 'Check');
  await button(panel, texts.check.start).click();
  await page.getByRole('tab', { name: new RegExp(`^${texts.sections.directory}`) }).click();
  await field(page, 'File').focus();
  checking.letGo();
  await expect(button(panel, texts.check.start)).not.toHaveAttribute('aria-disabled');
  await expect(field(page, 'File')).toBeFocused();
});

test('a test that was begun leads to the dashboard only who still waits for it', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'User filter').fill('include:joan.clarke@example.com');
  const testing = await held(page, 'Test');
  await button(page, texts.save.test).click();
  await expect.poll(testing.calls).toBe(1);
  await page.getByRole('link', { name: t.common.views.history, exact: true }).click();
  await button(page.getByRole('dialog'), t.common.leave.leave).click();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  const answer = page.waitForResponse('**/api/call/Test');
  testing.letGo();
  await answer;
  await expect(page.getByText(t.common.state.running)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  // They were given up.
  await go(page, 'settings');
  await expect(bar(page)).toHaveCount(0);
});

test('two filters are not tried at once', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  const trying = await held(page, 'TryFilter');
  await button(page, texts.filter.try).first().click();
  await button(page, texts.filter.try).last().click({ force: true });
  trying.letGo();
  await expect(page.getByText(/ users match/)).toBeVisible();
  expect(trying.calls()).toBe(1);
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
});

test('what is refused after the settings were left is told where one is', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'Interval').fill('15');
  const saving = await held(page, 'SaveSettings', { problem: 'the disk is full' });
  await page.keyboard.press('Control+s');
  await page.getByRole('link', { name: t.common.views.history, exact: true }).click();
  await button(page.getByRole('dialog'), t.common.leave.leave).click();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.history })).toBeVisible();
  saving.letGo();
  await expect(page.getByRole('region', { name: t.common.toasts })).toContainText(/the disk is full/i);
});

test('whoever is asked whether to leave is not taken away by the answer to a test', async ({ demo }) => {
  const { page } = demo;
  await sync(demo);
  await field(page, 'User filter').fill('include:joan.clarke@example.com');
  const testing = await held(page, 'Test');
  await button(page, texts.save.test).click();
  await expect.poll(testing.calls).toBe(1);
  await page.getByRole('link', { name: t.common.views.history, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const answer = page.waitForResponse('**/api/call/Test');
  testing.letGo();
  await (await answer).finished();
  await expect(button(page, texts.save.test)).not.toHaveAttribute('aria-disabled');
  await button(dialog, t.common.leave.stay).click();
  await expect(page.getByRole('heading', { level: 1, name: texts.title })).toBeVisible();
  await expect(field(page, 'User filter')).toHaveValue('include:joan.clarke@example.com');
});

// A server that is refused for its certificate; what is trusted is answered once it is let go.
async function lateTrust({ page }: Demo) {
  const day = '2026-11-30T00:00:00Z';
  const root = { subject: 'CN=Root', issuer: 'CN=Root', names: [], from: day, until: day, sha256: 'AB:CD' };
  await page.route('**/api/call/UntrustedCertificates', (route) =>
    route.fulfill({ json: { setting: 'ldap.caFile', chain: [root] } }),
  );
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/call/TrustCertificate', async (route) => {
    await gone;
    await route.fulfill({ json: { setting: 'ldap.caFile', path: '/home/trusted/ab.pem' } });
  });
  await go(page, 'settings');
  await page.getByRole('radio', { name: texts.ldap.label, exact: true }).check();
  await field(page, 'Server').fill('127.0.0.1');
  await field(page, 'Port').fill('1');
  await field(page, 'Root path').fill('dc=example');
  await field(page, 'User name').fill('cn=reader');
  const panel = page.getByRole('complementary', { name: texts.check.title });
  await button(panel, texts.check.start).click();
  await button(panel, t.trust.trust).click();
  return {
    panel,
    letGo: async () => {
      const answer = page.waitForResponse('**/api/call/TrustCertificate');
      letGo();
      await (await answer).finished();
    },
  };
}

test('a certificate that is trusted late is not that of a server named since', async ({ demo }) => {
  const { page } = demo;
  const { panel, letGo } = await lateTrust(demo);
  const server = field(page, 'Server');
  await server.fill('dc2.example.test');
  await expect(panel.getByText('CN=Root')).toHaveCount(0);
  await letGo();
  await expect(page.getByText(t.trust.changed)).toBeVisible();
  await page.keyboard.type('.');
  await expect(server).toHaveValue('dc2.example.test.');
  await expect(server).toBeFocused();
  await expect(field(page, 'Certificate authority')).toHaveValue('');
  await expect(button(panel, texts.check.again)).toBeVisible();
});

test('a certificate that is trusted late is entered also where a password was typed since', async ({
  demo,
}) => {
  const { page } = demo;
  const { panel, letGo } = await lateTrust(demo);
  await page.route('**/api/call/Check', (route) => route.abort());
  let checked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/call/Check')) checked++;
  });
  const password = field(page, 'Password');
  await password.fill('half of i');
  await expect(panel.getByText('CN=Root')).toHaveCount(0);
  await letGo();
  await expect(field(page, 'Certificate authority')).toHaveValue('/home/trusted/ab.pem');
  await expect(page.getByText(t.trust.trusted('Certificate authority'))).toBeVisible();
  await page.keyboard.type('t');
  await expect(password).toHaveValue('half of it');
  await expect(password).toBeFocused();
  // A password that is half typed is not tried: some directories lock who is wrong.
  await expect(button(panel, texts.check.again)).toBeVisible();
  expect(checked).toBe(0);
});
