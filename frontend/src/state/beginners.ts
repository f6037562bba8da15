import { store, stored } from './storage';

const place = 'first-hour';

/**
 * Beginners are the profiles whose first steps were shown here: the last of them,
 * how it goes on by itself, is shown to them alone. Who has long synced by other
 * means is not asked.
 */
export const beginners = {
  has(profile: string): boolean {
    return profiles().includes(profile);
  },
  add(profile: string): void {
    if (!profiles().includes(profile)) keep([...profiles(), profile]);
  },
  remove(profile: string): void {
    if (profiles().includes(profile)) keep(profiles().filter((other) => other !== profile));
  },
};

function profiles(): string[] {
  try {
    const names: unknown = JSON.parse(stored(place) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function keep(names: readonly string[]): void {
  store(place, names.length > 0 ? JSON.stringify(names) : '');
}
