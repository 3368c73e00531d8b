import type { GenerationRequest } from '@momq/core';
import type { DatabaseSchema } from '@momq/dialect';
import { MoeError } from '@momq/moe';
import type { TextTokenizer } from '@momq/moe/bases';
import {
  textConstraint,
  type GenerateRequest,
  type GenerationResult,
  type TextGenerator,
} from '@momq/moe/text';
import { answerGrammar } from './answer-grammar.js';

/** What a {@link ConstrainedGeneration} is made of. */
export interface ConstrainedParts {
  readonly generator: TextGenerator;
  readonly tokenizer: TextTokenizer;
  /** False: everything may be written. Default true. */
  readonly constrained?: boolean;
}

/** Generates answers that keep to the grammar of the dialect and to the names of the schema, where the pack has a grammar. */
export class ConstrainedGeneration {
  readonly #parts: ConstrainedParts;
  readonly #constraints = new WeakMap<DatabaseSchema, Map<string, GenerateRequest['constraint']>>();

  constructor(parts: ConstrainedParts) {
    this.#parts = parts;
  }

  /**
   * Generates under the constraint, and once without it when no token was left that it allows: what is written then is checked
   * like every query. Who hears the tokens of the first text hears none of the second.
   */
  async generate(
    { schema, dialect }: Pick<GenerationRequest, 'schema' | 'dialect'>,
    request: GenerateRequest,
  ): Promise<GenerationResult> {
    const { generator } = this.#parts;
    const constraint = this.#constraint(schema, dialect);
    if (constraint === undefined) return generator.generate(request);
    try {
      return await generator.generate({ ...request, constraint });
    } catch (error) {
      if (!(error instanceof MoeError) || error.code !== 'MOE_NOTHING_ALLOWED') throw error;
      const { onToken: _, ...unheard } = request;
      return generator.generate(unheard);
    }
  }

  #constraint(
    schema: DatabaseSchema,
    dialect: GenerationRequest['dialect'],
  ): GenerateRequest['constraint'] {
    const { tokenizer, constrained = true } = this.#parts;
    if (!constrained || dialect.createGrammar === undefined) return undefined;
    const known = this.#constraints.get(schema) ?? new Map<string, GenerateRequest['constraint']>();
    this.#constraints.set(schema, known);
    const constraint =
      known.get(dialect.id) ??
      textConstraint(answerGrammar(dialect.createGrammar(schema)), tokenizer);
    known.set(dialect.id, constraint);
    return constraint;
  }
}
