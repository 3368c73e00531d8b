import { createTextGenerator } from '../text/generation/create-text-generator.js';
import type {
  TextGenerator,
  TextGeneratorOptions,
  TextModel,
} from '../text/generation/text-generator-types.js';

/** Generators that a test file opens and closes together. */
export class OpenGenerators {
  readonly #open: TextGenerator[] = [];

  /** A generator on one thread. */
  async create(model: TextModel, options: TextGeneratorOptions = {}): Promise<TextGenerator> {
    const generator = await createTextGenerator(model, { threads: 1, ...options });
    this.#open.push(generator);
    return generator;
  }

  /** Disposes all of them. */
  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((generator) => generator.dispose()));
  }
}
