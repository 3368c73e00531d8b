/** Passes over a prompt take so many tokens; shorter rests are padded to the smallest. */
export const PIECES = [128, 16] as const;
/** Rests up to this are read in small pieces: six of them take less time than a large one that is half empty. */
const LONGEST_IN_SMALL = 96;

/** Passes over a prefix all take so many tokens: one size less to be compiled, and a prefix is read once. */
export const PREFIX_PIECE = 128;

/** What the next pass over a prompt reads. */
export interface PromptPiece {
  /** Token ids, filled up to one of the sizes. */
  readonly tokens: readonly number[];
  /** How many of them are of the prompt. */
  readonly count: number;
}

/** The piece that begins at `read`. @param slots tokens that the cache has room for */
export function promptPiece(prompt: readonly number[], read: number, slots: number): PromptPiece {
  const [large, small] = PIECES;
  const size = prompt.length - read > LONGEST_IN_SMALL && read + large <= slots ? large : small;
  return piece(prompt, read, size);
}

/** The piece of a prefix that begins at `read`, a multiple of the size. */
export function prefixPiece(prefix: readonly number[], read: number): PromptPiece {
  return piece(prefix, read, PREFIX_PIECE);
}

function piece(prompt: readonly number[], read: number, size: number): PromptPiece {
  const own = prompt.slice(read, read + size);
  return { tokens: [...own, ...new Array<number>(size - own.length).fill(0)], count: own.length };
}
