import type * as Bridge from '../../wailsjs/go/bridge/Bridge';
import type * as People from '../../wailsjs/go/bridge/People';
import type * as Plans from '../../wailsjs/go/bridge/Plans';
import type * as Unattended from '../../wailsjs/go/bridge/Unattended';
import type * as App from '../../wailsjs/go/main/App';
import type { bridge } from '../../wailsjs/go/models';

/**
 * Plain is the JSON of a generated type: without the methods of the generated
 * class, and with null where Go has a nil pointer (the generator writes "?").
 */
export type Plain<T> = T extends (infer Item)[]
  ? Plain<Item>[]
  : T extends Record<string, string>
    ? string extends keyof T
      ? T
      : PlainObject<T>
    : PlainObject<T>;

type PlainObject<T> = T extends object
  ? { [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]-?: PlainField<T, K> }
  : T;

type PlainField<T, K extends keyof T> = undefined extends T[K]
  ? Plain<NonNullable<T[K]>> | null
  : Plain<T[K]>;

export type Background = Plain<bridge.Background>;
export type Certificates = Plain<bridge.Certificates>;
export type ChangePage = Plain<bridge.ChangePage>;
export type CheckStep = Plain<bridge.CheckStep>;
export type Counts = Plain<bridge.Counts>;
export type RunCounts = Plain<bridge.RunCounts>;
export type Difference = Plain<bridge.Difference>;
export type DifferencePage = Plain<bridge.DifferencePage>;
export type DownloadRequest = Omit<Plain<bridge.DownloadRequest>, 'words'> & {
  /** Those of a report to be printed. */
  words?: Record<string, string> | undefined;
};
export type Draft = Plain<bridge.Draft>;
export type DriftItem = Plain<bridge.DriftItem>;
export type DriftPage = Plain<bridge.DriftPage>;
export type EventPage = Plain<bridge.EventPage>;
export type Explained = Plain<bridge.Explained>;
export type ExplainStep = Plain<bridge.ExplainStep>;
export type FieldProblem = Plain<bridge.FieldProblem>;
export type File = Plain<bridge.File>;
export type Finding = Plain<bridge.Finding>;
export type FindingEntry = Plain<bridge.FindingEntry>;
export type FindingPage = Plain<bridge.FindingPage>;
export type Found = Plain<bridge.Found>;
export type FoundPage = Plain<bridge.FoundPage>;
export type Group = Plain<bridge.Group>;
export type GroupMembers = Plain<bridge.GroupMembers>;
export type GroupPage = Plain<bridge.GroupPage>;
export type HistoryPage = Plain<bridge.HistoryPage>;
export type Job = Plain<bridge.Job>;
export type LastGood = Plain<bridge.LastGood>;
export type LeftOutPage = Plain<bridge.LeftOutPage>;
export type LogLine = Plain<bridge.LogLine>;
export type MemberPage = Plain<bridge.MemberPage>;
export type Membership = Plain<bridge.Membership>;
export type GroupMember = Plain<bridge.GroupMember>;
export type GroupMemberPage = Plain<bridge.GroupMemberPage>;
export type MembershipPage = Plain<bridge.MembershipPage>;
export type MissingGroup = Plain<bridge.MissingGroup>;
export type NamedChange = Plain<bridge.NamedChange>;
export type PlanCounts = Plain<bridge.PlanCounts>;
export type Postponed = Plain<bridge.Postponed>;
export type Problem = Plain<bridge.Problem>;
export type Reason = Plain<bridge.Reason>;
export type ReasonCount = Plain<bridge.ReasonCount>;
export type Ref = Plain<bridge.Ref>;
export type Run = Plain<bridge.Run>;
export type RunDetails = Plain<bridge.RunDetails>;
export type Saved = Plain<bridge.Saved>;
export type Schedule = Plain<bridge.Schedule>;
export type SchedulePart = Plain<bridge.SchedulePart>;
export type Seats = Plain<bridge.Seats>;
export type SentNotice = Plain<bridge.SentNotice>;
export type Setting = Plain<bridge.Setting>;
export type State = Plain<bridge.State>;
export type StoryEvent = Plain<bridge.StoryEvent>;
export type SyncRequest = Plain<bridge.SyncRequest>;
export type Takeover = Plain<bridge.Takeover>;
export type TakeoverItem = Plain<bridge.TakeoverItem>;
export type TestResult = Plain<bridge.TestResult>;
export type Update = Plain<bridge.Update>;
export type User = Plain<bridge.User>;
export type UserPage = Plain<bridge.UserPage>;
export type Warning = Plain<bridge.Warning>;

