import { button, ended, plan, t } from './acts';
import { expect, test } from './installation';

test('what is printed is the whole list, without what can be pressed', async ({ installation }) => {
  const { page } = installation;
  installation.company(130);
  await installation.configure();
  await installation.open();
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await expect(plan(page).getByText('person0001@example.test')).toBeVisible();
  await expect(plan(page).getByText('person0130@example.test')).toHaveCount(0);
  // The browser's own menu prints what is there, and the page says how much that is.
  const part = page.getByText(t.common.pager.printed('1–50 of 130')).first();
  await expect(part).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(part).toBeVisible();
  await installation.picture('print-part');
  await page.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset['printed'] = document.body.innerText;
    };
  });
  await page.emulateMedia({ media: 'print' });
  await page.keyboard.press('Control+p');
  await expect
    .poll(async () => page.evaluate(() => document.documentElement.dataset['printed'] ?? ''))
    .toContain('person0130@example.test');
  const printed = await page.evaluate(() => document.documentElement.dataset['printed'] ?? '');
  expect(printed).toContain('1–130 of 130');
  expect(printed).not.toContain('1–50 of 130');
  await installation.picture('print');
  await expect(page.locator('header.side')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(plan(page).getByText('person0130@example.test')).toHaveCount(0);
});
