import { createReadStream, existsSync } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { DatagenError } from '../../datagen-error.js';
import type { TokenCount } from './budget.js';

/** Format of the file; another one is refused. */
const version = 1;

/** What was asked and what was paid for. */
export interface JournaledAnswer {
  /** Hash of everything that the answer depends on. */
  readonly key: string;
  /** Who was asked, for the sums of usage. */
  readonly role: string;
  readonly prompt: string;
  readonly text: string;
  readonly tokens: TokenCount;
  /** True when the server gave no usage and tokens were guessed from the length of the texts. */
  readonly estimated?: boolean;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/**
 * Every answer that was paid for, one a line, written to the disk before it is used. A run that was killed finds its answers
 * here and asks only for those that were still open; a line that was half written is cut off.
 */
export class AnswerJournal {
  /** Tokens of all answers in the file when it was opened, by role. */
  readonly spent = new Map<string, TokenCount>();
  /** Lines that are no answers, for example after a fault of the disk; their answers are asked for again. */
  brokenLines = 0;
  readonly #file: FileHandle;
  readonly #places = new Map<string, Place>();
  #end = 0;
  #writing: Promise<void> = Promise.resolve();
  #waiting: { readonly line: Buffer; readonly key: string }[] = [];

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws DatagenError `DATAGEN_JOURNAL_VERSION` when it is of another version, or no journal
   */
  static async open(path: string): Promise<AnswerJournal> {
    const fresh = !existsSync(path);
    const file = await open(path, fresh ? 'wx+' : 'r+');
    const journal = new AnswerJournal(file);
    try {
      if (!fresh) await journal.#scan(path);
      if (journal.#end === 0)
        await journal.#append(Buffer.from(`${JSON.stringify({ momqJournal: version })}\n`));
    } catch (error) {
      await file.close();
      throw error;
    }
    return journal;
  }

  /** The answer to what has this key, if it was paid for. */
  async read(key: string): Promise<JournaledAnswer | undefined> {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const { buffer } = await this.#file.read(
      Buffer.alloc(place.length),
      0,
      place.length,
      place.offset,
    );
    return JSON.parse(buffer.toString('utf8')) as JournaledAnswer;
  }

  /** Resolves when the answer is on the disk. Answers that come meanwhile are written together. */
  async write(answer: JournaledAnswer): Promise<void> {
    this.#waiting.push({ key: answer.key, line: Buffer.from(`${JSON.stringify(answer)}\n`) });
    const turn = this.#writing.then(() => this.#flush());
    this.#writing = turn.catch(() => undefined); // the caller of each sees its own error
    await turn;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    let offset = this.#end;
    await this.#append(Buffer.concat(batch.map(({ line }) => line)));
    for (const { key, line } of batch) {
      this.#places.set(key, { offset, length: line.length - 1 });
      offset += line.length;
    }
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    await this.#file.datasync();
    this.#end += bytes.length;
  }

  async #scan(path: string): Promise<void> {
    let rest = Buffer.alloc(0);
    for await (const chunk of createReadStream(path)) {
      rest = Buffer.concat([rest, chunk as Buffer]);
      let start = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
        this.#note(rest.toString('utf8', start, end), end - start, path);
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
    if (this.#end === 0 && rest.length > 0) this.#note(rest.toString('utf8'), rest.length, path);
    else await truncate(path, this.#end);
  }

  #note(line: string, length: number, path: string): void {
    let entry: Partial<JournaledAnswer> & { readonly momqJournal?: unknown } = {};
    try {
      entry = JSON.parse(line) as JournaledAnswer;
    } catch {
      this.brokenLines += 1;
    }
    if (this.#end === 0 && entry.momqJournal !== version)
      throw new DatagenError(
        'DATAGEN_JOURNAL_VERSION',
        `${path}: expected a journal of version ${version}, got ${entry.momqJournal === undefined ? 'another file' : `version ${String(entry.momqJournal)}`}. Finish the run with the version that began it, or name another output folder; deleting the journal means paying again.`,
      );
    if (entry.key !== undefined && entry.role !== undefined && entry.tokens !== undefined) {
      this.#places.set(entry.key, { offset: this.#end, length });
      const before = this.spent.get(entry.role) ?? { input: 0, output: 0 };
      this.spent.set(entry.role, {
        input: before.input + entry.tokens.input,
        output: before.output + entry.tokens.output,
      });
    }
    this.#end += length + 1;
  }
}
