import { clientId, clientSecret, expect, test } from './stage';

// What holds whatever the views show.

test('the pages come up on the sample company and pass axe', async ({ stage }) => {
  await expect(stage.page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await stage.axe();
});

test('bwdc works beside the pages, on the same data folder', async ({ stage }) => {
  const said = await stage.bwdc(['config', 'get', 'server.url']);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain('http://127.0.0.1:');
});

test.describe('before the log-in', () => {
  test.use({ loggedOut: true, theme: 'dark' });
  test('the log-in comes first, and the demo tells the key', async ({ stage }) => {
    await expect(stage.page).toHaveURL(/#login$/);
    expect(stage.server.stdout).toContain(`client id      ${clientId}`);
    expect(stage.server.stdout).toContain(`client secret  ${clientSecret}`);
    await expect(stage.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await stage.axe();
  });
});
