import { expect, test } from '@playwright/test';
import { noViolations, open } from '../helpers';

test('a confirmation waits for its word, and Escape cancels it', async ({ page }) => {
  await open(page, 'Overlays/closed');
  const opener = page.getByRole('button', { name: 'Allow removals' });
  await opener.click();
  const confirm = page.getByRole('button', { name: 'Sync with 12 removals' });
  await expect(confirm).toBeDisabled();
  await expect(page.getByLabel('Type 12 to confirm')).toBeFocused();
  await page.keyboard.type('13');
  await expect(confirm).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Type 12 to confirm')).toHaveAccessibleDescription(
    'Expected is “12”, not “13”.',
  );
  await page.keyboard.press('Backspace');
  await expect(page.getByLabel('Type 12 to confirm')).not.toHaveAttribute('aria-invalid');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Expected is “12”, not “1”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('cancelled')).toBeVisible();
  await expect(opener).toBeFocused();

  await opener.click();
  await expect(page.getByLabel('Type 12 to confirm')).toHaveValue('');
  await page.getByLabel('Type 12 to confirm').fill('12');
  await page.keyboard.press('Enter');
  await expect(page.getByText('confirmed')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a dialog closes by a press outside, not by one that began inside', async ({ page }) => {
  await open(page, 'Overlays/dialog');
  const dialog = page.getByRole('dialog', { name: 'Run 1000' });
  await dialog.getByText('What the run did.').click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a menu is walked by arrows and closed by Escape', async ({ page }) => {
  await open(page, 'Overlays/closed');
  const button = page.getByRole('button', { name: 'Profile' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  await noViolations(page);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status')).toHaveText('delete');
});

test('tabs are walked by arrows', async ({ page }) => {
  await open(page, 'Data');
  await page.getByRole('tab', { name: 'Users' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Groups' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Groups' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Warnings' })).toBeFocused();
});

test('a secret is replaced, given up again, and removed', async ({ page }) => {
  await open(page, 'Controls');
  await expect(page.getByText('Stored in the keyring')).toBeVisible();
  await page.getByRole('button', { name: 'Replace: Password' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show: Password' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await page.getByRole('button', { name: 'Remove: Password' }).click();
  await expect(page.getByText('Will be removed when you save').first()).toBeVisible();
});

test('Escape empties the search', async ({ page }) => {
  await open(page, 'Data');
  const box = page.getByRole('textbox', { name: 'Search users' });
  await box.focus();
  await page.keyboard.press('Escape');
  await expect(box).toHaveValue('');
});

test('an error stands with its field', async ({ page }) => {
  await open(page, 'Controls');
  const port = page.getByLabel('Port');
  await expect(port).toHaveAttribute('aria-invalid', 'true');
  await expect(port).toHaveAccessibleDescription(/is no number/);
  await expect(page.getByLabel('Server', { exact: true }).first()).toHaveAccessibleDescription(
    /Name or address.*Example:/,
  );
});
