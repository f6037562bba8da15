// What a person hands to whoever helps. It holds no name, address or secret.
import type { State } from '../../backend/contract';

/** Where the pages are shown. */
export interface Surroundings {
  window: boolean;
  userAgent: string;
  language: string;
  size: string;
}

/** diagnosticsOf describes the program and its state in a few lines of "key: value". */
export function diagnosticsOf(state: State, where: Surroundings): string {
  const run = state.lastRun;
  const lines: [string, string | number | boolean][] = [
    ['version', state.version],
    ['shown in', where.window ? 'window' : 'browser'],
    ['system', where.userAgent],
    ['language', where.language],
    ['size', where.size],
    ['directory', state.directory],
    ['profiles', state.profiles.length],
    ['configured', state.configured],
    ['logged in', state.account.loggedIn],
    ['not ready', state.notReady?.code ?? 'no'],
    ['automatic sync', state.automatic?.state ?? 'never'],
    ['failures in a row', state.automatic?.failures ?? 0],
    ['interval (minutes)', state.interval],
    ['members', state.members],
    ['groups', state.groups],
    ['in flight', state.inFlight],
    ['last sync', run ? `${run.result}, ${run.start}` : 'never'],
    ['its error', run?.error?.code ?? 'none'],
    ['its requests', run?.counts.requests ?? 0],
    ['its warnings', run?.counts.warnings ?? 0],
  ];
  return lines.map(([key, value]) => `${key}: ${value}\n`).join('');
}

/** profileFolder is where a profile keeps its data, with the separators of its system. */
export function profileFolder(dataDir: string, profile: string): string {
  const separator = dataDir.includes('\\') ? '\\' : '/';
  return [dataDir, 'profiles', profile].join(separator);
}
