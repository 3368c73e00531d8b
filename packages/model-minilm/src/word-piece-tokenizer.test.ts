import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGoldenIds } from './testing/goldens.js';
import { shippedWeightsFolder } from './weights-folder.js';
import { createWordPieceTokenizer } from './word-piece-tokenizer.js';

const tokenizer = createWordPieceTokenizer(
  JSON.parse(readFileSync(path.join(shippedWeightsFolder, 'tokenizer.json'), 'utf8')) as object,
);

describe('createWordPieceTokenizer', () => {
  it.each(readGoldenIds())('gives $text the ids of transformers', ({ text, ids }) => {
    expect(tokenizer.encodeText(text)).toEqual(ids);
  });

  it('encodes a word without special tokens', () => {
    expect(tokenizer.encodeWord('customer_id')).toEqual([8013, 1035, 8909]);
  });

  it('gives a word of only removable characters one unknown piece', () => {
    expect(tokenizer.encodeWord('\u200b')).toEqual([100]);
  });
});
