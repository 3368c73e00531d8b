/** float32 numbers as IEEE half-precision bits, rounded to nearest even. Values beyond ±65504 become infinities. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i += 1) halves[i] = halfBits(bits[i] as number);
  return halves;
}

function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x7f800000) return sign | 0x7c00 | (magnitude > 0x7f800000 ? 0x200 : 0);
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // below the smallest normal half: shift the significand into place
    const shift = 126 - (magnitude >>> 23);
    if (shift > 24) return sign;
    const significand = (magnitude & 0x7fffff) | 0x800000;
    return sign | roundShift(significand, shift);
  }
  return sign | roundShift(magnitude - 0x38000000, 13);
}

/** value / 2^shift, rounded to nearest even. */
function roundShift(value: number, shift: number): number {
  const quotient = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return quotient + (rest > half || (rest === half && (quotient & 1) === 1) ? 1 : 0);
}

/** Half-precision bits as float32 numbers; exact. Works on bits: a checkpoint holds millions, and powers are slow. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i += 1) {
    const half = halves[i] as number;
    const exponent = half & 0x7c00;
    if (exponent === 0) {
      values[i] = (half & 0x3ff) * 2 ** -24;
      bits[i] = (bits[i] as number) | ((half & 0x8000) << 16);
    } else {
      // exponents are biased by 15 in a half and by 127 in a float; 31 marks infinities and NaN, which are 255 there
      const rebias = exponent === 0x7c00 ? 0x70000000 : 0x38000000;
      bits[i] = ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + rebias);
    }
  }
  return values;
}
