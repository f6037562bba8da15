import { expect, test } from './demo';
import { travel } from './tour';

// Everything that can be seen, in each of the ways in which people see it.

const ways = [
  { name: 'in light colours', theme: 'light', width: 1280, forced: false },
  { name: 'in dark colours', theme: 'dark', width: 1280, forced: false },
  { name: 'on a small screen', theme: 'light', width: 320, forced: false },
  { name: 'with forced colours', theme: 'dark', width: 1280, forced: true },
] as const;

for (const way of ways) {
  test.describe(way.name, () => {
    test.use({
      theme: way.theme,
      viewport: { width: way.width, height: 800 },
      contextOptions: way.forced ? { forcedColors: 'active', reducedMotion: 'reduce' } : {},
    });

    test('every view and dialog passes axe', async ({ demo }) => {
      test.slow();
      await travel(demo, async (stop) => test.step(stop.name, async () => demo.axe()));
    });

    test.describe('before the log-in', () => {
      test.use({ loggedOut: true });
      test('the log-in passes axe, also with what is wrong', async ({ demo }) => {
        await demo.axe();
        await demo.page.getByRole('button', { name: 'Log In', exact: true }).click();
        await expect(demo.page.locator('[aria-invalid="true"]').first()).toBeFocused();
        await demo.axe();
      });
    });
  });
}
