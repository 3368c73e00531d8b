/** Keeps the embeddings of the most recently used texts. */
export interface EmbeddingCache {
  /** A copy of the embedding of `text`, or undefined. */
  get(text: string): Float32Array | undefined;
  /** Keeps a copy of `embedding`; drops the text used longest ago when full. */
  set(text: string, embedding: Float32Array): void;
  /** Drops everything. */
  clear(): void;
}

/**
 * Creates a least-recently-used cache.
 *
 * @param capacity - most texts to keep; 0 keeps none
 */
export function createEmbeddingCache(capacity: number): EmbeddingCache {
  // A Map iterates in order of insertion: the first key is the one used longest ago.
  const entries = new Map<string, Float32Array>();
  return {
    get(text) {
      const embedding = entries.get(text);
      if (embedding === undefined) return undefined;
      entries.delete(text);
      entries.set(text, embedding);
      return embedding.slice();
    },
    set(text, embedding) {
      if (capacity === 0) return;
      entries.delete(text);
      entries.set(text, embedding.slice());
      if (entries.size > capacity) entries.delete(entries.keys().next().value!);
    },
    clear: () => entries.clear(),
  };
}
