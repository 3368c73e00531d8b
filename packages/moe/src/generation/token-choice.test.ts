import { describe, expect, it } from 'vitest';
import { seededRandom } from '../numerics/random.js';
import { likeliestFew, mostLikely } from './token-choice.js';
import type { AllowedTokens } from './token-constraint.js';

const random = seededRandom(3);
/** Logits with ties, as float16 models give them. */
const logits = Float32Array.from({ length: 5000 }, () => Math.round(random() * 300) / 10);
const third = (token: number): boolean => token % 3 === 0;
const rare = (token: number): boolean => token % 1700 === 0;

describe('mostLikely', () => {
  it.each<[string, AllowedTokens, (token: number) => boolean]>([
    ['everything', null, () => true],
    ['a mask', Uint8Array.from(logits, (_, token) => Number(third(token))), third],
    ['a test', third, third],
    ['a test that few pass', rare, rare],
    ['a test that none passes', () => false, () => false],
  ])('gives what sorting all tokens gives, under %s', (_, allowed, permits) => {
    const all = Array.from(logits.keys())
      .filter(permits)
      .sort((a, b) => logits[b]! - logits[a]! || a - b);
    for (const count of [1, 8, 200])
      expect(mostLikely(logits, count, allowed).map(({ token }) => token)).toEqual(
        all.slice(0, count),
      );
  });

  it('puts a test to a few tokens of a large vocabulary', () => {
    const many = Float32Array.from({ length: 151_936 }, () => random());
    let asked = 0;
    const found = mostLikely(many, 8, (token) => {
      asked += 1;
      return token % 2 === 0;
    });
    expect(found).toHaveLength(8);
    expect(asked).toBeLessThan(64);
  });
});

describe('likeliestFew', () => {
  it('stops looking for more once one has passed and the likeliest are tested', () => {
    let asked = 0;
    const [best, second] = mostLikely(logits, 300, null).filter(({ token }) => token % 7 === 0);
    const found = likeliestFew(logits, 2, (token) => {
      asked += 1;
      return token === best!.token;
    });
    expect(found.map(({ token }) => token)).toEqual([best!.token]);
    expect(asked).toBe(256);
    const last = logits.length - 1 - [...logits].reverse().indexOf(Math.min(...logits));
    expect(likeliestFew(logits, 2, (token) => token === last)).toHaveLength(1);
    expect(second).toBeDefined();
  });
});
