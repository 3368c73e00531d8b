import type { QueryModel } from '@momq/core';
import type { Base } from '@momq/moe/bases';
import type { ScoreRequest, TextGenerator } from '@momq/moe/text';
import { TextQueryModel } from './text-query-model.js';

/** What a language model reads of a question, and what it should write. */
export interface RecordedPrompt {
  /** What all questions on the schema begin with. */
  readonly prefix: string;
  /** What follows for this question, up to where the answer begins. */
  readonly prompt: string;
  /** The query and what ends it, without the base's end token. */
  readonly answer: string;
}

/** The prompts of a {@link TextQueryModel}, taken where it would be asked: a model trains on what it reads at run time. */
export interface PromptRecorder {
  /** For `createMoMQ`; it answers nothing. */
  readonly model: QueryModel;
  /**
   * The prompt of one question; one at a time.
   *
   * @param query - what should be answered
   * @param ask - asks the question of {@link PromptRecorder.model}
   * @throws what `ask` throws before the model is reached
   */
  record(query: string, ask: () => Promise<unknown>): Promise<RecordedPrompt>;
}

/** Thrown in place of an answer. */
class Recorded extends Error {}

/**
 * Records prompts with a base's tokenizer; its weights are not read.
 *
 * @param limits - as in `TextModelOptions`
 */
export async function promptRecorder(
  base: Base,
  limits: { readonly contextLength: number; readonly schemaTokens: number },
): Promise<PromptRecorder> {
  const tokenizer = await base.tokenizer();
  let taken: RecordedPrompt | undefined;
  let wanted = '';
  const refuse = (): never => {
    throw new Recorded('a recorder generates nothing');
  };
  const generator: TextGenerator = {
    score: async ({ prefix, prompt, continuations }: ScoreRequest) => {
      taken = {
        prefix: prefix as string,
        prompt: prompt as string,
        answer: continuations[0] as string,
      };
      return refuse();
    },
    generate: async () => refuse(),
    stream: refuse,
    load: () => ({ waiting: 0, rows: 0 }),
    dispose: () => Promise.resolve(),
  };
  const parts = { base, tokenizer, generator, candidates: 1, maxQueryTokens: 256, ...limits };
  const inner = new TextQueryModel(parts);
  const model: QueryModel = {
    specificationVersion: 'v1',
    name: inner.name,
    version: inner.version,
    generate: async (request) => {
      await inner.score(request, [wanted]);
      return refuse();
    },
    dispose: () => Promise.resolve(),
  };
  return {
    model,
    async record(query, ask) {
      taken = undefined;
      wanted = query;
      try {
        await ask();
      } catch (error) {
        if (taken === undefined) throw error;
      }
      if (taken === undefined) throw new Error('expected the question to reach the model');
      return taken;
    },
  };
}