/** The kinds of Job. */
export type JobKind = 'check' | 'test' | 'sync' | 'filter' | 'explain' | 'offboard' | 'service' | 'notify';

/** What closing the window does while automatic sync runs. */
export type CloseChoice = 'ask' | 'hide' | 'quit';

/**
 * What Go tells without being asked. A browser that loses the connection hears
 * "state" as well, asks, and learns why by the error's code: "offline" where
 * nobody answers, "session" where the browser is no longer let in.
 */
export interface Events {
  /** Something that State tells has changed. */
  state: (nothing?: undefined) => void;
  /** A job went on or ended. */
  job: (job: Job) => void;
  /** An item of the window's menu could not do what it is for. */
  problem: (problem: Problem) => void;
  /** There are new lines in the log. */
  log: (nothing?: undefined) => void;
}

/** Calls are methods that are bound, in the pages' spelling. */
export type Calls<Bound, Without extends keyof Bound = never> = {
  [Name in Exclude<keyof Bound, Without> as Uncapitalize<Name & string>]: Call<Bound[Name]>;
};

type Call<Bound> = Bound extends (...args: infer Arguments) => Promise<infer Answer>
  ? (...args: { [Index in keyof Arguments]: Plain<Arguments[Index]> }) => Promise<Plain<Answer>>
  : never;

/**
 * Backend is everything the pages can ask of the program. Each method rejects
 * with a BackendError. A browser follows a link to download, the window saves by
 * itself.
 */
export interface Backend extends Calls<typeof Bridge, 'Download' | 'TestResult'> {
  /** testResult answers null where there was no test. */
  testResult(): Promise<TestResult | null>;
  /** plans are about the plan that is shown, people about one person or group. */
  readonly plans: Calls<typeof Plans, 'LastGood'> & {
    lastGood(q: Plain<bridge.GoodQuery>): Promise<LastGood | null>;
  };
  readonly people: Calls<typeof People>;
  /** unattended is about syncs that nobody looks at: the service, the schedule, notifications. */
  readonly unattended: Calls<typeof Unattended>;

  /**
   * saveDownload lets the person save a whole list: by the system's dialog in the
   * window, as a download in a browser. It answers where the file went; empty
   * where nobody knows or nothing was saved.
   */
  saveDownload(r: DownloadRequest): Promise<string>;
  /** saveFile is saveDownload for a file that is here already. */
  saveFile(f: File): Promise<string>;
  /** openLink opens an https address outside the pages. */
  openLink(url: string): Promise<void>;

  /** on calls fn at each event of that name, until the returned function is called. */
  on<Name extends keyof Events>(name: Name, fn: Events[Name]): () => void;

  /** window holds what only the desktop window can do; absent in a browser. */
  readonly window?: WindowBackend;
}

/** CloseQuestion is the data of the event "close" (CloseQuestion in desktop/closing.go). */
export interface CloseQuestion {
  /** The window may be hidden instead: automatic sync runs. */
  automatic: boolean;
}

/** WindowBackend is what main.App binds, but for what a browser can do in its way. */
export interface WindowBackend extends Calls<
  typeof App,
  'SaveDownload' | 'SaveFile' | 'OpenLink' | 'CloseChoice' | 'SetCloseChoice'
> {
  closeChoice(): Promise<CloseChoice>;
  setCloseChoice(choice: CloseChoice): Promise<void>;
  /** onClose calls fn when closing the window must be decided. */
  onClose(fn: (question: CloseQuestion) => void): () => void;
}

/** noAllowance lets no guard pass. */
export const noAllowance = {
  allowRemovals: 0,
  allowMemberships: 0,
  allowAdditions: 0,
  allowFirst: 0,
  allowSeats: 0,
  allowGroupRemovals: 0,
  allowGone: 0,
};

/** noDraft changes nothing: a job with it uses the settings as saved. */
export function noDraft(): Draft {
  return { set: {}, unset: [], secrets: {}, forget: [], seen: null };
}
