import { button, field, go, save, t } from './acts';
import { enter } from './demo';
import { expect, test } from './installation';
import { policed } from './program';

// A machine on which group policy enforces some settings: policedProgram of
// backend/e2e/pages says which.

const texts = t.settings;

interface Bound {
  go: { bridge: { Bridge: { SaveSettings: (draft: unknown) => Promise<unknown> } } };
}

test.beforeEach(async ({ installation }) => {
  test.skip(policed === '', 'run by go test ./backend/e2e/pages');
  installation.sandbox.env['PROGRAM_UNDER_TEST'] = policed;
  installation.company(2);
  await installation.bwdc('config', 'file.path', installation.companyFile);
  await installation.bwdc('config', 'server.url', installation.organization.url);
  await installation.bwdc(
    'login',
    installation.organization.clientId,
    installation.organization.clientSecret,
  );
  await enter(installation.page, await installation.serve());
  await go(installation.page, 'settings');
});

test('what group policy enforces is shown with its value, locked, and says who decides', async ({
  installation,
}) => {
  const { page } = installation;
  // The directory itself, a choice among cards.
  const types = page.getByRole('group', { name: texts.type.legend });
  await expect(types.getByRole('radio', { checked: true })).toHaveAccessibleName(texts.file.label);
  await expect(types.getByRole('radio', { name: texts.ldap.label })).toBeDisabled();
  await expect(types).toHaveAccessibleDescription(texts.field.policy);
  await page.getByRole('tab', { name: new RegExp(`^${texts.sections.sync}`) }).click();
  const removals = field(page, t.fields['sync.maxRemovals'].label);
  await expect(removals).toHaveValue('10');
  await expect(removals).not.toBeEditable();
  const disabled = page.getByRole('switch', { name: t.fields['sync.removeDisabled'].label });
  await expect(disabled).toBeChecked();
  await expect(disabled).toBeDisabled();
  const leavers = field(page, t.fields['sync.leavers'].label);
  await expect(leavers).toHaveValue('revoke');
  await expect(leavers).toBeDisabled();
  for (const locked of [removals, disabled, leavers])
    await expect(locked).toHaveAccessibleDescription(new RegExp(texts.field.policy));
  await button(page, texts.field.menu(t.fields['sync.maxRemovals'].label)).click();
  await expect(page.getByRole('menuitem', { name: texts.field.reset })).toHaveCount(0);
  await page.keyboard.press('Escape');
  // What nobody enforces can be changed beside it.
  await field(page, t.fields['sync.interval'].label).fill('15');
  await save(page);
  await expect(removals).toHaveValue('10');
  await installation.axe();
  await installation.picture('settings-policy');
  await page.goto(`${installation.url}?lang=de#settings/sync.maxRemovals`);
  await expect(page.getByText('Durch eine Gruppenrichtlinie').first()).toBeVisible();
});

test('nobody saves what group policy enforces, by the API or on the command line', async ({
  installation,
}) => {
  const { page } = installation;
  const refused = await page.evaluate(async () => {
    const set = { 'sync.maxRemovals': '99' };
    const draft = { set, unset: ['sync.leavers'], secrets: {}, forget: [], seen: null };
    return (window as unknown as Bound).go.bridge.Bridge.SaveSettings(draft).then(
      () => 'saved',
      (reason: unknown) => `${JSON.stringify(reason)} ${String(reason)}`,
    );
  });
  for (const word of ['sync.maxRemovals', 'sync.leavers', 'group policy']) expect(refused).toContain(word);
  installation.forgive(/status of 4\d\d.*SaveSettings/);
  const set = await installation.sandbox.bwdc(['config', 'set', 'sync.maxRemovals', '99']);
  expect(set.code).not.toBe(0);
  expect(set.stderr).toContain('group policy');
  const list = await installation.bwdc('config', 'list');
  expect(list.stdout).toMatch(/sync\.maxRemovals\s+10\s.*policy/);
  // Nor does it lie in wait for the day on which the policy goes.
  delete installation.sandbox.env['PROGRAM_UNDER_TEST'];
  const free = await installation.bwdc('config', 'get', 'sync.maxRemovals');
  expect(free.stdout.trim()).toBe('');
});
