// What stops or fails, in words: made of the codes and numbers that the program
// tells, or of its own sentence where it has no code.
import type { FieldProblem, Finding, Problem } from '../backend/contract';
import { capital } from '../lib/text';
import { said, t, withNames } from './index.svelte';

type Wrong = Pick<FieldProblem, 'key' | 'message'> & Partial<Pick<FieldProblem, 'code' | 'args'>>;

/**
 * complaint says what is wrong with a setting, in the words of the page. What the
 * program says of a value without a code ("is not set, but …") becomes a sentence.
 */
export function complaint(problem: Wrong): string {
  const name = t.fields[problem.key]?.label ?? problem.key;
  const own = t.complaints[problem.code ?? ''];
  const [a = '', b = '', c = ''] = problem.args ?? [];
  if (own) return withNames(own(name, a, b, c)) + givenBy(problem.message);
  const words = said(problem.message).replace(/^filter, position (\d+): /, (_, at: string) =>
    t.settings.filter.position(at),
  );
  const named = withNames(words);
  const whole = /^[a-z]/.test(named) ? `${name} ${named}` : named;
  return /[.!?^]$/.test(whole) || whole.includes('\n') ? whole : `${whole}.`;
}

/** givenBy says where a value stands that these pages can't put right. */
function givenBy(message: string): string {
  const variable = /, from the environment variable (\S+)$/.exec(message)?.[1];
  if (variable) return ` ${t.settings.field.environment(variable)}`;
  return /, from group policy \(.*\)$/.test(message) ? ` ${t.settings.field.policy}` : '';
}

/** findingWords says what a guard found, and what it allows. */
export function findingWords(finding: Finding): string {
  return withNames(findingKeyed(finding));
}

function findingKeyed(finding: Finding): string {
  return t.trouble.findings[finding.guard]?.(finding) ?? `${keyed(finding.text)}.`;
}

/** sentence begins what the program says as a sentence, in the language and with the names of the page. */
export function sentence(text: string): string {
  return withNames(keyed(text));
}

/** keyed is a sentence with the keys of settings, which Linked makes links of. */
export function keyed(text: string): string {
  return capital(said(text));
}

/** problemTitle is the heading of an error with that code. */
export function problemTitle(code: string): string {
  return t.problems[code] ?? t.problems.unknown;
}

/** problemHint says what to do: in the words of the page where the hint goes by the kind of error. Settings are in it by their keys, for Linked. */
export function problemHint(problem: Partial<Pick<Problem, 'hint' | 'hintCode'>>): string {
  return t.trouble.hints[problem.hintCode ?? ''] ?? keyed(problem.hint ?? '');
}

type Told = Pick<Problem, 'message'> & Partial<Pick<Problem, 'code' | 'fields' | 'findings'>>;

/** problemText says what happened, a line for each setting or guard that it is about. */
export function problemText(problem: Told): string {
  return withNames(problemKeyed(problem));
}

/** problemKeyed is problemText with the keys of settings, which Linked makes links of. */
export function problemKeyed(problem: Told): string {
  if (problem.findings?.length) return problem.findings.map(findingKeyed).join('\n');
  if (problem.fields?.length) return problem.fields.map(complaint).join('\n');
  return t.trouble.texts[problem.code ?? ''] ?? keyed(problem.message);
}
