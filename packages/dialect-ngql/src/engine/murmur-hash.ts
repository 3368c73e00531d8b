const multiplier = 0xc6a4a7935bd1e995n;
const seed = 0xc70f6907n;

const cut = (value: bigint): bigint => BigInt.asUintN(64, value);

/** MurmurHash64A, of the UTF-8 bytes of a text or the eight bytes of a number, with the seed of libstdc++: NebulaGraph's `hash`. */
export function murmurHash(value: string | number): bigint {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.alloc(8);
  if (typeof value === 'number') bytes.writeDoubleLE(value);
  const whole = bytes.length - (bytes.length % 8);
  let hash = seed ^ cut(BigInt(bytes.length) * multiplier);
  for (let at = 0; at < whole; at += 8) {
    let block = cut(bytes.readBigUInt64LE(at) * multiplier);
    block ^= block >> 47n;
    hash = cut((hash ^ cut(block * multiplier)) * multiplier);
  }
  if (bytes.length > whole) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at -= 1) rest = (rest << 8n) | BigInt(bytes[at]!);
    hash = cut((hash ^ rest) * multiplier);
  }
  hash ^= hash >> 47n;
  hash = cut(hash * multiplier);
  hash ^= hash >> 47n;
  return BigInt.asIntN(64, hash);
}
