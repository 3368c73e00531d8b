/** All 65,536 half-precision values: one lookup in 256 KB beats shifting bits per value. */
const halfValues = buildHalfValues();

function buildHalfValues(): Float32Array {
  const values = new Float32Array(0x10000);
  for (let bits = 0; bits < 0x10000; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) values[bits] = sign * fraction * 2 ** -24;
    else if (exponent === 0x1f) values[bits] = fraction ? NaN : sign * Infinity;
    else values[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

/**
 * Widens IEEE 754 half-precision numbers to float32; every value is exact.
 *
 * @param halves - bit patterns of the half-precision numbers
 */
export function widenHalves(halves: Uint16Array): Float32Array {
  const wide = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) wide[index] = halfValues[halves[index]!]!;
  return wide;
}

/** Position of a block of a row-major matrix inside a wider one. */
export interface TransposedBlock {
  /** Row-major half-precision matrix of shape (outFeatures, inFeatures). */
  readonly halves: Uint16Array;
  /** Columns of `halves`. */
  readonly inFeatures: number;
  /** Destination matrix, row-major, shape (inFeatures, destinationWidth). */
  readonly destination: Float32Array;
  /** Columns of the destination. */
  readonly destinationWidth: number;
  /** First destination column of the block. */
  readonly column: number;
}

/** Widens a half-precision matrix into the columns `column…column + outFeatures` of its transpose. */
export function widenTransposed(block: TransposedBlock): void {
  const { halves, inFeatures, destination, destinationWidth, column } = block;
  const outFeatures = halves.length / inFeatures;
  // Tiles keep both the rows read and the rows written in cache.
  const tile = 32;
  for (let outStart = 0; outStart < outFeatures; outStart += tile) {
    const outEnd = Math.min(outStart + tile, outFeatures);
    for (let inStart = 0; inStart < inFeatures; inStart += tile) {
      const inEnd = Math.min(inStart + tile, inFeatures);
      for (let input = inStart; input < inEnd; input++) {
        let target = input * destinationWidth + column + outStart;
        for (let output = outStart; output < outEnd; output++) {
          destination[target++] = halfValues[halves[output * inFeatures + input]!]!;
        }
      }
    }
  }
}

/**
 * Adds one half-precision row to `destination[offset…]`, widened.
 *
 * @param row - bit patterns of the row
 */
export function addHalfRow(destination: Float32Array, offset: number, row: Uint16Array): void {
  for (let index = 0; index < row.length; index++) {
    destination[offset + index]! += halfValues[row[index]!]!;
  }
}
