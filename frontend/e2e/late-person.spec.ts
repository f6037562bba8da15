import { button, go, held, t } from './acts';
import { expect, test, type Demo } from './demo';

// What is done about one person while the program takes its time.

test.use({ holds: true });

const texts = t.person.actions;
const why = 'the disk is full';

async function open(demo: Demo, text: string): Promise<void> {
  const { page } = demo;
  await page.getByRole('combobox', { name: t.person.find.label }).fill(text);
  await page.getByRole('option').filter({ hasText: text }).first().click();
  await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
}

/** syncOnly asks for a sync of somebody who is new. */
async function syncOnly({ page, edit }: Demo): Promise<void> {
  await edit((company) => {
    company.users.push({ id: 'n1', email: 'nadia.newcomer@example.com', name: 'Nadia Newcomer' });
  });
  const box = page.getByRole('combobox', { name: t.person.find.label });
  await box.fill('nadia.newcomer@example.com');
  await box.press('Enter');
  await button(page, t.person.askNow).click();
  await button(page, texts.sync).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, texts.confirmSync).click();
  await expect(dialog).toHaveCount(0);
}

/** toast is where the shell tells what has no place any more. */
const toast = ({ page }: Demo) => page.getByRole('region', { name: t.common.toasts }).getByText(why);

test('while one sync is asked for, no other can be', async ({ demo }) => {
  const { page } = demo;
  const answer = await held(page, 'Sync', { problem: why });
  await syncOnly(demo);
  await expect(button(page, texts.sync)).toBeDisabled();
  answer.letGo();
  await expect(page.getByRole('main').getByText(why)).toBeVisible();
  await expect(button(page, texts.sync)).toBeEnabled();
});

test('a sync that is refused after she was left is told on the next page', async ({ demo }) => {
  const { page } = demo;
  const answer = await held(page, 'Sync', { problem: why });
  await syncOnly(demo);
  await go(page, 'history');
  answer.letGo();
  await expect(toast(demo)).toBeVisible();
});

test('taking the access away that is refused behind a closed dialog is told', async ({ demo }) => {
  const { page } = demo;
  await open(demo, 'tim.bauer');
  // What it would mean is answered first.
  const answer = await held(page, '*Offboard', { problem: why, after: 1 });
  await button(page, texts.offboard['remove'] ?? '').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t.common.confirmType('tim.bauer@example.com')).fill('tim.bauer@example.com');
  await expect(button(dialog, texts.ways.remove)).toBeEnabled();
  await expect(button(dialog, texts.ways.remove)).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Enter');
  await expect.poll(answer.calls).toBe(1);
  await page.keyboard.press('Escape');
  answer.letGo();
  await expect(toast(demo)).toBeVisible();
});

test('whoever was gone to is shown, whatever comes late of the one before', async ({ demo }) => {
  const { page } = demo;
  await open(demo, 'tim.bauer');
  const answer = await held(page, '*Explained', { only: 1 });
  await button(page, t.person.askNow).click();
  await expect.poll(answer.calls).toBe(1);
  await page.getByRole('combobox', { name: t.person.find.label }).fill('nowak');
  await page.getByRole('option').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('owner@example.com');
  await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
  answer.letGo();
  await expect(page).toHaveTitle(/^owner@example.com/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('owner@example.com');
});
