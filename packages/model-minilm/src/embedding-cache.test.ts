import { expect, it } from 'vitest';
import { createEmbeddingCache } from './embedding-cache.js';

it('drops the text used longest ago', () => {
  const cache = createEmbeddingCache(2);
  cache.set('a', Float32Array.of(1));
  cache.set('b', Float32Array.of(2));
  cache.get('a');
  cache.set('c', Float32Array.of(3));
  expect(['a', 'b', 'c'].map((text) => cache.get(text)?.[0])).toEqual([1, undefined, 3]);
});

it('hands out copies, so that a caller cannot change what is kept', () => {
  const cache = createEmbeddingCache(1);
  const own = Float32Array.of(1);
  cache.set('a', own);
  own[0] = 7;
  cache.get('a')![0] = 8;
  expect(cache.get('a')).toEqual(Float32Array.of(1));
});

it('keeps nothing with capacity 0', () => {
  const cache = createEmbeddingCache(0);
  cache.set('a', Float32Array.of(1));
  expect(cache.get('a')).toBeUndefined();
});
