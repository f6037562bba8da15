import type { Backend, Takeover } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';
import { Action } from '../../lib/action.svelte';
import { Query } from '../../lib/query.svelte';
import type { TextFile } from './textfile';

type Wanted = Pick<Backend, 'findTakeover' | 'takeOver'>;

/** Move takes over from Bitwarden's connector: look for its file, look at it, then do it. */
export class Move {
  /** What would be taken over, by a file that was found or chosen. */
  readonly look = new Query<Takeover>();
  readonly action = new Action();
  /** What was taken over. */
  done: Takeover | null = $state.raw(null);
  /** The file that was chosen by hand; null for the one that was found. */
  file: TextFile | null = $state.raw(null);
  /** Its file is in none of the usual places. */
  missing = $state(false);
  readonly #backend: Wanted;

  constructor(backend: Wanted) {
    this.#backend = backend;
  }

  /** begin looks for the file, and at it. */
  begin(): void {
    this.look.reset();
    this.action.error = null;
    this.done = this.file = null;
    this.missing = false;
    void this.look.ask(async () => {
      const path = await this.#backend.findTakeover();
      if (path) return this.#backend.takeOver({ content: '', dryRun: true });
      this.missing = true;
      return nothing;
    });
  }

  /** choose looks at a file that was chosen. */
  choose(file: TextFile): void {
    this.file = file;
    this.missing = false;
    this.action.error = null;
    void this.look.ask(() => this.#backend.takeOver({ content: file.content, dryRun: true }));
  }

  /** refuse tells why a chosen file could not be read. */
  refuse(error: Error): void {
    this.action.error = error;
  }

  /** go takes over what was looked at. */
  async go(): Promise<boolean> {
    const content = this.file?.content ?? '';
    return this.action.run(async () => {
      this.done = await this.#backend.takeOver({ content, dryRun: false });
    });
  }

  /** label is what a setting is called in the forms; its key where it has no name there. */
  label(key: string): string {
    return t.fields[key]?.label ?? key;
  }

  /** full is the label with the key: several directories have a "Password". */
  full(key: string): string {
    const label = this.label(key);
    return label === key ? key : `${label} (${key})`;
  }
}

const nothing: Takeover = {
  path: '',
  taken: [],
  skipped: [],
  secrets: [],
  missingSecrets: [],
  differences: [],
  notes: [],
  organizationId: '',
  loggedIn: false,
};
