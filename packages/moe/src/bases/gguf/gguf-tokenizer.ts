import { MoeError } from '../../errors.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import { unsupportedTokenizer, type Component } from '../../tokenizer/tokenizer-json.js';
import { corruptBase } from '../config-fields.js';
import type { SpecialTokens } from '../special-tokens.js';
import type { GgufMetadata } from './gguf-metadata.js';
import { preTokenizers } from './pre-tokenizers.js';
import { sentencePieceParts } from './sentencepiece.js';

/** `llama_token_type` of llama.h. */
const tokenKind = { control: 3, userDefined: 4, unused: 5 } as const;

/** Control tokens that end an answer whatever the metadata name; as `llama_vocab` of llama.cpp finds them. */
const endTexts = new Set(['<|im_end|>', '<|endoftext|>', '<|eot_id|>', '<|eom_id|>', '<|end|>']);

/** The tokens of a vocabulary with their kinds. @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_CORRUPT` */
function vocabulary(metadata: GgufMetadata): {
  readonly tokens: readonly string[];
  readonly kindOf: (id: number) => number;
} {
  const tokens = metadata.texts('tokenizer.ggml.tokens');
  if (tokens === undefined)
    throw new MoeError(
      'MOE_BASE_MISSING',
      `${metadata.origin}: expected the base's tokenizer in its metadata (tokenizer.ggml.tokens), got none; take a GGUF file of a language model that was converted with its vocabulary`,
    );
  const kinds = metadata.numbers('tokenizer.ggml.token_type');
  if (kinds !== undefined && kinds.length !== tokens.length)
    corruptBase(metadata.origin, `a kind for each of ${tokens.length} tokens`, `${kinds.length}`);
  return { tokens, kindOf: (id) => kinds?.[id] ?? 1 };
}

/** Token ids with a meaning, from a GGUF file's metadata. */
export function ggufSpecialTokens(metadata: GgufMetadata): SpecialTokens {
  const id = (name: string): number | null =>
    metadata.number(`tokenizer.ggml.${name}_token_id`) ?? null;
  const eos = [id('eos'), id('eot'), id('eom')].filter((each) => each !== null);
  const tokens = metadata.texts('tokenizer.ggml.tokens') ?? [];
  const kinds = metadata.numbers('tokenizer.ggml.token_type');
  tokens.forEach((token, i) => {
    if (kinds?.[i] === tokenKind.control && endTexts.has(token)) eos.push(i);
  });
  return { bos: id('bos'), eos: [...new Set(eos)], pad: id('padding') };
}

/** The parts of `tokenizer.json` that depend on the kind of vocabulary, and whether a first token is usual. */
interface TokenizerParts {
  readonly parts: Readonly<Record<string, Component | null>>;
  readonly addsBos: boolean;
}

/**
 * The tokenizer of a GGUF file, byte-level BPE or SentencePiece's, made into what `tokenizer.json` would say.
 * @throws MoeError `MOE_BASE_MISSING` without a vocabulary, `MOE_TOKENIZER_UNSUPPORTED` for other kinds
 */
export function ggufTokenizer(metadata: GgufMetadata): TextTokenizer {
  const { origin } = metadata;
  const { tokens, kindOf } = vocabulary(metadata);
  const vocab: Record<string, number> = Object.create(null) as Record<string, number>;
  const added: Component[] = [];
  tokens.forEach((content, id) => {
    const kind = kindOf(id);
    if (kind === tokenKind.unused) return;
    if (kind !== tokenKind.control && kind !== tokenKind.userDefined) vocab[content] = id;
    else added.push(addedToken(id, content, kind === tokenKind.control));
  });
  const model = metadata.text('tokenizer.ggml.model');
  const { parts, addsBos } =
    model === 'gpt2'
      ? byteLevel(metadata, vocab)
      : model === 'llama'
        ? sentencePiece(metadata, vocab, tokens)
        : unsupportedTokenizer(origin, 'a tokenizer.ggml.model gpt2 or llama', model);
  const json = {
    added_tokens: added,
    post_processor: template(metadata, { tokens, addsBos }),
    ...parts,
  };
  return createTokenizer(json, origin, tokens.length);
}

function byteLevel(
  metadata: GgufMetadata,
  vocab: Readonly<Record<string, number>>,
): TokenizerParts {
  const { origin } = metadata;
  const merges = metadata.texts('tokenizer.ggml.merges');
  if (merges === undefined) corruptBase(origin, 'tokenizer.ggml.merges', 'a file without them');
  const style = metadata.text('tokenizer.ggml.pre') ?? 'default';
  const preTokenizer = preTokenizers[style];
  if (preTokenizer === undefined)
    unsupportedTokenizer(
      origin,
      `a tokenizer.ggml.pre of ${Object.keys(preTokenizers).join(', ')}`,
      style,
    );
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false };
  const parts = {
    normalizer: preTokenizer.normalizer,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [...preTokenizer.splits, { ...level, use_regex: false }],
    },
    decoder: { ...level, use_regex: true },
    model: { type: 'BPE', vocab, merges, ignore_merges: preTokenizer.ignoresMerges },
  };
  return { parts, addsBos: preTokenizer.addsBos };
}

function sentencePiece(
  metadata: GgufMetadata,
  vocab: Readonly<Record<string, number>>,
  tokens: readonly string[],
): TokenizerParts {
  const scores = metadata.numbers('tokenizer.ggml.scores');
  if (scores?.length !== tokens.length)
    corruptBase(
      metadata.origin,
      `tokenizer.ggml.scores for ${tokens.length} tokens`,
      `${scores?.length ?? 'none'}`,
    );
  const unknown = tokens[metadata.number('tokenizer.ggml.unknown_token_id') ?? 0] ?? null;
  const addsSpace = metadata.flag('tokenizer.ggml.add_space_prefix') ?? true;
  return { parts: sentencePieceParts({ vocab, scores, unknown, addsSpace }), addsBos: true };
}

function addedToken(id: number, content: string, special: boolean): Component {
  const exactly = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  return { id, content, special, ...exactly };
}

/** What `addSpecialTokens` puts around a text. */
function template(
  metadata: GgufMetadata,
  { tokens, addsBos }: { tokens: readonly string[]; addsBos: boolean },
): Component | null {
  const part = (wanted: boolean, name: string): object[] => {
    const id = metadata.number(`tokenizer.ggml.${name}_token_id`);
    const token = id === undefined ? undefined : tokens[id];
    return wanted && token !== undefined ? [{ SpecialToken: { id: token, type_id: 0 } }] : [];
  };
  const first = part(metadata.flag('tokenizer.ggml.add_bos_token') ?? addsBos, 'bos');
  const last = part(metadata.flag('tokenizer.ggml.add_eos_token') ?? false, 'eos');
  if (first.length + last.length === 0) return null;
  const ids = [...first, ...last].map(
    (each) => (each as { SpecialToken: { id: string } }).SpecialToken.id,
  );
  return {
    type: 'TemplateProcessing',
    single: [...first, { Sequence: { id: 'A', type_id: 0 } }, ...last],
    pair: [],
    special_tokens: Object.fromEntries(
      ids.map((text) => [text, { id: text, ids: [tokens.indexOf(text)], tokens: [text] }]),
    ),
  };
}
