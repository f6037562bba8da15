import { button, ended, field, go, login, save, secret, syncFirst, t } from './acts';
import { ldapmodify, addTree, type Tree } from './servers';
import { expect, test, type Installation } from './installation';

// The story of an administrator with an OpenLDAP server, from an empty data
// folder on. The server is a real slapd.

const check = t.settings.check;

test('from nothing to a sync that follows the directory', async ({ installation }) => {
  test.slow();
  const tree = await addTree();
  await installation.open();
  const { page } = installation;

  await test.step('log in, first with a wrong secret', async () => {
    await login(page, installation.organization, 'not-the-secret');
    await expect(page.getByRole('alert').or(page.locator('.error')).first()).toBeVisible();
    await field(page, t.login.clientSecret).fill(installation.organization.clientSecret);
    await button(page, t.login.submit).click();
    await expect(page.getByRole('heading', { level: 1, name: t.settings.title })).toBeVisible();
  });
  await test.step('describe the directory', async () => describe(installation, tree));
  await test.step('check with a wrong password, then with the right one', async () =>
    connect(installation, tree));
  await save(page);

  await go(page, 'dashboard');
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  const result = page.getByRole('tabpanel');
  for (const email of ['ada', 'alan', 'grace', 'joerg']) {
    await expect(result.getByText(`${email}@example.test`).first()).toBeVisible();
  }
  await page.getByRole('tab', { name: t.dashboard.test.tabs.groups }).click();
  await expect(result.getByText('Engineering').first()).toBeVisible();
  expect((await installation.organization.holds()).imports, 'a test sends nothing').toBe(0);

  await syncFirst(page, 4);
  expect((await installation.organization.holds()).members.sort()).toEqual([
    'ada@example.test',
    'alan@example.test',
    'grace@example.test',
    'joerg@example.test',
    'owner@example.test',
  ]);
  expect((await installation.organization.holds()).groups.sort()).toEqual(['Compilers', 'Engineering']);
  await test.step('the directory changes', async () => change(installation, tree));
  await test.step('what was done is in the history', async () => {
    await go(page, 'history');
    await expect(page.getByRole('table', { name: t.history.runs.caption })).toBeVisible();
    await expect(page.getByRole('table', { name: t.history.runs.caption }).getByText('Done')).toHaveCount(2);
    await installation.picture('slapd-history');
  });
});

// describe fills in the form, from the defaults on.
async function describe(installation: Installation, tree: Tree): Promise<void> {
  const { page } = installation;
  await page.getByRole('radio', { name: t.settings.ldap.label }).check();
  await page.getByRole('switch', { name: 'Active Directory', exact: true }).uncheck();
  await field(page, 'Server').fill(tree.host);
  await field(page, 'Encryption').selectOption({
    label: t.settings.choices['ldap.encryption']?.['starttls'] ?? '',
  });
  await field(page, 'Port').fill(tree.port);
  await field(page, 'Certificate authority').fill(tree.caFile);
  await field(page, 'User name').fill(tree.reader);
  await field(page, 'Root path').fill(tree.root);
  await field(page, 'User path').fill('ou=people');
  await field(page, 'Group path').fill('ou=teams');
}

async function connect(installation: Installation, tree: Tree): Promise<void> {
  const { page } = installation;
  const panel = page.getByRole('complementary', { name: check.title });
  await secret(page, 'Password', 'not-the-password');
  await button(panel, check.start).click();
  await expect(panel.getByText(check.failed(1))).toBeVisible();
  await installation.picture('slapd-check-failed');
  await installation.axe();
  await secret(page, 'Password', tree.password);
  await button(panel, check.again).click();
  await expect(panel.getByText(check.done)).toBeVisible();
}

// change: somebody joins, somebody leaves, one is renamed; a test tells, a sync sends.
async function change(installation: Installation, tree: Tree): Promise<void> {
  const { page } = installation;
  ldapmodify(
    tree,
    `dn: cn=Radia Perlman,ou=people,${tree.root}
changetype: add
objectClass: inetOrgPerson
cn: Radia Perlman
sn: Perlman
uid: radia
mail: radia@example.test

dn: cn=Alan Turing,ou=people,${tree.root}
changetype: delete
`,
  );
  await page.getByRole('checkbox', { name: t.dashboard.action.sinceLast }).check();
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await page.getByRole('tab', { name: t.plan.tabs.joins }).click();
  await expect(page.getByRole('tabpanel').getByText('radia@example.test').first()).toBeVisible();
  await page.getByRole('tab', { name: t.plan.tabs.leaves }).click();
  await expect(page.getByRole('tabpanel').getByText('alan@example.test').first()).toBeVisible();
  await installation.picture('slapd-test-since-last');
  await button(page, t.dashboard.action.sync).click();
  await ended(page, 'sync');
  const { members } = await installation.organization.holds();
  expect(members).toContain('radia@example.test');
  expect(members).not.toContain('alan@example.test');
}
