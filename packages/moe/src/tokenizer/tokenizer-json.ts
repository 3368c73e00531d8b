import { MoeError } from '../errors.js';

/** A part of `tokenizer.json`: an object with a `type`. */
export type Component = Readonly<Record<string, unknown>>;

/** `tokenizer.json` after `adaptTokenizerJson`. */
export interface TokenizerJson {
  readonly model: Component;
  readonly normalizer: Component | null;
  readonly pre_tokenizer: Component | null;
  readonly post_processor: Component | null;
  readonly decoder: Component | null;
  readonly added_tokens: readonly Component[];
}

/** The regular expression inside `ByteLevel` (GPT-2's). */
const GPT2_PATTERN =
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** @throws MoeError `MOE_TOKENIZER_UNSUPPORTED` */
export function unsupportedTokenizer(origin: string, expected: string, got: unknown): never {
  throw new MoeError(
    'MOE_TOKENIZER_UNSUPPORTED',
    `${origin}: expected ${expected}, got ${JSON.stringify(got)}; take the tokenizer that belongs to the base, in its latest revision`,
  );
}

/** Checks and rewrites one component; a sequence is handled part by part. */
type Adapt = (component: Component) => Component;

function isolated(pattern: string): Component {
  return { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
}

function chain(parts: readonly Component[]): Component {
  return { type: 'Sequence', pretokenizers: parts };
}

/**
 * Makes `@huggingface/tokenizers` 0.2.0 give what Python's tokenizers give: rewrites the parts in which it differs, and refuses
 * those that no BPE base needs and that it does otherwise, or not at all. Truncation and padding are left out, as transformers does.
 * @param json the parsed file
 * @throws MoeError `MOE_TOKENIZER_UNSUPPORTED`
 */
export function adaptTokenizerJson(json: unknown, origin: string): TokenizerJson {
  const refuse = (expected: string, got: unknown): never =>
    unsupportedTokenizer(origin, expected, got);
  const object = (value: unknown, name: string): Component =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Component)
      : refuse(`${name} to be an object`, value);
  const list = (value: unknown, name: string): Component[] =>
    Array.isArray(value)
      ? value.map((item) => object(item, name))
      : refuse(`${name} to be a list`, value);

  const file = object(json, 'tokenizer.json');
  const adaptWith = (
    name: string,
    parts: string,
    known: Readonly<Record<string, Adapt>>,
  ): Component | null => {
    const adapt: Adapt = (component) => {
      if (component['type'] === 'Sequence')
        return { ...component, [parts]: list(component[parts], parts).map(adapt) };
      const adaptPart = known[component['type'] as string];
      return adaptPart === undefined
        ? refuse(`a ${name} of ${Object.keys(known).join(', ')}`, component['type'])
        : adaptPart(component);
    };
    const component = file[name] ?? null;
    return component === null ? null : adapt(object(component, name));
  };
  const same: Adapt = (component) => component;

  const model = object(file['model'], 'model');
  checkModel(model, refuse);
  const addedTokens = list(file['added_tokens'] ?? [], 'added_tokens');
  for (const token of addedTokens)
    if (token['single_word'] === true)
      refuse('added tokens that match inside words too (single_word false)', token['content']);
  const normalizer = adaptWith('normalizer', 'normalizers', {
    NFC: same,
    NFD: same,
    NFKC: same,
    NFKD: same,
    Replace: same,
    Prepend: same,
  });
  const preTokenizer = adaptWith('pre_tokenizer', 'pretokenizers', {
    Split: (split) => checkedSplit(split, refuse),
    Digits: ({ individual_digits: single }) => isolated(single === true ? '\\p{N}' : '\\p{N}+'),
    ByteLevel(level) {
      if (level['add_prefix_space'] === true)
        refuse('ByteLevel without add_prefix_space', level['add_prefix_space']);
      // its own expression takes U+FEFF for white space, and U+0085 not
      return level['use_regex'] === false
        ? level
        : chain([isolated(GPT2_PATTERN), { ...level, use_regex: false }]);
    },
    Metaspace(metaspace) {
      const mark = (metaspace['replacement'] as string | undefined) ?? '▁';
      if (
        metaspace['prepend_scheme'] === 'first' &&
        normalizer !== null &&
        addedTokens.some((token) => token['normalized'] === true)
      )
        refuse('Metaspace "first" without added tokens that are normalized', addedTokens);
      // its own splitting at every mark is missing
      return metaspace['split'] === false
        ? metaspace
        : chain([metaspace, isolated(`${escaped(mark)}[^${escaped(mark)}]*`)]);
    },
  });
  return {
    model,
    normalizer,
    pre_tokenizer: preTokenizer,
    post_processor: adaptWith('post_processor', 'processors', {
      ByteLevel: same,
      TemplateProcessing: same,
    }),
    decoder: adaptWith('decoder', 'decoders', {
      ByteLevel: same,
      Replace: same,
      ByteFallback: same,
      Fuse: same,
      Strip: same,
      Metaspace: same,
    }),
    added_tokens: addedTokens,
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function checkModel(model: Component, refuse: (expected: string, got: unknown) => never): void {
  if (model['type'] !== 'BPE') refuse('a model of type BPE', model['type']);
  for (const name of ['dropout', 'continuing_subword_prefix', 'end_of_word_suffix'])
    if (![undefined, null, 0, ''].includes(model[name] as null)) refuse(`no ${name}`, model[name]);
  if (typeof model['vocab'] !== 'object' || model['vocab'] === null)
    refuse('a vocabulary', model['vocab']);
  if (!Array.isArray(model['merges'])) refuse('a list of merges', model['merges']);
}

function checkedSplit(
  split: Component,
  refuse: (expected: string, got: unknown) => never,
): Component {
  const { behavior, invert } = split;
  const fits = behavior === 'Removed' || (behavior === 'Isolated' && invert !== true);
  return fits ? split : refuse('Split "Isolated" not inverted, or "Removed"', { behavior, invert });
}
