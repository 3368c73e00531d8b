import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tensorTypes } from './tensor-types.js';

/** Random blocks of each type and the weights that gguf-py 0.19 makes of them (reference/gguf). */
const goldens = JSON.parse(
  readFileSync(new URL('../../../fixtures/gguf/blocks.json', import.meta.url), 'utf8'),
) as Record<string, { readonly blocks: string; readonly weights: string }>;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

describe('blocks become the weights that gguf-py gives, to the bit', () => {
  it.each([...tensorTypes.values()].map((format) => [format.name, format] as const))(
    '%s',
    (name, format) => {
      const { blocks, weights } = goldens[name]!;
      const found = new Float32Array(256);
      format.dequantize(bytesOf(blocks), found);
      expect(new Uint8Array(found.buffer)).toEqual(bytesOf(weights));
      expect(new Set(found).size).toBeGreaterThan(15);
    },
  );
});
