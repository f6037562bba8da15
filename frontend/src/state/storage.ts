// What this browser or window keeps between two visits. Where there is no storage,
// a choice holds until the page is left.

/** stored is what is kept under a name; null for nothing. */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** store keeps a value; an empty one is forgotten. */
export function store(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // No storage.
  }
}
