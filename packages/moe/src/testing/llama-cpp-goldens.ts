import { readFileSync } from 'node:fs';

/** What llama.cpp says comes after a prompt. */
export interface PromptGolden {
  readonly tokens: readonly number[];
  /** Some next tokens, likeliest first. */
  readonly next: readonly number[];
  /** Their log-probabilities. */
  readonly logProbs: readonly number[];
}

/** What `reference/gguf/make-llama-cpp-goldens.ts` wrote about a file. */
export interface LlamaCppGoldens {
  readonly prompts: readonly PromptGolden[];
  /** Six hexadecimal digits for the tokens of each text of the corpus. */
  readonly corpus?: string;
}

/** Reads the goldens of a model. */
export function llamaCppGoldens(name: string): LlamaCppGoldens {
  const path = new URL(`../../fixtures/gguf/${name}.llama-cpp.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as LlamaCppGoldens;
}

/** The largest difference of log-probabilities. @param logProbs of all tokens */
export function largestDifference(logProbs: Float32Array, golden: PromptGolden): number {
  return Math.max(...differences(logProbs, golden));
}

/** Differences of log-probabilities, likeliest token first. */
export function differences(
  logProbs: Float32Array,
  { next, logProbs: want }: PromptGolden,
): number[] {
  return next.map((token, i) => Math.abs((logProbs[token] as number) - (want[i] as number)));
}
