import { noDraft, type Backend, type Draft, type FieldProblem, type Setting } from '../../backend/contract';
import { BackendError, toBackendError } from '../../backend/error';
import { directoryForm } from '../../directories';
import { complaint } from '../../i18n/troubles';
import { debounce } from '../../lib/debounce';
import { Latest } from '../../lib/request';
import type { SecretEdit } from '../../ui/SecretInput.svelte';
import { Complaints } from './complaints.svelte';
import * as model from './model';
import { keysIn, matters, sectionIDs, sectionOf, type SectionID } from './sections';

/** Kept is what a Form hands to the next one, so that a look at a test loses nothing. */
export interface Kept {
  edits: model.Edits;
  seen: model.Seen;
  secrets: Record<string, SecretEdit>;
}

/** Sent is what was saved. */
interface Sent {
  edits: model.Edits;
  draft: Draft;
}

/** Form is the settings as saved, and what was changed here and is not saved yet. */
export class Form {
  settings: readonly Setting[] = $state.raw([]);
  edits: model.Edits = $state.raw({});
  /** What was stored when each of them was begun. */
  seen: model.Seen = $state.raw({});
  /** What shall become of each secret; SecretInput changes it in place. */
  secrets: Record<string, SecretEdit> = $state({});
  /** Counts the changes made here, but not saving them: what was checked before it grew is out of date. */
  generation = $state(0);
  /** Counts how often the changes were discarded. */
  discards = $state(0);
  /** leave keeps the changes for the next Form, where the person looks at something else for a while. */
  leave: () => void = () => undefined;
  readonly complaints = new Complaints();

