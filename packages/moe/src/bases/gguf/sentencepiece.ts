import type { Component } from '../../tokenizer/tokenizer-json.js';

/** The mark that SentencePiece writes for a space. */
const MARK = '▁';

/** A SentencePiece vocabulary as a GGUF file holds it: the pieces, and for each a score, larger ones merged first. */
export interface SentencePieces {
  /** Ids of the pieces that texts are made of, bytes included, by piece. */
  readonly vocab: Readonly<Record<string, number>>;
  /** Score by id. */
  readonly scores: ArrayLike<number>;
  /** The piece that stands for what is unknown. */
  readonly unknown: string | null;
  /** Whether a space is put before each text (`tokenizer.ggml.add_space_prefix`). */
  readonly addsSpace: boolean;
}

/**
 * The parts of `tokenizer.json` that do what a SentencePiece BPE model does: pairs of pieces merge in the order of the scores of
 * what they become.
 * @remarks Source: `generate_merges` and `LlamaConverter` in convert_slow_tokenizer.py of transformers 5.23.
 */
export function sentencePieceParts(pieces: SentencePieces): Readonly<Record<string, Component>> {
  const { vocab, unknown, addsSpace } = pieces;
  const space = { type: 'Replace', pattern: { String: ' ' }, content: MARK };
  const prefix = { type: 'Prepend', prepend: MARK };
  return {
    normalizer: { type: 'Sequence', normalizers: addsSpace ? [prefix, space] : [space] },
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: MARK }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        ...(addsSpace ? [{ type: 'Strip', content: ' ', start: 1, stop: 0 }] : []),
      ],
    },
    model: {
      type: 'BPE',
      vocab,
      merges: merges(pieces),
      unk_token: unknown,
      fuse_unk: true,
      byte_fallback: true,
    },
  };
}

interface Merge {
  readonly pair: readonly [string, string];
  readonly score: number;
}

function merges({ vocab, scores }: SentencePieces): (readonly [string, string])[] {
  const found: Merge[] = [];
  for (const [piece, id] of Object.entries(vocab)) {
    const pairs: Merge[] = [];
    const characters = [...piece];
    let left = '';
    for (const character of characters.slice(0, -1)) {
      left += character;
      const right = piece.slice(left.length);
      if (left in vocab && right in vocab)
        pairs.push({ pair: [left, right], score: scores[id] as number });
    }
    const idOf = (text: string): number => vocab[text] as number;
    pairs.sort(({ pair: a }, { pair: b }) => idOf(a[0]) - idOf(b[0]) || idOf(a[1]) - idOf(b[1]));
    found.push(...pairs);
  }
  const length = (text: string): number => [...text].length;
  found.sort(
    (a, b) =>
      b.score - a.score ||
      length(b.pair[0]) - length(a.pair[0]) ||
      length(b.pair[1]) - length(a.pair[1]),
  );
  return found.map(({ pair }) => pair);
}
