/**
 * Tells where in a text the places are that a parser counts in bytes of UTF-8. A lone surrogate has three, as Node.js writes it.
 *
 * @returns the offset in UTF-16 code units of a byte that begins a character, or follows the last one
 */
export function offsetsOfBytes(text: string): (byte: number) => number {
  if (Buffer.byteLength(text) === text.length) return (byte) => byte;
  const offsets = new Map<number, number>();
  let byte = 0;
  let offset = 0;
  for (const character of text) {
    offsets.set(byte, offset);
    byte += Buffer.byteLength(character);
    offset += character.length;
  }
  offsets.set(byte, offset);
  return (place) => offsets.get(place) ?? offset;
}
