import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { button, ended, late, plan, t } from './acts';
import { expect, test, type Demo } from './demo';

// A test is a plan that names people, and a sync does exactly that, or says what
// differs.

const tab = ({ page }: Demo, name: string) => plan(page).getByRole('tab', { name: new RegExp(`^${name}`) });

async function tested(demo: Demo): Promise<void> {
  await button(demo.page, 'Test Now').click();
  await ended(demo.page, 'test');
  await expect(plan(demo.page).getByRole('tab')).toHaveCount(7);
}

test('names who joins, leaves and changes group, by reason, and finds one in all of it', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  await tab(demo, 'Joins').click();
  await expect(plan(page).getByRole('table', { name: 'Joins' }).getByRole('row')).toHaveCount(3);
  await tab(demo, 'Groups').click();
  const groups = plan(page).getByRole('list', { name: 'Groups', exact: true });
  await button(page, t.common.tree.expand('Engineering')).press('Enter');
  const comes = page.getByRole('table', { name: t.plan.comes('Engineering') });
  await expect(comes.getByRole('row')).not.toHaveCount(1);
  await demo.axe();
  await demo.picture('plan-groups');

  // One search looks at everything, and opens what has it.
  await plan(page).getByRole('textbox', { name: t.plan.search }).fill('alan.costa');
  await expect(tab(demo, 'Leaves')).toContainText('1');
  await expect(tab(demo, 'Joins')).toContainText('0');
  await expect(groups.getByRole('listitem').first()).toBeVisible();
  await tab(demo, 'Leaves').click();
  await expect(plan(page).getByRole('table', { name: 'Leaves' })).toContainText('alan.costa@example.com');
  await plan(page).getByRole('textbox', { name: t.plan.search }).fill('');
  await tab(demo, 'Warnings').click();
  const why = plan(page).getByRole('combobox', { name: t.plan.why });
  await expect(plan(page).getByRole('table', { name: 'Warnings' })).toBeVisible();
  const all = await plan(page).getByRole('row').count();
  await why.selectOption({ index: 1 });
  await expect.poll(async () => plan(page).getByRole('row').count()).toBeLessThan(all);
  await demo.axe();
});

test('syncs exactly what is on the screen', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  const sync = plan(page).getByRole('button', { name: /^Sync these \d+ changes$/ });
  await expect(sync).toBeEnabled();
  await sync.press('Enter');
  await ended(page, 'sync');
  await expect(plan(page)).toContainText(t.plan.outdated.applied);
  await expect(page.getByRole('heading', { name: t.plan.titleDone })).toBeVisible();
  await expect(page.getByText(/^Done \d/)).toBeVisible();
  await demo.axe();
  await demo.picture('plan-applied');
  await plan(page).getByRole('link', { name: t.dashboard.action.details }).click();
  await expect(page.getByText(t.history.run.plannedText)).toBeVisible();
  await expect(page.getByRole('list', { name: t.history.run.changesCaption })).toContainText(
    'alan.costa@example.com',
  );
});

test('says that it is outdated, and what differs, where the directory has changed', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  await demo.edit((company) => {
    company.users.push({ id: 'n1', email: 'nadia.newcomer@example.com', name: 'Nadia Newcomer' });
  });
  const before = (await demo.bwdc(['status'])).stdout;
  await button(page, 'Sync Now').press('Enter');
  const differs = page.getByRole('table', { name: t.plan.differs.caption });
  await expect(differs).toContainText('nadia.newcomer@example.com');
  await expect(page.getByRole('heading', { name: /^Outdated: 1 change is not as shown/ })).toBeVisible();
  expect((await demo.bwdc(['status'])).stdout.split('\n')[3]).toBe(before.split('\n')[3]);
  await demo.axe();
  await demo.picture('plan-differs');
  await plan(page).getByRole('button', { name: t.dashboard.test.again }).press('Enter');
  await expect(differs).toHaveCount(0);
  await button(page, 'Sync Now').press('Enter');
  await ended(page, 'sync');
  await expect(plan(page)).toContainText(t.plan.outdated.applied);
});

test('what is pressed while the program is slow to answer is done, and done once', async ({ demo }) => {
  const { page } = demo;
  const runs = async () => (await demo.bwdc(['history', '--csv'])).stdout.trim().split('\n').length;
  const before = await runs();
  const slow = await late(page, 'State', 1_500);
  await button(page, 'Test Now').press('Enter');
  const changes = plan(page).getByRole('button', { name: /^Sync these \d+ changes$/ });
  await expect(changes).toBeVisible();
  // It says that it works from the first press on, and so has another name.
  const sync = page.getByRole('button', { name: /Sync Now$/ });
  for (let i = 0; i < 3; i++) await sync.press('Enter');
  await slow.end();
  await ended(page, 'sync');
  await expect(plan(page)).toContainText(t.plan.outdated.applied);
  expect(await runs()).toBe(before + 1);
});

test('a saved plan is opened and carried out later, and an edited one is refused', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  const waiting = page.waitForEvent('download');
  await button(page, t.plan.save).click();
  await page.getByRole('menuitem', { name: t.plan.saveAs.plan }).click();
  const text = readFileSync(await (await waiting).path(), 'utf8');
  const file = join(demo.dataDir, 'friday.json');
  const open = async (content: string) => {
    writeFileSync(file, content);
    await page.locator(`input[type=file][aria-label="${t.plan.open}"]`).setInputFiles(file);
  };
  await open(text.replace('alan.costa@', 'someone.else@'));
  await expect(page.getByText(/edited after it was made/)).toBeVisible();
  await open(text);
  await expect(plan(page)).toContainText('Saved plan friday.json');
  await expect(page.getByText(/edited after it was made/)).toHaveCount(0);
  await expect(tab(demo, 'Everybody')).toHaveCount(0);
  await expect(plan(page)).toContainText(t.plan.noLists);
  await demo.axe();
  await plan(page)
    .getByRole('button', { name: /^Sync these \d+ changes$/ })
    .press('Enter');
  await ended(page, 'sync');
  await expect(plan(page)).toContainText(t.plan.outdated.applied);

  // What was done stays done, whatever is synced later.
  await demo.edit((company) => {
    company.users.push({ id: 'n2', email: 'nora.newcomer@example.com', name: 'Nora Newcomer' });
  });
  expect((await demo.bwdc(['sync'])).code).toBe(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: t.plan.titleDone })).toBeVisible();
  await expect(plan(page)).toContainText(t.plan.outdated.applied);
});

test.describe('in the window’s size and small', () => {
  for (const [width, height] of [
    [1120, 760],
    [320, 640],
  ] as const) {
    test.describe(`${width} px`, () => {
      test.use({ theme: 'dark', viewport: { width, height } });
      test('everything fits', async ({ demo }) => {
        await tested(demo);
        for (const name of Object.values(t.plan.tabs).slice(1)) {
          await tab(demo, name).click();
          await expect(demo.page.locator('[aria-busy="true"]')).toHaveCount(0);
          await demo.picture(`plan-${name.toLowerCase().replace(' ', '-')}`);
          const over = await demo.page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(over, name).toBeLessThanOrEqual(0);
        }
        await demo.axe();
      });
    });
  }
});