  /** All settings, in the words of the page. */
  readonly named: readonly Setting[] = $derived(this.settings.map(model.named));
  readonly #byKey: Readonly<Record<string, Setting>> = $derived(
    Object.fromEntries(this.named.map((setting) => [setting.key, setting])),
  );
  readonly draft: Draft = $derived(model.draftOf(this.edits, this.secrets));
  /** The keys of what is not saved. */
  readonly unsaved: readonly string[] = $derived(model.keysOf(this.draft));
  /** What somebody else has changed since it was changed here. */
  readonly conflicts: model.Change[] = $derived(
    model.changedElsewhere(this.edits, this.secrets, this.seen, this.settings),
  );
  readonly directory: string = $derived(this.value('directory'));
  /** The problems that are shown. */
  readonly shown: FieldProblem[] = $derived(this.complaints.shown(this.unsaved));

  readonly #loading = new Latest();
  readonly #validating = new Latest();
  readonly #later = debounce(() => void this.validate(), 300);
  #last = JSON.stringify(noDraft());
  // What was saved here last, as long as what is stored of it now was not read.
  #sent: Sent | null = null;
  #ended = false;
  // The settings that were taken last.
  #text = '';

  constructor(private readonly backend: Backend) {}

  /** load asks for the settings as saved; it rejects with a BackendError. */
  async load(): Promise<void> {
    await this.#loading.ask(
      () => this.backend.settings(),
      (settings) => {
        if (!this.#ended) this.take(settings);
      },
      (error) => {
        throw error;
      },
    );
  }

  /** take takes the settings as saved now; changes made here stay. */
  take(settings: readonly Setting[]): void {
    const text = JSON.stringify(settings);
    if (text === this.#text && !this.#sent) return; // asked now and then
    this.#text = text;
    for (const setting of settings) {
      if (setting.kind === 'secret' && !this.secrets[setting.key]) this.secrets[setting.key] = { do: 'keep' };
    }
    this.#noteSecrets();
    this.seen = model.seenAgain(this.seen, this.#sent ? model.keysOf(this.#sent.draft) : [], settings);
    this.settings = settings;
    this.#read();
    this.edits = model.stillEdits(this.edits, settings);
  }

  // What a secret was when its change began is known as long as nothing new was loaded.
  #noteSecrets(): void {
    this.seen = model.seenSecrets(this.seen, this.secrets, this.settings);
  }

  /** Whether the form is not shown any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** end says that the form is not shown any more: what comes late does nothing to it. */
  end(): void {
    this.#ended = true;
    this.#later.cancel();
  }

  setting(key: string): Setting | undefined {
    return this.#byKey[key];
  }

  /** label is the name of a setting; undefined for no setting. */
  label(key: string): string | undefined {
    return this.setting(key)?.label;
  }

  /** value is what would hold if all were saved as it is here. */
  value(key: string): string {
    const setting = this.setting(key);
    return setting ? model.value(setting, this.edits[key]) : '';
  }

  /** text is what stands in the box of a setting. */
  text(key: string): string {
    const setting = this.setting(key);
    return setting ? model.text(setting, this.edits[key]) : '';
  }

  /** placeholder is what holds while the box is empty. */
  placeholder(key: string): string {
    const own = directoryForm(this.directory)?.placeholder?.(key, (other) => this.value(other));
    return own ?? this.setting(key)?.default ?? '';
  }

  /** matters tells whether a setting has an effect now; what is changed or wrong is shown all the same. */
  matters(key: string): boolean {
    const setting = this.setting(key);
    if (!setting) return false;
    return this.used(setting) || this.unsaved.includes(key) || this.error(key) !== '';
  }

  /** used tells whether a setting has an effect with the values as they are here. */
  used(setting: Setting): boolean {
    return matters(setting, (other) => this.value(other));
  }

  /** isSet tells whether something else than the default would hold. */
  isSet(key: string): boolean {
    const setting = this.setting(key);
    return setting ? model.isSet(setting, this.edits[key]) : false;
  }

  /** error is what is wrong with a setting, as far as it is shown. */
  error(key: string): string {
    const problem = this.shown.find((p) => p.key === key);
    return problem ? complaint(problem) : '';
  }

  /** type takes what was typed or chosen. */
  type(key: string, text: string): void {
    const setting = this.setting(key);
    if (setting && !model.isGiven(setting) && !setting.local) this.edit(key, model.typed(setting, text));
  }

  /** edit changes a setting, or undoes its change. */
  edit(key: string, edit: model.Edit | null): void {
    const others = Object.entries(this.edits).filter(([other]) => other !== key);
    const setting = this.setting(key);
    if (setting && !this.edits[key]) this.seen = { ...this.seen, [key]: model.stored(setting) };
    this.edits = Object.fromEntries(edit ? [...others, [key, edit]] : others);
  }

  /** accept takes what others changed meanwhile for known: saving may change it. */
  accept(): void {
    const now = this.conflicts.map((change) => [change.key, change.now] as const);
    this.seen = { ...this.seen, ...Object.fromEntries(now) };
  }

  /** yieldToOthers gives up what was changed here where others changed it meanwhile. */
  yieldToOthers(): void {
    for (const { key } of this.conflicts) this.undo(key);
  }

  /** reset puts a setting back to its default. */
  reset(key: string): void {
    const setting = this.setting(key);
    if (setting) this.edit(key, model.reset(setting));
  }

  /** undo forgets the change of a setting. */
  undo(key: string): void {
    this.edit(key, null);
    if (this.secrets[key]) this.secrets[key] = { do: 'keep' };
  }

  /** discard goes back to what is saved. */
  discard(): void {
    this.discards++;
    this.edits = {};
    for (const key of Object.keys(this.secrets)) this.secrets[key] = { do: 'keep' };
    this.#settle();
  }

  // Nothing that was asked about the changes is awaited any more.
  #settle(): void {
    this.#later.cancel();
    this.#validating.forget();
    this.complaints.forget(this.unsaved);
  }

  /** changed is to be called when the draft changed: it asks what is wrong once typing pauses. */
  changed(): void {
    const draft = JSON.stringify(this.draft);
    if (draft === this.#last) return;
    this.#last = draft;
    this.generation++;
    if (this.unsaved.length > 0 || this.complaints.showAll) this.#later();
    else this.#settle();
  }

  /** validate asks what would be wrong. */
  async validate(): Promise<void> {
    await this.#validating.ask(
      () => this.backend.validate(this.draft),
      (problems) => {
        this.complaints.found = problems;
        this.complaints.trouble = null;
      },
      (error) => (this.complaints.trouble = toBackendError(error)),
    );
  }

  /**
   * save saves the draft. It answers notices; it rejects where nothing was saved,
   * and then fields tell what is wrong.
   */
  async save(): Promise<string[]> {
    this.#noteSecrets();
    const { notices } = await this.send((draft) =>
      this.backend.saveSettings({ ...draft, seen: { ...this.seen } }),
    );
    return notices;
  }

  /** send is save by something that saves the draft with more. */
  async send<Answer>(by: (draft: Draft) => Promise<Answer>): Promise<Answer> {
    this.#later.cancel();
    this.#validating.forget();
    const { missing } = this.complaints;
    if (missing.length > 0) {
      this.complaints.showAll = true;
      throw new BackendError({ code: 'settings', message: '', fields: missing });
    }
    const { edits, draft } = this;
    const answer = await by(draft).catch((reason: unknown) => {
      throw this.refused(reason, draft);
    });
    if (this.#ended) return answer;
    // It stands there as it was typed until it is read again; where it can't be
    // read the banner of the shell says so.
    this.#sent = { edits, draft };
    await this.load().catch(() => {
      if (this.#ended) return;
      this.settings = this.settings.map((setting) => model.afterwards(setting, edits[setting.key]));
      this.#read();
    });
    return answer;
  }

  // What was saved is no change any more; what was typed while it was saved stays unsaved.
  #read(): void {
    if (!this.#sent) return;
    const { edits, draft } = this.#sent;
    this.#sent = null;
    this.edits = Object.fromEntries(Object.entries(this.edits).filter(([key, edit]) => edits[key] !== edit));
    for (const key of [...Object.keys(draft.secrets), ...draft.forget]) {
      const edit = this.secrets[key];
      if (edit?.do !== 'replace' || edit.value === draft.secrets[key]) this.secrets[key] = { do: 'keep' };
    }
    this.#last = JSON.stringify(this.draft);
    this.#settle();
    if (this.unsaved.length > 0) this.#later();
  }

  /**
   * refused shows the problems that an answer names beside their fields. Where
   * something was typed since that draft was sent, what is wrong now is asked.
   */
  refused(reason: unknown, sent: Draft): BackendError {
    const error = toBackendError(reason);
    // Nothing is wrong with what others changed meanwhile.
    if (this.#ended || error.fields.length === 0 || error.code === 'changed') return error;
    const same = JSON.stringify(sent) === JSON.stringify(this.draft);
    this.complaints.refuse(same ? error.fields : this.complaints.found);
    if (!same) void this.validate();
    return error;
  }

  /** unsavedIn and shownIn count the changes and the problems of a part. */
  unsavedIn(section: SectionID): number {
    return this.unsaved.filter((key) => sectionOf(key) === section).length;
  }

  shownIn(section: SectionID): number {
    return this.shown.filter((p) => sectionOf(p.key) === section).length;
  }

  /** first is the first problem in the order of the page. */
  first(): FieldProblem | undefined {
    const order = sectionIDs.flatMap((id) => keysIn(id));
    return this.shown.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key))[0];
  }

  /** keep and restore carry the changes over to another Form. */
  keep(): Kept {
    return { edits: this.edits, seen: this.seen, secrets: $state.snapshot(this.secrets) };
  }

  restore(kept: Kept): void {
    this.edits = kept.edits;
    this.seen = kept.seen;
    this.secrets = { ...kept.secrets };
  }
}
