import { MoeError } from '../../errors.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import type { ActingGroup } from './expert-lanes.js';
import type { PrefixProgress } from './prefix/shared-prefix.js';
import type { PromptRequest } from './text-generator-types.js';

/** What a generator knows that requests are checked against. */
export interface RequestContext {
  readonly tokenizer: TextTokenizer | null;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly maxBatch: number;
  readonly groups: readonly string[];
  readonly routing: 'soft' | 'known';
  /** What answers without adapters: undefined where they are part of the base. */
  readonly withoutAdapters: false | null | undefined;
  /** The base's end tokens. */
  readonly endTokens: readonly number[];
}

/** What a model reads before it answers or scores. */
export interface PreparedPrompt {
  /** Token ids that are shared; empty for none. */
  readonly prefix: readonly number[];
  /** Whether they are kept in the folder of the cache too. */
  readonly keepPrefixOnDisk: boolean;
  /** Token ids after them. */
  readonly prompt: readonly number[];
  readonly dialect: ActingGroup;
  readonly signal: AbortSignal | null;
  readonly onPrefix: ((progress: PrefixProgress) => void) | undefined;
}

/** Checks what is to be read. @throws MoeError `MOE_BAD_INPUT`, `MOE_UNKNOWN_GROUP` */
export function preparePrompt(request: PromptRequest, context: RequestContext): PreparedPrompt {
  const { prefix, keepPrefixOnDisk = true, prompt, tokens, signal, onPrefix } = request;
  if ((prompt === undefined) === (tokens === undefined))
    throw bad('a prompt or tokens', prompt === undefined ? 'neither' : 'both', 'give one of them');
  const addSpecialTokens = prefix === undefined;
  return {
    prefix: prefix === undefined ? [] : tokenIds('the prefix', prefix, context),
    keepPrefixOnDisk,
    prompt: tokenIds('the prompt', tokens ?? (prompt as string), context, { addSpecialTokens }),
    dialect: dialectOf(request, context),
    signal: signal ?? null,
    onPrefix,
  };
}

/** Ids of a text, or given ones, checked. @throws MoeError `MOE_BAD_INPUT` */
export function tokenIds(
  where: string,
  given: string | readonly number[],
  { tokenizer, vocabularySize }: RequestContext,
  options: { readonly addSpecialTokens?: boolean } = {},
): readonly number[] {
  if (typeof given === 'string' && tokenizer === null)
    throw bad(
      `a tokenizer for ${where} as text`,
      'a model without one',
      `give the model a tokenizer, or ${where} as tokens`,
    );
  const ids =
    typeof given === 'string' ? (tokenizer as TextTokenizer).encode(given, options) : given;
  if (ids.length === 0)
    throw bad(`at least one token in ${where}`, 'none', 'start with the token that begins a text');
  for (const token of ids) requireToken(where, token, vocabularySize);
  return [...ids];
}

function dialectOf(
  { dialect, adapters = true }: PromptRequest,
  { groups, routing, withoutAdapters }: RequestContext,
): ActingGroup {
  if (!adapters) {
    if (withoutAdapters !== undefined && dialect === undefined) return withoutAdapters;
    throw dialect === undefined
      ? bad(
          "adapters that act after a prefix (activation 'after-prefix')",
          'others, which are part of the base',
          'create a generator of the base alone',
        )
      : bad('no dialect without adapters', `"${dialect}"`, 'leave one of them out');
  }
  const names = groups.join(', ') || 'none';
  if (dialect === undefined) {
    if (routing === 'soft' || groups.length === 0) return null;
    throw bad(
      `a dialect of ${names} with routing 'known'`,
      'none',
      "name the dialect, or create the generator with routing 'soft'",
    );
  }
  if (groups.includes(dialect)) return dialect;
  throw new MoeError(
    'MOE_UNKNOWN_GROUP',
    `expected the dialect of an installed expert group (${names}), got "${dialect}"; install or train that group`,
  );
}

/** @throws MoeError `MOE_BAD_INPUT` for an id that the model does not have */
export function requireToken(where: string, token: number, vocabularySize: number): void {
  if (!Number.isInteger(token) || token < 0 || token >= vocabularySize)
    throw bad(
      `token ids from 0 to ${vocabularySize - 1} in ${where}`,
      `${token}`,
      'use the ids of this model’s tokenizer',
    );
}

/** The error of a request that cannot be served. */
export function bad(expected: string, got: string, remedy: string): MoeError {
  return new MoeError('MOE_BAD_INPUT', `expected ${expected}, got ${got}; ${remedy}`);
}
