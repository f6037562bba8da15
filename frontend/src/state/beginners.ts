const place = 'first-hour';

/**
 * Beginners are the profiles whose first steps were shown here: the last of them,
 * how it goes on by itself, is shown to them alone. Who has long synced by other
 * means is not asked.
 */
export const beginners = {
  has(profile: string): boolean {
    return stored().includes(profile);
  },
  add(profile: string): void {
    if (!stored().includes(profile)) store([...stored(), profile]);
  },
  remove(profile: string): void {
    if (stored().includes(profile)) store(stored().filter((other) => other !== profile));
  },
};

function stored(): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function store(names: readonly string[]): void {
  try {
    if (names.length > 0) localStorage.setItem(place, JSON.stringify(names));
    else localStorage.removeItem(place);
  } catch {
    // No storage: the last step is not shown.
  }
}
