import type { Backend, Takeover } from '../../backend/contract';
import { t } from '../../i18n/index.svelte';
import { Action } from '../../lib/action.svelte';
import { Query } from '../../lib/query.svelte';
import type { TextFile } from './textfile';

type Wanted = Pick<Backend, 'findTakeover' | 'takeOver'>;

/** Looked is what a look has found: nothing where it looked for, or what would be taken over. */
type Looked = Takeover | 'missing';

/** Move takes over from Bitwarden's connector: look for its file, look at it, then do it. */
export class Move {
  /** What would be taken over, by a file that was found or chosen. */
  readonly look = new Query<Looked>();
  /** What was taken over. */
  done: Takeover | null = $state.raw(null);
  /** The file that was chosen by hand; null for the one that was found. */
  file: TextFile | null = $state.raw(null);

  constructor(
    private readonly backend: Wanted,
    readonly action = new Action(),
  ) {}

  /** Its file is in none of the usual places. */
  get missing(): boolean {
    return this.file === null && this.look.data === 'missing';
  }

  /** begin looks for the file, and at it. */
  begin(): void {
    this.look.reset();
    this.action.error = null;
    this.done = this.file = null;
    void this.look.ask(async () => {
      const path = await this.backend.findTakeover();
      return path ? this.backend.takeOver({ content: '', dryRun: true }) : 'missing';
    });
  }

  /** choose looks at a file that was chosen. */
  choose(file: TextFile): void {
    this.file = file;
    this.action.error = null;
    this.look.reset(); // what is shown is of another file
    void this.look.ask(() => this.backend.takeOver({ content: file.content, dryRun: true }));
  }

  /** refuse tells why a chosen file could not be read. */
  refuse(error: Error): void {
    this.action.error = error;
  }

  /** go takes over what was looked at. */
  async go(): Promise<boolean> {
    const content = this.file?.content ?? '';
    return this.action.run(async () => {
      this.done = await this.backend.takeOver({ content, dryRun: false });
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
