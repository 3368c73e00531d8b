import { expect, it } from 'vitest';
import { offsetsOfBytes } from './byte-offsets.js';

it.each(['plain', 'é🐟ß', '\ud83d lone', ''])('finds every character of %j', (text) => {
  const offsetOf = offsetsOfBytes(text);
  const bytes = Buffer.from(text);
  const wrong: unknown[] = [];
  for (let byte = 0; byte <= bytes.length; byte += 1) {
    const begins = byte === bytes.length || (bytes[byte]! & 0xc0) !== 0x80;
    const expected = bytes.toString('utf8', 0, byte).length;
    if (begins && offsetOf(byte) !== expected) wrong.push([byte, offsetOf(byte), expected]);
  }
  expect(wrong).toEqual([]);
});
