/** Passes over a prompt take so many tokens; shorter rests are padded to the smallest. */
export const PIECES = [128, 16] as const;

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
  const size = prompt.length - read > 2 * small && read + large <= slots ? large : small;
  const own = prompt.slice(read, read + size);
  return { tokens: [...own, ...new Array<number>(size - own.length).fill(0)], count: own.length };
}
