/** wordKeys are the settings that are a list of words. */
export const wordKeys: readonly string[] = ['notify.on'];

/** wordsIn are the words of such a value. */
export function wordsIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
}
