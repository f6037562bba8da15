import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a program that ended has said. */
export interface Ended {
  stdout: string;
  stderr: string;
  code: number | null;
}

/** The program under test: that of BWDC, else that of make build. */
export const binary = resolve(process.env['BWDC'] ?? '../bin/bwdc');

/** The same as on a machine with group policies; none outside "go test". */
export const policed = process.env['BWDC_POLICED'] ?? '';

/**
 * A Sandbox is where programs run: a home, a temporary folder and an environment
 * of their own, so that nothing of the person who runs the tests is touched.
 */
export class Sandbox {
  readonly dir = mkdtempSync(join(tmpdir(), 'pages-'));
  readonly temporary = join(this.dir, 'tmp');
  readonly env: Record<string, string>;

  constructor(env: Record<string, string> = {}) {
    mkdirSync(this.temporary);
    this.env = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.dir,
      TMPDIR: this.temporary,
      BWDC_NO_KEYRING: '1',
      ...env,
    };
  }

  /** bwdc runs a command to its end. */
  async bwdc(args: string[], env: Record<string, string> = {}): Promise<Ended> {
    return new Program(args, { ...this.env, ...env }).end();
  }

  /** left lists what programs did not take away from the temporary folder. */
  left(): string[] {
    return readdirSync(this.temporary);
  }

  close(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A Program is a bwdc that runs. */
export class Program {
  stdout = '';
  stderr = '';
  readonly process: ChildProcess;
  private readonly ended: Promise<number | null>;
  private readonly listeners = new Set<() => void>();

  constructor(args: string[], env: Record<string, string>) {
    this.process = spawn(env['PROGRAM_UNDER_TEST'] ?? binary, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = (): void => this.listeners.forEach((listener) => listener());
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => ((this.stdout += text), said()));
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => ((this.stderr += text), said()));
    this.ended = new Promise((done) => {
      this.process.on('error', (error) => ((this.stderr += String(error)), said(), done(null)));
      this.process.on('close', (code) => (done(code), said()));
    });
  }

  /** said waits until the standard output holds what is looked for, and returns the match. */
  async said(what: RegExp, within = 120_000): Promise<RegExpMatchArray> {
    return new Promise((found, failed) => {
      const give = (error?: Error): void => {
        clearTimeout(timer);
        this.listeners.delete(look);
        if (error) failed(error);
      };
      const look = (): void => {
        const match = what.exec(this.stdout);
        if (match) {
          give();
          found(match);
        } else if (!this.running()) give(this.problem(`ended without saying ${what}`));
      };
      const timer = setTimeout(() => give(this.problem(`did not say ${what} in time`)), within);
      this.listeners.add(look);
      look();
    });
  }

  /** running tells whether it has not ended. */
  running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** end waits for the end. */
  async end(): Promise<Ended> {
    const code = await this.ended;
    return { stdout: this.stdout, stderr: this.stderr, code };
  }

  /** stop asks for the end, as systemd does, and waits for it. */
  async stop(): Promise<Ended> {
    if (this.running()) this.process.kill('SIGTERM');
    return this.end();
  }

  /** kill ends it without asking, as a power cut does. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  private problem(what: string): Error {
    return new Error(
      `bwdc ${this.process.spawnargs.slice(1).join(' ')} ${what}:\n${this.stdout}\n${this.stderr}`,
    );
  }
}

/** The address that lets one browser in. */
const ticket = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/;

/** A Server is a bwdc that shows the pages. */
export class Server extends Program {
  /** address waits for the first one that lets a browser in. */
  async address(): Promise<string> {
    return (await this.said(ticket))[0];
  }

  /** another asks for one more address, as a service is asked. */
  async another(): Promise<string> {
    const before = this.stdout.length;
    this.process.kill('SIGUSR1');
    const rest = new RegExp(`^[^]{${before}}[^]*?(${ticket.source})\\s`);
    return (await this.said(rest))[1] ?? '';
  }
}
