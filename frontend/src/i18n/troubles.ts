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
  const own = t.trouble.findings[finding.guard];
  return own ? withNames(own(finding)) : `${sentence(finding.text)}.`;
}

/** sentence begins what the program says as a sentence, in the language of the page. */
export function sentence(text: string): string {
  return capital(said(text));
}

/** problemTitle is the heading of an error with that code. */
export function problemTitle(code: string): string {
  return t.problems[code] ?? t.problems.unknown;
}

/** problemHint says what to do: in the words of the page where the hint goes by the kind of error. */
export function problemHint(problem: Partial<Pick<Problem, 'hint' | 'hintCode'>>): string {
  return t.trouble.hints[problem.hintCode ?? ''] ?? sentence(problem.hint ?? '');
}

/** problemText says what happened, a line for each setting or guard that it is about. */
export function problemText(
  problem: Pick<Problem, 'message'> & Partial<Pick<Problem, 'fields' | 'findings'>>,
): string {
  if (problem.findings?.length) return problem.findings.map(findingWords).join('\n');
  if (problem.fields?.length) return problem.fields.map(complaint).join('\n');
  return sentence(problem.message);
}
