import { clientId, clientSecret, expect, test } from './demo';

// What holds whatever the views show.

test('the pages come up on the sample company and pass axe', async ({ demo }) => {
  await expect(demo.page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await demo.axe();
});

test('bwdc works beside the pages, on the same data folder', async ({ demo }) => {
  const said = await demo.bwdc(['config', 'get', 'server.url']);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain('http://127.0.0.1:');
});

test.describe('before the log-in', () => {
  test.use({ loggedOut: true, theme: 'dark' });
  test('the log-in comes first, and the demo tells the key', async ({ demo }) => {
    await expect(demo.page).toHaveURL(/#login$/);
    expect(demo.server.stdout).toContain(`client id      ${clientId}`);
    expect(demo.server.stdout).toContain(`client secret  ${clientSecret}`);
    await expect(demo.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await demo.axe();
  });
});
