import type { Page } from '@playwright/test';
import { button, field, late, login, plan, secret, t } from './acts';
import { expect, test, type Installation } from './installation';
import { addOkta, addTree } from './servers';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Somebody who has never seen it and reads nothing, in the window's smallest
// usual size: from an empty folder to the first plan of each kind of directory.

test.use({ viewport: { width: 1120, height: 760 } });

const check = t.settings.check;
const panel = (page: Page) => page.getByRole('complementary', { name: check.title });

// begin leads past the log-in to the kind of directory.
async function begin(installation: Installation, kind: string): Promise<void> {
  const { page } = installation;
  await installation.open();
  await page.getByRole('link', { name: t.login.skip }).click();
  await page.getByRole('radio', { name: kind }).check();
}

// works: the check tells that the directory works, and warns of nothing; that
// nobody is logged in comes later.
async function works(page: Page): Promise<void> {
  await expect(panel(page).getByText(check.directory, { exact: true })).toBeVisible();
}

// trust says that the authority is known, by the keyboard.
async function trust(page: Page): Promise<void> {
  await button(panel(page), t.trust.trust).press('Enter');
  await expect(panel(page)).not.toContainText(check.failed(1));
  await expect(button(panel(page), check.again)).toBeFocused();
}

// first goes from settings that were checked to the first plan.
async function first(installation: Installation, people: string[]): Promise<void> {
  const { page } = installation;
  await button(page, t.settings.save.test).click();
  await button(plan(page), t.first.saveAndGoOn).click();
  await login(page, installation.organization);
  // What was tested is saved.
  await expect(page.getByText(new RegExp(`^${t.dashboard.job.test} done in`))).toBeVisible();
  const steps = page.getByRole('region', { name: t.first.title });
  // What was tried before stands there until the plan comes.
  const slow = await late(page, 'TestResult', 1_000);
  await button(steps, t.first.act.plan).press('Enter');
  // The next step has the focus, not the top of the page.
  await expect(button(steps, t.first.act.sync)).toBeFocused();
  // The question that comes first is in sight, above the plan.
  const question = page.getByRole('region', { name: t.dashboard.guard.first });
  await expect(question).toBeVisible();
  await page.keyboard.press('Enter');
  await slow.end();
  await expect(question.getByRole('heading')).toBeInViewport();
  await expect(question).toBeFocused();
  await expect(plan(page)).toContainText(t.plan.because.first);
  for (const email of people) await expect(plan(page)).toContainText(email);
  expect((await installation.organization.holds()).imports, 'nothing is sent').toBe(0);
  await installation.axe();
}

test('an OpenLDAP server', async ({ installation }) => {
  const { page } = installation;
  const tree = await addTree();
  await begin(installation, t.settings.ldap.label);
  await page.getByRole('switch', { name: 'Active Directory', exact: true }).uncheck();
  await field(page, 'Server').fill(`${tree.host}:${tree.port}`);
  await field(page, 'User name').fill(tree.reader);
  await secret(page, 'Password', tree.password);
  await field(page, 'Root path').fill(tree.root);
  await button(panel(page), check.start).click();
  await trust(page);
  await works(page);
  await first(installation, ['ada@example.test', 'joerg@example.test']);
});

test('a table with columns of its own', async ({ installation }) => {
  const { page } = installation;
  const path = join(installation.sandbox.dir, 'leute.csv');
  writeFileSync(
    path,
    'Name;E-Mail;Abteilung\nAda Lovelace;ada@example.test;Forschung\nAlan Turing;alan@example.test;Forschung\n',
  );
  await begin(installation, t.settings.file.label);
  await field(page, 'File').fill(path);
  await button(panel(page), check.start).click();
  // The hint leads to a field that is folded away, as often as it is pressed.
  for (const by of ['click', 'press'] as const) {
    const hint = panel(page).getByRole('link', { name: t.fields['file.columns'].label, exact: true }).first();
    await (by === 'click' ? hint.click() : hint.press('Enter'));
    await expect(field(page, t.fields['file.columns'].label)).toBeFocused();
  }
  await page.keyboard.type('id=E-Mail;email=E-Mail;groups=Abteilung');
  await button(panel(page), check.again).click();
  await works(page);
  await first(installation, ['ada@example.test', 'alan@example.test']);
});

test('Okta, behind a proxy that looks into what is sent', async ({ installation }) => {
  const { page } = installation;
  const okta = await addOkta();
  await begin(installation, t.settings.okta.label);
  await field(page, t.fields['okta.orgUrl'].label).fill(okta.url);
  await secret(page, t.fields['okta.token'].label, okta.token);
  await page.getByRole('textbox', { name: t.settings.find.label }).fill('proxy');
  await field(page, t.fields['network.proxy'].label).fill(okta.proxy);
  await button(panel(page), check.start).click();
  await trust(page);
  await works(page);
  await first(installation, ['ada@example.test', 'grace@example.test']);
});
