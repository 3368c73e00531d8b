import type { AskEvent } from '@momq/core';
import { escapeControls } from '@momq/core/execution';

/** What a {@link LiveQuery} writes to. */
export type LiveStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** Shows how far a question is. */
export interface LiveQuery {
  /** For `AskOptions.onProgress`. */
  readonly onProgress: (event: AskEvent) => void;
  /** Takes what it shows away; call it before anything else is printed. */
  end(): void;
}

/** Milliseconds of silence before the line says that something is read. */
const quietMs = 500;
const columns = 80;

/**
 * One line on a terminal with what a language model is writing, the end of it where it is too long, and before its first token that it
 * reads. Nothing elsewhere.
 */
export function liveQuery(stream: LiveStream = process.stderr): LiveQuery | undefined {
  return stream.isTTY ? new TerminalLine(stream) : undefined;
}

class TerminalLine implements LiveQuery {
  readonly #stream: LiveStream;
  #written = '';
  #shown = false;
  #quiet: NodeJS.Timeout | undefined;

  constructor(stream: LiveStream) {
    this.#stream = stream;
  }

  readonly onProgress = (event: AskEvent): void => {
    switch (event.type) {
      case 'stage':
        this.#written = '';
        clearTimeout(this.#quiet);
        if (event.stage === 'generate')
          this.#quiet = setTimeout(
            () => this.#show('reading the schema and the question …'),
            quietMs,
          );
        break;
      case 'progress':
        clearTimeout(this.#quiet);
        this.#show(event.text);
        break;
      case 'token':
        clearTimeout(this.#quiet);
        this.#written += event.text;
        this.#show(this.#written.replace(/\s+/g, ' '));
        break;
      case 'candidate':
        this.end();
    }
  };

  end(): void {
    clearTimeout(this.#quiet);
    if (this.#shown) this.#stream.write('\r\u001b[2K');
    this.#shown = false;
  }

  #show(text: string): void {
    const width = (this.#stream.columns ?? columns) - 1;
    const line = escapeControls(text);
    const cut = line.length > width ? `…${line.slice(1 - width)}` : line;
    this.#stream.write(`\r\u001b[2K${cut}`);
    this.#shown = true;
  }
}
