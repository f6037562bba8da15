import { button, field, go, t } from './acts';
import { expect, test } from './installation';
import { enter } from './demo';

// What becomes of the pages when bwdc serve does not answer.

const lost =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;
const unauthorized = /status of 401/;

test.beforeEach(async ({ installation }) => {
  installation.company(12);
  await installation.configure();
  await installation.open();
});

test('a connection that comes back: the banner goes, nothing typed is lost', async ({ installation }) => {
  const { page } = installation;
  await go(page, 'settings');
  await field(page, 'File').fill('/srv/export/company.json');
  await page.context().setOffline(true);
  // What a person does meanwhile says why it does not work.
  await button(page, t.settings.save.save).click();
  await expect(page.getByRole('region', { name: t.settings.save.label })).toContainText(/./);
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await installation.axe();
  await installation.picture('offline');
  await page.context().setOffline(false);
  await expect(page.getByText(t.common.banner.connection)).toHaveCount(0, { timeout: 40_000 });
  await expect(field(page, 'File')).toHaveValue('/srv/export/company.json');
  await button(page, t.settings.save.save).click();
  await expect(page.getByText(t.settings.save.saved)).toBeVisible();
  expect((await installation.bwdc('config', 'file.path')).stdout).toContain('/srv/export/company.json');
  installation.forgive(lost);
});

test('a page that was opened without an answer fills itself once there is one', async ({ installation }) => {
  const { page } = installation;
  await page.context().setOffline(true);
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await page.evaluate(() => (location.hash = '#settings'));
  await expect(page.getByRole('heading', { level: 1, name: t.settings.title })).toBeVisible();
  await page.context().setOffline(false);
  await expect(field(page, 'File')).toHaveValue(installation.companyFile);
  installation.forgive(lost);
});

// Within how many seconds is held by session.test.ts, where no machine is busy.
test('a server that hangs: what is shown is marked as old', async ({ installation }) => {
  const { page } = installation;
  await expect(button(page, t.dashboard.action.test)).toBeEnabled();
  installation.server.process.kill('SIGSTOP');
  try {
    await expect(page.getByText(t.common.banner.stale)).toBeVisible();
    await expect(page.getByText(t.common.state.stale)).toBeVisible();
    await installation.axe();
    await installation.picture('stale');
  } finally {
    installation.server.process.kill('SIGCONT');
  }
  await expect(page.getByText(t.common.banner.stale)).toHaveCount(0);
  await expect(button(page, t.dashboard.action.test)).toBeEnabled();
});

test('a server that was killed and started again asks for a new address', async ({ installation }) => {
  const { page } = installation;
  const { port } = new URL(installation.url);
  await installation.server.kill();
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await installation.picture('offline-dashboard');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(page.getByText(t.common.banner.connection)).toBeInViewport();
  // What is opened now has nothing to show, and nothing more to say.
  await page.evaluate(() => (location.hash = '#settings'));
  await expect(page.getByRole('heading', { level: 1, name: t.settings.title })).toBeVisible();
  await expect(page.getByText(t.settings.loadFailed)).toHaveCount(0);
  const address = await installation.serve(port);
  await expect(page.getByText(t.common.banner.session, { exact: true })).toBeVisible({ timeout: 40_000 });
  await installation.axe();
  await installation.picture('offline-session');
  // Load again leads to the page that tells where a new address comes from.
  await button(page, t.common.banner.reload).click();
  await expect(page.getByText('Please open the address that bwdc serve printed')).toBeVisible();
  await enter(page, address);
  await expect(button(page, t.dashboard.action.test)).toBeEnabled();
  installation.forgive(lost, unauthorized);
});

test('a server that ends while a sync runs leaves nothing half done', async ({ installation }) => {
  const { page, organization } = installation;
  await installation.bwdc('sync', '--yes');
  installation.company(13);
  await organization.slow(1, 3_000);
  const { imports } = await organization.holds();
  await button(page, t.dashboard.action.sync).click();
  await expect.poll(async () => (await organization.holds()).imports).toBeGreaterThan(imports);
  const { code } = await installation.server.stop();
  expect(code, 'it ends in order').toBe(0);
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await installation.bwdc('sync');
  expect((await organization.holds()).members).toContain('person0013@example.test');
  installation.forgive(lost);
});

test('a sync whose program was killed says so, and leads to what was done', async ({ installation }) => {
  const { page, organization } = installation;
  await installation.bwdc('sync', '--yes');
  installation.company(13);
  await organization.slow(1, 3_000);
  const { imports } = await organization.holds();
  await button(page, t.dashboard.action.sync).click();
  await expect.poll(async () => (await organization.holds()).imports).toBeGreaterThan(imports);
  const { port } = new URL(installation.url);
  await installation.server.kill();
  const address = await installation.serve(port);
  await enter(page, address);
  const told = page.getByText(t.dashboard.job.interrupted(t.dashboard.job.sync), { exact: true });
  await expect(told).toBeVisible();
  await expect(page.getByText(t.problems.failed ?? '', { exact: true })).toHaveCount(0);
  await installation.axe();
  await installation.picture('dashboard-interrupted');
  await page.getByRole('link', { name: t.dashboard.action.details }).first().click();
  await expect(page).toHaveURL(/#history\/./);
  installation.forgive(lost, unauthorized);
});
