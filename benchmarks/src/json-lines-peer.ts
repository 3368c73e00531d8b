import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that answers each line of JSON with one, and waits, idle, between requests. */
export class JsonLinesPeer {
  readonly #name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #errors = '';

  /** Starts the program; its first line is the first {@link JsonLinesPeer.answer}. */
  constructor(program: string, args: readonly string[]) {
    this.#name = [program, ...args].join(' ');
    this.#child = spawn(program, args);
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.#child.on('error', (error) => (this.#errors += String(error)));
    this.#child.stdin.on('error', () => undefined); // it ended: answer() tells why
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
  }

  /**
   * The next line that the program prints.
   * @throws Error with what it printed on standard error, when it ends
   */
  async answer<T>(): Promise<T> {
    const line = await this.#lines.next();
    if (line.done !== true) return JSON.parse(line.value) as T;
    throw new Error(`${this.#name}: expected an answer, but it ended: ${this.#errors.trim()}`);
  }

  /** Sends a request and returns its answer. */
  request<T>(request: object): Promise<T> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.answer<T>();
  }

  /** Ends the process and waits until it has ended. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await ended;
  }
}
