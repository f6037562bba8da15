// Files that the person chooses, read as text in the page.
import { t } from '../../i18n/index.svelte';

/** TextFile is a file that was chosen. */
export interface TextFile {
  name: string;
  content: string;
}

/** The program takes no longer ones; to read more would only take time. */
const usual = 1 << 20;

/** readText reads a file; it rejects with words for the person. */
export async function readText(file: File, longest = usual, tooLong?: string): Promise<TextFile> {
  if (file.size > longest) throw new Error(tooLong ?? t.more.fileTooLong(file.name));
  try {
    return { name: file.name, content: await file.text() };
  } catch (reason) {
    throw new Error(t.more.fileUnreadable, { cause: reason });
  }
}
