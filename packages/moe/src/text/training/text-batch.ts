import { actsAfterPrefix } from '../../config/mixture-config.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { PlannedRow } from './batch-plan.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import type { TokenizedSample } from './training-sample.js';

/** Shape of a batch that does not come from its rows. */
export interface TextBatchShape {
  /** B: rows missing from it are empty. */
  readonly batchSize: number;
  /** D */
  readonly numGroups: number;
  /** Whether rows hold several samples. */
  readonly packed: boolean;
  /** Longest possible row; lengths are rounded up to a few sizes below it. */
  readonly maxLength: number;
  /** What becomes of samples' prefixes: `read` (default) as the rest of the row; `rest` for the bare base, so that no adapter acts on them; `apart`, out of the row, whose samples have one in common. */
  readonly prefixes?: 'read' | 'rest' | 'apart';
  /** Which groups a row may use: all, so that the routers decide, or that of its dialect. */
  readonly scope: 'all' | 'own';
}

/** A micro-batch as graph inputs: B rows of S tokens with up to M samples each. */
export interface TextBatch {
  readonly ids: readonly string[];
  /** Tokens in the loss. */
  readonly answerTokens: number;
  /** Tokens that adapters act on. */
  readonly tokens: number;
  /** B · S */
  readonly positions: number;
  readonly tensors: {
    /** (B, S) int32 */
    readonly tokens: HostTensor;
    /** (B, S) 1 = a real token, none of a prefix that is left to the base */
    readonly mask: HostTensor;
    /** (B, S) int32: which of the row's samples a position belongs to, -1 where the mask is 0 */
    readonly segments: HostTensor;
    /** (B, S) int32: position within the sample */
    readonly positions: HostTensor;
    /** (A) int32: places in (B · S) whose next token is part of an answer, filled up to A with others; all different */
    readonly answerPlaces: HostTensor;
    /** (A) int32: the next token of these places */
    readonly targets: HostTensor;
    /** (A) 1 = counts in the loss */
    readonly targetMask: HostTensor;
    /** (B, M) int32 */
    readonly dialects: HostTensor;
    /** (B, M) 1 = there is such a sample */
    readonly sampleMask: HostTensor;
    /** (B, D) */
    readonly groupMask: HostTensor;
    /** Where prefixes are apart: their keys and values, (2 · layers, Hkv, B, L, dh). */
    readonly prefix?: HostTensor;
    /** (B, L) 1 = a token of the prefix */
    readonly prefixMask?: HostTensor;
  };
}

/** What becomes of prefixes in the rows of a run. */
export function prefixesOf({
  mixture,
  sharedRowLength,
}: Pick<LanguageModelTrainerOptions, 'mixture' | 'sharedRowLength'>): NonNullable<
  TextBatchShape['prefixes']
> {
  if (sharedRowLength !== undefined) return 'apart';
  return actsAfterPrefix(mixture) ? 'rest' : 'read';
}

/** Smallest padded length; every length compiles a graph of its own. */
const SHORTEST = 16;

/** `size` rounded up to a quarter of the power of two above it: two sizes for each doubling, at most a third is padding; not above `limit`. */
export function paddedLength(size: number, limit: number): number {
  const step = Math.max(SHORTEST, 2 ** Math.ceil(Math.log2(size)) / 4);
  return Math.min(Math.max(limit, size), Math.ceil(size / step) * step);
}

/** Rows as tensors, padded on the right. */
export function textBatch(
  rows: readonly PlannedRow[],
  { batchSize: B, numGroups, packed, maxLength, scope, prefixes = 'read' }: TextBatchShape,
): TextBatch {
  const apart = prefixes === 'apart';
  /** Tokens of a sample before its row, and those in it that only the base reads. */
  const outside = ({ prefix }: TokenizedSample): number => (apart ? (prefix?.length ?? 0) : 0);
  const inert = ({ prefix }: TokenizedSample): number =>
    prefixes === 'rest' ? (prefix?.length ?? 0) : 0;
  const sizes = rows.map((row) =>
    row.reduce((sum, sample) => sum + sample.tokens.length - outside(sample), 0),
  );
  const S = packed ? maxLength : paddedLength(Math.max(...sizes), maxLength);
  const most = Math.max(...rows.map((row) => row.length));
  const M = packed || apart ? 2 ** Math.ceil(Math.log2(Math.max(4, most))) : 1;
  const int = (columns: number): Int32Array => new Int32Array(B * columns);
  const float = (columns: number): Float32Array => new Float32Array(B * columns);
  const [tokens, positions, segments] = [int(S), int(S), int(S).fill(-1)];
  const mask = float(S);
  const answers: { place: number; target: number }[] = [];
  const [dialects, sampleMask] = [int(M), float(M)];
  const groupMask = float(numGroups).fill(scope === 'all' ? 1 : 0);
  rows.forEach((row, b) => {
    let start = b * S;
    row.forEach((sample, slot) => {
      const [before, idle] = [outside(sample), inert(sample)];
      const size = sample.tokens.length - before;
      tokens.set(sample.tokens.slice(before), start);
      mask.fill(1, start + idle, start + size);
      segments.fill(slot, start + idle, start + size);
      for (let i = 0; i < size; i += 1) positions[start + i] = before + i;
      for (let i = sample.promptLength - before; i < size; i += 1)
        answers.push({ place: start + i - 1, target: sample.tokens[before + i] as number });
      dialects[b * M + slot] = sample.dialect;
      sampleMask[b * M + slot] = 1;
      groupMask[b * numGroups + sample.dialect] = 1;
      start += size;
    });
  });
  // an empty row may use any group, so that its softmax has something to choose from
  if (scope === 'own') groupMask.fill(1, rows.length * numGroups);
  return {
    ids: rows.flat().map(({ id }) => id),
    answerTokens: answers.length,
    tokens: mask.reduce((sum, each) => sum + each, 0),
    positions: B * S,
    tensors: {
      tokens: intTensor(tokens, [B, S]),
      mask: floatTensor(mask, [B, S]),
      segments: intTensor(segments, [B, S]),
      positions: intTensor(positions, [B, S]),
      ...answerTensors(answers, B * S),
      dialects: intTensor(dialects, [B, M]),
      sampleMask: floatTensor(sampleMask, [B, M]),
      groupMask: floatTensor(groupMask, [B, numGroups]),
    },
  };
}

/** The places of answers, as many as the next power of two so that few graphs are compiled. */
function answerTensors(
  answers: readonly { readonly place: number; readonly target: number }[],
  places: number,
): Pick<TextBatch['tensors'], 'answerPlaces' | 'targets' | 'targetMask'> {
  const count = Math.min(places, 2 ** Math.ceil(Math.log2(Math.max(SHORTEST, answers.length))));
  const own = new Set(answers.map(({ place }) => place));
  const all = answers.map(({ place }) => place);
  for (let place = 0; all.length < count; place += 1) if (!own.has(place)) all.push(place);
  const targets = new Int32Array(count);
  answers.forEach(({ target }, i) => (targets[i] = target));
  return {
    answerPlaces: intTensor(Int32Array.from(all), [count]),
    targets: intTensor(targets, [count]),
    targetMask: floatTensor(new Float32Array(count).fill(1, 0, answers.length), [count]),
  };
}
