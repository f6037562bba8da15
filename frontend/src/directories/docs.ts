import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** DocumentedSetting is a setting as docs/settings.md describes it. */
export interface DocumentedSetting {
  key: string;
  kind: string;
  default: string;
  allowed: string[];
}

/**
 * documentedSettings reads docs/settings.md, for tests. That page is made from the
 * definitions in backend/config, and `go test ./backend/cli` fails where it differs
 * from them: so what is in it is what Go knows.
 */
export function documentedSettings(): DocumentedSetting[] {
  const path = fileURLToPath(new URL('../../../docs/settings.md', import.meta.url));
  const parts = readFileSync(path, 'utf8').split(/^### /m).slice(1);
  return parts.map((part) => {
    const row = (name: string) => new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(part)?.[1] ?? '';
    return {
      key: part.split('\n', 1)[0]?.trim() ?? '',
      kind: row('kind'),
      default: row('default').replaceAll('`', ''),
      allowed: row('kind') === 'choice' ? row('allowed').split(', ') : [],
    };
  });
}
