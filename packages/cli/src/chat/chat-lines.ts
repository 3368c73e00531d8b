import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { InterruptedError } from '../errors/interrupt.js';
import type { CommandInput } from '../command-context.js';

/** Lines remembered for the arrow keys. */
const remembered = 1000;

/** The lines of an input, one at a time; in a terminal with a prompt, editing and the lines before. */
export class ChatLines {
  readonly #reader: Interface;
  readonly #terminal: boolean;
  readonly #waiting: string[] = [];
  #wake: () => void = () => undefined;
  #ended = false;
  #left: Error | undefined;

  /** @param signal - ends the lines */
  constructor({ stream, terminal, echo }: CommandInput, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#reader = createInterface({
      input: stream,
      ...(terminal && echo !== undefined && { output: echo }),
      terminal,
      historySize: remembered,
      prompt: 'momq> ',
    });
    this.#reader.on('line', (line) => {
      this.#waiting.push(line);
      if (!terminal) this.#reader.pause(); // a program may send more than there is memory for
      this.#wake();
    });
    this.#reader.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /**
   * Calls `cancel` at Ctrl-C. Where that had nothing to cancel, or is called before it is done, the next Ctrl-C ends the lines.
   *
   * @param cancel - true when it cancels something that was not cancelled before
   */
  onInterrupt(cancel: () => boolean): void {
    let asked = false;
    this.#reader.on('line', () => (asked = false));
    this.#reader.on('SIGINT', () => {
      if (cancel()) {
        asked = false;
        return;
      }
      if (asked) {
        this.#left = new InterruptedError('SIGINT');
        this.close();
        return;
      }
      asked = true;
      this.#reader.write('', { ctrl: true, name: 'u' });
      this.#reader.setPrompt('(Ctrl-C again leaves) momq> ');
      this.#reader.prompt();
      this.#reader.setPrompt('momq> ');
    });
  }

  /** Ends the lines; those that wait are not given any more. */
  close(): void {
    this.#waiting.length = 0;
    this.#reader.close();
  }

  /** @throws InterruptedError when a second Ctrl-C ended the lines */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    for (;;) {
      if (this.#waiting.length === 0 && !this.#ended) {
        if (this.#terminal) this.#reader.prompt();
        else this.#reader.resume();
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      const line = this.#waiting.shift();
      if (line !== undefined) yield line;
      else if (this.#left !== undefined) throw this.#left;
      else if (this.#ended) return;
    }
  }
}
