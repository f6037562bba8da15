import { button, field, go, held, t } from './acts';
import { expect, test, type Demo } from './demo';

// What runs or is sent by a press, while the program takes its time: once, however
// often it is pressed, and told where it was asked for.

test.use({ holds: true });

const why = 'the disk is full';
const automatic = ({ page }: Demo) => page.getByRole('region', { name: t.dashboard.automatic.title });

test('the automatic sync is started once', async ({ demo }) => {
  const { page } = demo;
  const answer = await held(page, 'StartAutomatic');
  const start = automatic(demo).getByRole('button', { name: new RegExp(`${t.dashboard.action.start}$`) });
  await start.press('Enter');
  await start.press('Enter');
  answer.letGo();
  await expect(button(automatic(demo), t.dashboard.action.stop)).toBeVisible();
  expect(answer.calls()).toBe(1);
  await button(automatic(demo), t.dashboard.action.stop).click();
  await expect(button(automatic(demo), t.dashboard.action.start)).toBeVisible();
});

test('a service that could not be installed is told in its part, also behind a closed dialog', async ({
  demo,
}) => {
  const { page } = demo;
  // As where there is a service manager.
  const background = { possible: true, installed: false, state: '', name: 'bwdc', exit: 0 };
  await page.route('**/api/call/*Background', (route) =>
    route.fulfill({ json: { ...background, boot: false, whileLoggedIn: false, asks: false } }),
  );
  await page.reload();
  const answer = await held(page, '*KeepSyncing', { problem: why });
  await button(automatic(demo), t.dashboard.keep.keep).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, t.dashboard.keep.keepDo).click();
  await page.keyboard.press('Escape');
  answer.letGo();
  await expect(automatic(demo).getByText(why)).toBeVisible();
  await button(automatic(demo), t.dashboard.keep.keep).click();
  await expect(dialog).not.toContainText(why);
});

test('notifications are tried once', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.advanced }).click();
  const answer = await held(page, '*TestNotices', { problem: why });
  const region = page.getByRole('region', { name: t.unattended.notices.title });
  const press = region.getByRole('button', { name: new RegExp(`${t.unattended.notices.test}$`) });
  await press.press('Enter');
  await press.press('Enter');
  answer.letGo();
  await expect(region.getByText(why)).toBeVisible();
  expect(answer.calls()).toBe(1);
});

test('a check that ends elsewhere, and a state that comes late, take no number that is typed', async ({
  demo,
}) => {
  const { page } = demo;
  await demo.edit((company) => company.users.splice(Math.floor(company.users.length / 3)));
  await button(page, t.dashboard.action.sync).click();
  await button(page, t.plan.stop.allow).click();
  const number = page.getByLabel(/^Type \d+ to confirm$/).first();
  await number.fill('1');
  const other = await page.context().newPage();
  await other.goto(demo.url);
  const state = await held(page, 'State');
  await go(other, 'settings');
  const panel = other.getByRole('complementary', { name: t.settings.check.title });
  await button(panel, t.settings.check.start).click();
  await expect(panel).toContainText(t.settings.check.done);
  await expect.poll(state.calls).toBeGreaterThan(0);
  state.letGo();
  const again = state.calls();
  await expect.poll(state.calls).toBeGreaterThan(again);
  await expect(number).toHaveValue('1');
  await expect(number).toBeFocused();
});

test('of two syncs that are opened quickly the last one is shown', async ({ demo }) => {
  const { page } = demo;
  const answer = await held(page, 'HistoryRun', { only: 1 });
  await go(page, 'history');
  const links = page.getByRole('table', { name: t.history.runs.caption }).getByRole('link');
  await expect(links.first()).toBeVisible();
  const [first, second] = [await links.nth(0).textContent(), await links.nth(1).textContent()];
  expect(first).not.toBe(second);
  await links.nth(0).click();
  await expect.poll(answer.calls).toBe(1);
  await page.goBack();
  await links.nth(1).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(second ?? '');
  const late = page.waitForResponse('**/api/call/HistoryRun');
  answer.letGo();
  await (await late).finished();
  await expect(heading).toContainText(second ?? '');
  await expect(page).toHaveTitle(new RegExp(second ?? ''));
});

test('a profile that was deleted behind a closed dialog is gone, and told once', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['profile', 'create', 'school']);
  await page.reload();
  const answer = await held(page, 'DeleteProfile', { at: 'answering' });
  const choice = page.getByRole('banner').getByRole('combobox', { name: t.common.organization });
  await choice.selectOption('school');
  await expect(page.getByText(t.dashboard.work.never)).toBeVisible();
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.organization }).click();
  await button(page, t.settings.organization.delete).click();
  const dialog = page.getByRole('dialog');
  await field(page, t.common.confirmType('school')).fill('school');
  await page.keyboard.press('Enter');
  await expect.poll(answer.calls).toBe(1);
  await page.keyboard.press('Enter');
  answer.letGo();
  await expect(page.getByText(t.settings.organization.deleted('school'))).toHaveCount(1);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(answer.calls()).toBe(1);
});
