import { expect, test } from '@playwright/test';
import { en as t } from '../../src/i18n/en';
import { noViolations, open } from '../helpers';

const keep = t.dashboard.keep;

test('a service keeps syncing without the window, and is removed again', async ({ page }) => {
  await open(page, 'DashboardView/ready');
  const section = page.getByRole('region', { name: t.dashboard.automatic.title });
  await section.getByRole('button', { name: keep.keep }).click();
  const dialog = page.getByRole('dialog', { name: keep.keep });
  await expect(dialog).toContainText(keep.what);
  await expect(dialog).toContainText(keep.secrets);
  await expect(dialog).toContainText(keep.takesOver);
  await noViolations(page);
  await dialog.getByRole('button', { name: keep.keepDo, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(section).toContainText(keep.state.running('bwdc.service'));
  await expect(section).not.toContainText(keep.notAtBoot);
  await section.getByRole('button', { name: keep.end }).click();
  await page
    .getByRole('dialog', { name: keep.end })
    .getByRole('button', { name: keep.endDo, exact: true })
    .click();
  await expect(section).toContainText(keep.offer);
});

test('a service that ended by itself is told, and can be started', async ({ page }) => {
  await open(page, 'DashboardView/serviceFailed');
  const section = page.getByRole('region', { name: t.dashboard.automatic.title });
  await expect(section).toContainText(keep.exit(4));
  await expect(section).toContainText(keep.notAtBoot);
  await section.getByRole('button', { name: keep.startService }).click();
  await expect(section.getByRole('button', { name: keep.startService })).toBeEnabled();
});
