import { createHash } from 'node:crypto';
import { APICallError, generateText, NoObjectGeneratedError, Output } from 'ai';
import type { ModelMessage } from 'ai';
import type { z } from 'zod';
import type { AnswerJournal, JournaledAnswer } from './answer-journal.js';
import type { Budget, TokenCount } from './budget.js';
import { costOf } from './budget.js';
import type { ModelChoice } from './model-choice.js';
import type { JsonAnswer } from './read-json-answer.js';
import { readJsonAnswer } from './read-json-answer.js';
import type { RequestPace } from './request-pace.js';
import { RequestRefused, retryRequest } from './retry-request.js';
import type { RetryOptions } from './retry-request.js';

/** What one model did and cost in a run. */
export interface ModelUsage {
  readonly role: string;
  readonly model: string;
  /** Answers that the provider gave in this run. */
  requests: number;
  /** Answers that an earlier run had paid for. */
  fromJournal: number;
  /** Requests that failed and were made again. */
  retries: number;
  /** Answers that were no JSON of the schema, and were asked for once more. */
  asksAgain: number;
  /** Tokens of this run. */
  inputTokens: number;
  outputTokens: number;
  /** Of the requests, those whose server gave no usage: their tokens are guessed. */
  estimated: number;
  /** Of this run; absent without a price. */
  cost?: number;
}

/** What models share in a run. */
export interface ModelSurroundings {
  readonly journal: AnswerJournal;
  readonly budget: Budget;
  readonly pace: RequestPace;
  readonly retry: RetryOptions;
  /** Milliseconds of one request at most. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One question to a model. */
export interface StructuredRequest<T> {
  /** Names the piece of work: the same prompt for another item is another request. */
  readonly item: string;
  readonly prompt: string;
  readonly schema: z.ZodType<T>;
}

type AnswerStructure = 'schema' | 'json' | 'words';

const structures: readonly AnswerStructure[] = ['schema', 'json', 'words'];

/** A model in a role, which answers with JSON: paced, retried, paid from the budget, and journaled. */
export class AskedModel {
  readonly usage: ModelUsage;
  readonly #choice: ModelChoice;
  readonly #around: ModelSurroundings;
  readonly #temperature: number;
  /** How answers are asked for; a server that refuses one way is asked in the next from then on. */
  readonly #structures: AnswerStructure[];

  constructor(role: string, choice: ModelChoice, around: ModelSurroundings, temperature: number) {
    this.#choice = choice;
    this.#around = around;
    this.#structures = structures.slice(structures.indexOf(choice.structure ?? 'schema'));
    this.#temperature = choice.temperature ?? temperature;
    this.usage = {
      role,
      model: choice.name,
      requests: 0,
      fromJournal: 0,
      retries: 0,
      asksAgain: 0,
      inputTokens: 0,
      outputTokens: 0,
      estimated: 0,
      ...(choice.price && { cost: 0 }),
    };
    const spent = around.journal.spent.get(role);
    if (spent) around.budget.addSpent(spent, choice.price);
  }

  /**
   * Asks; an answer that is not of the schema is asked for once more, with what is wrong with it.
   *
   * @throws BudgetSpent, DatagenError `DATAGEN_MODEL_FAILED`, or the signal's reason
   */
  async ask<T>({ item, prompt, schema }: StructuredRequest<T>): Promise<JsonAnswer<T>> {
    const messages: ModelMessage[] = [{ role: 'user', content: prompt }];
    try {
      const first = await this.#text(item, messages, schema);
      const read = readJsonAnswer(first, schema);
      if ('value' in read) return read;
      this.usage.asksAgain += 1;
      messages.push(
        { role: 'assistant', content: first.trim() === '' ? '(nothing)' : first },
        {
          role: 'user',
          content: `That cannot be used: ${read.problem}. Answer again, with the JSON object alone.`,
        },
      );
      return readJsonAnswer(await this.#text(item, messages, schema), schema);
    } catch (error) {
      if (error instanceof RequestRefused) return { problem: error.message, text: '' };
      throw error;
    }
  }

  async #text(item: string, messages: ModelMessage[], schema: z.ZodType): Promise<string> {
    const { journal, budget } = this.#around;
    const { name, price, maxOutputTokens = 1024 } = this.#choice;
    const { role } = this.usage;
    const asked = [role, name, this.#temperature, maxOutputTokens, item, messages];
    const key = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    const known = await journal.read(key);
    if (known) {
      this.usage.fromJournal += 1;
      return known.text;
    }
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    const settle = budget.reserve({ input: guess(characters), output: maxOutputTokens }, price);
    let paid: TokenCount | undefined;
    try {
      const { text, tokens } = await retryRequest(name, () => this.#request(messages, schema), {
        ...this.#around.retry,
        pace: this.#around.pace,
        signal: this.#around.signal,
        onRetry: () => (this.usage.retries += 1),
      });
      paid = tokens ?? { input: guess(characters), output: guess(text.length) };
      const answer: JournaledAnswer = {
        key,
        role,
        prompt: String(messages.at(-1)!.content),
        text,
        tokens: paid,
        ...(tokens === undefined && { estimated: true }),
      };
      await journal.write(answer);
      this.#count(paid, tokens === undefined);
      return text;
    } finally {
      settle(paid);
    }
  }

  #count(tokens: TokenCount, estimated: boolean): void {
    this.usage.requests += 1;
    this.usage.inputTokens += tokens.input;
    this.usage.outputTokens += tokens.output;
    if (estimated) this.usage.estimated += 1;
    if (this.usage.cost !== undefined) this.usage.cost += costOf(tokens, this.#choice.price);
  }

  async #request(
    messages: ModelMessage[],
    schema: z.ZodType,
  ): Promise<{ readonly text: string; readonly tokens: TokenCount | undefined }> {
    const { model, maxOutputTokens = 1024 } = this.#choice;
    const { signal, timeoutMs } = this.#around;
    const [structure = 'words'] = this.#structures;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const { text, usage } = await generateText({
        model,
        messages,
        maxOutputTokens,
        temperature: this.#temperature,
        maxRetries: 0, // ours are paced and counted
        abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(structure !== 'words' && {
          output: structure === 'json' ? Output.json() : Output.object({ schema }),
        }),
      });
      return { text, tokens: counted(usage) };
    } catch (error) {
      if (structure !== 'words' && refusesFormat(error)) {
        if (this.#structures[0] === structure) this.#structures.shift(); // another request may have
        return this.#request(messages, schema);
      }
      if (!NoObjectGeneratedError.isInstance(error)) throw error;
      return { text: error.text ?? '', tokens: counted(error.usage) };
    }
  }
}

/** A server that knows no `response_format`, or not this one; the prompt asks for JSON too. */
function refusesFormat(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  return (
    (error.statusCode === 400 || error.statusCode === 422) &&
    /response_?format/i.test(`${error.message} ${error.responseBody ?? ''}`)
  );
}

function counted(
  usage: { inputTokens: number | undefined; outputTokens: number | undefined } | undefined,
): TokenCount | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined;
  return { input: usage.inputTokens, output: usage.outputTokens };
}

/** Tokens of a text when nobody counts them, rather too many. */
function guess(characters: number): number {
  return Math.ceil(characters / 3);
}
