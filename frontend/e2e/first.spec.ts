import type { Locator, Page } from '@playwright/test';
import { button, field, go, login, plan, save, secret, t, typeNumbers } from './acts';
import { expect, test } from './installation';
import { addTree } from './servers';

// The first hour of somebody who reads nothing, in the window's smallest usual
// size: what is pressed is what the pages offer next.

test.use({ viewport: { width: 1120, height: 760 } });

const steps = (page: Page): Locator => page.getByRole('region', { name: t.first.title });
/** filled are the buttons that say: this one. */
const filled = (page: Page): Locator => page.getByRole('main').locator('button.primary');
const open = (page: Page): Locator => steps(page).locator('[aria-current=step]');

test('the first steps lead from an empty folder to a sync that goes on by itself', async ({
  installation,
}) => {
  test.slow();
  const { page } = installation;
  installation.company(12);
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await expect(page.getByText(t.first.notReady)).toBeVisible();
  await go(page, 'dashboard');
  await expect(open(page)).toContainText(t.first.steps.directory);
  await expect(page.getByText(t.dashboard.facts.noDirectory)).toBeVisible();
  await expect(filled(page)).toHaveText(t.first.act.directory);
  // Nothing was done, so nothing is wrong.
  await expect(page.getByText(t.dashboard.notReady.settings)).toHaveCount(0);
  await installation.axe();
  await installation.picture('first-directory');
  await button(page, t.first.act.directory).click();

  await page.getByRole('radio', { name: t.settings.file.label }).check();
  await field(page, 'File').fill(installation.companyFile);
  await test.step('a test with unsaved settings stands in sight, without a warning', async () => {
    await button(page, t.settings.save.test).click();
    await expect(plan(page)).toContainText(t.dashboard.test.draft);
    await expect(button(plan(page), t.first.saveAndGoOn)).toBeInViewport();
    await expect(steps(page)).toContainText(t.first.found.people(12, 1, String));
    await expect(page.getByText(t.dashboard.notReady.settings)).toHaveCount(0);
    await installation.axe();
    await page.screenshot({ path: 'pictures/first-draft-window.png' });
    await installation.picture('first-draft');
  });
  await test.step('whom it names is called so, on a page that tells why it knows no more', async () => {
    await expect(page.getByText(t.dashboard.facts.knownNone)).toBeVisible();
    const first = plan(page).getByRole('row').nth(1).getByRole('link');
    const name = await first.innerText();
    await first.click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText(t.person.saved.unready)).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: t.common.views.settings })).toBeVisible();
    await installation.axe();
    await installation.picture('first-draft-person');
    await page.getByRole('main').getByRole('link', { name: t.person.saved.plan }).click();
    await expect(plan(page)).toContainText(t.dashboard.test.draft);
  });
  await button(page, t.first.saveAndGoOn).click();

  // Nobody is logged in: that comes next.
  await login(page, installation.organization);
  await expect(page.getByRole('heading', { level: 1, name: t.dashboard.title })).toBeVisible();
  await expect(open(page)).toContainText(t.first.steps.plan);
  await expect(filled(page)).toHaveText(t.first.act.plan);
  await button(page, t.first.act.plan).click();
  await expect(open(page)).toContainText(t.first.steps.sync);
  await installation.picture('first-plan');
  await button(page, t.first.act.sync).click();
  await button(page, t.dashboard.action.sync).click();
  await button(page, t.dashboard.guard.allowFirst(12)).click();
  await typeNumbers(page);
  await button(page, t.dashboard.allow.confirmFirst).click();
  await expect(open(page)).toContainText(t.first.steps.automatic);
  await installation.axe();
  // This program does it, or a service without it.
  await button(open(page), t.dashboard.keep.keep).click();
  await expect(page.getByRole('dialog', { name: t.dashboard.keep.keep })).toContainText(
    t.dashboard.keep.back,
  );
  await page.keyboard.press('Escape');
  await installation.picture('first-automatic');
  await button(page, t.first.act.automatic(5)).click();
  await expect(button(page, t.dashboard.action.stop)).toBeVisible();
  await expect(steps(page)).toHaveCount(0);
  await button(page, t.dashboard.action.stop).click();
  await expect(button(page, t.dashboard.action.start)).toBeVisible();
  await expect(steps(page), 'done is done').toHaveCount(0);
});

test('settings that are half done are saved, and say what is missing', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await page.getByRole('radio', { name: t.settings.ldap.label }).check();
  await field(page, 'Root path').fill('dc=example,dc=com');
  const bar = page.getByRole('region', { name: t.settings.save.label });
  await expect(bar).toContainText(t.first.notReady);
  await installation.axe();
  await save(page);
  const missing = page.getByRole('main').getByText(t.first.notReady);
  await expect(missing).toBeVisible();
  await installation.picture('first-half-done');
  await page.getByRole('main').getByRole('link', { name: 'Server', exact: true }).click();
  await expect(field(page, 'Server')).toBeFocused();
  await field(page, 'Server').fill('dc1.example.com');
  await save(page);
  // The command line has the same, and says the same.
  expect((await installation.bwdc('config', 'get', 'ldap.rootPath')).stdout).toContain('dc=example,dc=com');
  // A test needs what is missing, and shows it beside its field.
  await go(page, 'dashboard');
  await expect(open(page)).toContainText(t.first.lacks(1));
  await expect(button(page, t.dashboard.action.test)).toBeDisabled();
});

test('a directory that does not answer keeps the step open, with what is wrong', async ({ installation }) => {
  const { page } = installation;
  const tree = await addTree();
  await installation.bwdc('config', 'ldap.activeDirectory', 'false');
  await installation.bwdc('config', 'ldap.hostname', tree.host);
  await installation.bwdc('config', 'ldap.encryption', 'starttls');
  await installation.bwdc('config', 'ldap.port', String(tree.port));
  await installation.bwdc('config', 'ldap.caFile', tree.caFile);
  await installation.bwdc('config', 'ldap.username', tree.reader);
  await installation.bwdc('config', 'ldap.rootPath', tree.root);
  await installation.open();
  await page.goto(`${installation.url}#dashboard`);
  await expect(open(page)).toContainText(t.first.steps.check);
  await button(page, t.first.act.check).click();
  await expect(open(page)).toContainText(t.first.checkFailed);
  await installation.axe();
  await installation.picture('first-check-failed');
  // The hint names the setting, and leads to it.
  await open(page).getByRole('link', { name: 'Password', exact: true }).click();
  await expect(page.locator('[data-key="ldap.password"] :focus')).toHaveCount(1);
  await secret(page, 'Password', tree.password);
  await save(page);
  await go(page, 'dashboard');
  await button(page, t.first.act.check).click();
  await expect(open(page)).toContainText(t.first.steps.people);
});

test('where nobody is found, nothing is called done or allowed', async ({ installation }) => {
  const { page } = installation;
  installation.company(0);
  await installation.configure();
  await installation.bwdc('config', 'sync.groups', 'false');
  await installation.open();
  await page.evaluate(() => (location.hash = '#dashboard'));
  await button(page, t.dashboard.action.test).click();
  const stopped = page.getByRole('region', { name: t.plan.stop.title });
  await expect(stopped).toContainText(t.plan.stop.testNever);
  await expect(stopped).not.toContainText(t.plan.stop.test);
  await expect(plan(page)).toContainText(t.plan.noneStopped);
  await expect(plan(page)).not.toContainText(t.plan.none);
  await expect(open(page)).toContainText(t.first.foundNobody);
  await installation.axe();
  await installation.picture('dashboard-nobody');
});
