// Lists of the dashboard as files and as text for the clipboard.
import type { Backend, File, Finding } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';
import { every } from '../../lib/paged.svelte';

/** findingFile is all that stopped the last sync, or would stop one: a row for each entry. */
export async function findingFile(
  backend: Pick<Backend, 'findings'>,
  findings: readonly Finding[],
  format: 'csv' | 'json',
  kind: 'test' | 'sync',
): Promise<File> {
  const lists = [];
  for (const { guard, text, count } of findings) {
    const { items } = await every((page) => backend.findings({ kind, guard, search: '', ...page }));
    lists.push({ guard, text, count, entries: items });
  }
  const name = `${t.dashboard.guard.file}.${format}`;
  if (format === 'json') {
    const texts = lists.map((list) => ({ ...list, entries: list.entries.map(({ text }) => text) }));
    return { name, type: 'application/json', content: `${JSON.stringify(texts, null, 2)}\n` };
  }
  const rows = lists.flatMap(({ guard, entries }) =>
    entries.map(({ text, called, key }) => [guard, text, called, key]),
  );
  return { name, type: 'text/csv', content: csv([['guard', 'entry', 'name', 'externalId'], ...rows]) };
}

/** emails are those of all users of a list of the test that match, one a line. */
export async function emails(
  backend: Pick<Backend, 'testUsers'>,
  list: string,
  search: string,
): Promise<string[]> {
  const users = await every((page) => backend.testUsers({ list, search, ...page }));
  return users.items.map((user) => user.email).filter((email) => email !== '');
}

/**
 * csv writes rows as RFC 4180 has it. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it, as in the files that the program writes:
 * https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function csv(rows: string[][]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
