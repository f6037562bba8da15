/**
 * Codes are words by the code that the program tells. Every language has all
 * that English has; a code that only a newer program knows has none.
 */
export type Codes<T> = T & Record<string, T[keyof T] | undefined>;

/** codes makes a dictionary that can be asked for any code. */
export function codes<T extends object>(words: T): Codes<T> {
  return words as Codes<T>;
}

/**
 * Catalogue is what another language has to have: the shape of English, where a
 * function that gives one of two words may give any other.
 */
export type Catalogue<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Catalogue<T[K]> };
