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
  await installation.picture('print');
  await expect(page.locator('header.side')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(plan(page).getByText('person0130@example.test')).toHaveCount(0);
});
