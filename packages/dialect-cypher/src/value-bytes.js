/**
 * Bytes of a value as UTF-8 text, as `maxBytes` counts them. Plain JavaScript for the engine process.
 *
 * @param {unknown} value
 * @returns {number}
 */
export function valueBytes(value) {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value === null || typeof value !== 'object') return String(value).length;
  if (ArrayBuffer.isView(value)) return value.byteLength * 2;
  if (value instanceof Date) return 24;
  let bytes = 2;
  for (const [key, inner] of Object.entries(value))
    bytes += (Array.isArray(value) ? 1 : key.length) + valueBytes(inner);
  return bytes;
}
