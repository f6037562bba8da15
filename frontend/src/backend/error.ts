import type { FieldProblem, Finding, Problem } from './contract';

/** BackendError is what every method of Backend rejects with. */
export class BackendError extends Error implements Problem {
  /** One of the codes of the program, or "offline", "session", "unknown" of the pages. */
  readonly code: string;
  readonly hint: string;
  readonly hintCode: string;
  readonly field: string;
  readonly fields: FieldProblem[];
  readonly findings: Finding[];

  constructor(problem: Partial<Problem> & { message: string }) {
    super(problem.message);
    this.name = 'BackendError';
    this.code = problem.code || 'unknown';
    this.hint = problem.hint ?? '';
    this.hintCode = problem.hintCode ?? '';
    this.field = problem.field ?? '';
    this.fields = problem.fields ?? [];
    this.findings = problem.findings ?? [];
  }
}

/**
 * toBackendError makes a BackendError of whatever was rejected: the object of an
 * HTTP answer, its JSON, a plain string, an Error with one of them as its message.
 */
export function toBackendError(reason: unknown): BackendError {
  if (reason instanceof BackendError) return reason;
  // Wails makes an Error of what the program answers; its message is the JSON.
  if (reason instanceof Error) return toBackendError(reason.message);
  if (isProblem(reason)) return new BackendError(reason);
  if (typeof reason === 'string') {
    const parsed = parse(reason);
    return isProblem(parsed) ? new BackendError(parsed) : new BackendError({ message: reason });
  }
  return new BackendError({ message: String(reason) });
}

function isProblem(value: unknown): value is Partial<Problem> & { message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}

function parse(text: string): unknown {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
