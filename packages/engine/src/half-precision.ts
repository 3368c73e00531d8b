/** The bits of float16 numbers as float32 numbers, exactly. Layout: IEEE 754 binary16. */
export function fromFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(bits.length);
  const words = new Uint32Array(numbers.buffer);
  for (let index = 0; index < bits.length; index++) {
    const half = bits[index] as number;
    const exponent = half & 0x7c00;
    const sign = (half & 0x8000) << 16;
    if (exponent === 0) {
      numbers[index] = (half & 0x3ff) * 2 ** -24; // zero and subnormal numbers
      words[index] = (words[index] as number) | sign;
    } else {
      // exponents are biased by 15 here and by 127 in float32; 31 marks infinities and NaN, which are 255 there
      const rebias = exponent === 0x7c00 ? 0x70000000 : 0x38000000;
      words[index] = sign | (((half & 0x7fff) << 13) + rebias);
    }
  }
  return numbers;
}

/** The bits of bfloat16 numbers, the upper half of a float32, as float32 numbers, exactly. */
export function fromBfloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(bits.length);
  const words = new Uint32Array(numbers.buffer);
  for (let index = 0; index < bits.length; index++) words[index] = (bits[index] as number) << 16;
  return numbers;
}
