import { expect, test } from '@playwright/test';
import { open } from '../helpers';

test('messages make way for what gets the focus, and go back', async ({ page }) => {
  await page.setViewportSize({ width: 480, height: 640 });
  await open(page, 'Overlays/closed');
  const button = page.getByRole('button', { name: 'Details' });
  const messages = page.getByText('Settings saved');
  // The button stands where the messages are.
  await page.getByRole('main').evaluate((main) => (main.style.paddingTop = '460px'));
  const top = async () => (await messages.boundingBox())?.y ?? 0;
  expect(await top()).toBeGreaterThan(320);
  await button.focus();
  await expect.poll(top).toBeLessThan(320);
  const covered = button.evaluate((b) => {
    const { x, y, width, height } = b.getBoundingClientRect();
    return !b.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  expect(await covered).toBe(false);
  // And from the other end.
  await page.getByRole('main').evaluate((main) => (main.style.paddingTop = '0'));
  await page.getByRole('button', { name: 'Profile' }).focus();
  await expect.poll(top).toBeGreaterThan(320);
});
