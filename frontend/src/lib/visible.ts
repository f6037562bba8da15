// What nobody sees in a text of foreign origin: control and format characters, and
// letters without a shape (backend/directory/visible.go).
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\ufffd]/gu;

/**
 * visible shows what is in a text: each invisible character as <U+202E>. It is for
 * ids, which come as they are because they name somebody; names come visible.
 */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}
