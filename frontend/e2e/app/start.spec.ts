import { expect, test } from '@playwright/test';
import { noViolations } from '../helpers';

test.beforeAll(() => {
  if (!process.env['APP_URL']) throw new Error('APP_URL must hold the address that "bwdc serve" prints');
});

test('the pages come up, keep to the Content-Security-Policy and pass axe', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (m) => m.type() === 'error' && said.push(m.text()));
  await page.goto(process.env['APP_URL'] ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await noViolations(page);
  expect(said).toEqual([]);
});
