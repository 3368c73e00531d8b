import { historyTurn } from '@momq/core';
import type { Answer, HistoryTurn } from '@momq/core';
import type { Questioned } from '../commands/open-questioned.js';
import { limitsOf } from '../commands/question-options.js';
import type { QuestionFlags } from '../commands/question-options.js';
import { exitCodeOf, exitCodes } from '../errors/exit-codes.js';
import { InterruptedError } from '../errors/interrupt.js';
import { describeError, reportError } from '../errors/report-error.js';
import { toJson } from '../output/json.js';
import type { Output } from '../output/output.js';
import { printAsked } from '../output/print-asked.js';
import { isCommand, runCommand } from './chat-commands.js';

/** Turns that a conversation keeps; the oldest goes first. */
const keptTurns = 50;

/** A conversation with one database: what was answered, and what a line makes of it. */
export class ChatSession {
  readonly questioned: Questioned;
  readonly output: Output;
  readonly #flags: QuestionFlags;
  #history: HistoryTurn[] = [];
  #last: Answer | undefined;
  #running: AbortController | undefined;
  #exitCode: number = exitCodes.ok;

  constructor(questioned: Questioned, flags: QuestionFlags, output: Output) {
    this.questioned = questioned;
    this.#flags = flags;
    this.output = output;
  }

  /** True where every line is answered by one JSON object. */
  get json(): boolean {
    return this.#flags.json === true;
  }

  /** The last answer; undefined before the first, and in a new conversation. */
  get last(): Answer | undefined {
    return this.#last;
  }

  /** What `ask` would have exited with for the first question that was not answered; 0 when all were. */
  get exitCode(): number {
    return this.#exitCode;
  }

  /** Forgets what was answered. */
  begin(): void {
    this.#history = [];
    this.#last = undefined;
  }

  /** Stops the question that runs. @returns false where none does, or it was stopped already */
  cancel(): boolean {
    if (this.#running === undefined || this.#running.signal.aborted) return false;
    this.#running.abort(new InterruptedError('SIGINT'));
    return true;
  }

  /**
   * Answers a line, or does what it commands.
   *
   * @returns false when the conversation ends
   * @throws the signal's reason once it is aborted
   */
  async read(line: string, signal: AbortSignal): Promise<boolean> {
    const text = line.trim();
    if (text === '') return true;
    if (isCommand(text)) return this.#during(signal, () => runCommand(text, this));
    return this.#during(signal, (stop) => this.#answer(text, stop));
  }

  async #answer(question: string, signal: AbortSignal): Promise<boolean> {
    const { momq, database } = this.questioned;
    const options = { ...limitsOf(this.#flags), history: this.#history, signal };
    const answer = await momq.ask(question, database, options);
    this.#last = answer;
    this.#history = [...this.#history, historyTurn(answer)].slice(-keptTurns);
    await printAsked(answer, this.questioned, this.#flags, this.output);
    if (answer.status === 'declined') this.#failed(exitCodes.declined);
    if (answer.status === 'uncertain' && this.#flags.strict === true)
      this.#failed(exitCodes.uncertain);
    return true;
  }

  /** Does something that {@link ChatSession.cancel} stops; what it throws is printed, and the conversation goes on. */
  async #during(
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<boolean>,
  ): Promise<boolean> {
    const running = new AbortController();
    this.#running = running;
    try {
      return await work(AbortSignal.any([signal, running.signal]));
    } catch (error) {
      signal.throwIfAborted();
      this.#report(error);
      return true;
    } finally {
      this.#running = undefined;
    }
  }

  #report(error: unknown): void {
    const args = [this.#flags.db ?? ''];
    if (this.json) {
      const described = describeError(error, args);
      this.output.print(toJson({ error: described }));
      this.#failed(exitCodeOf(described.code));
    } else this.#failed(reportError(error, this.output, args));
  }

  #failed(code: number): void {
    if (this.#exitCode === exitCodes.ok) this.#exitCode = code;
  }
}
