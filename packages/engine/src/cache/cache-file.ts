import { createHash } from 'node:crypto';
import { engineIdentity } from './engine-version.js';

const MAGIC = 'momq-graph 1';

/**
 * A file of the graph cache: three lines of text (format, what made it, sha256 of the rest), then the optimised model.
 * @param identity - default: this engine, ONNX Runtime and processor
 */
export function encodeCacheFile(model: Uint8Array, identity: string = engineIdentity): Uint8Array {
  return Buffer.concat([Buffer.from(`${MAGIC}\n${identity}\n${sha256(model)}\n`), model]);
}

/**
 * The model in a file of the graph cache.
 * @returns a sentence that says what is wrong, when the file is of another version, incomplete or damaged
 */
export function decodeCacheFile(file: Uint8Array): Uint8Array | string {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const lines: string[] = [];
  let start = 0;
  for (let line = 0; line < 3; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0) return 'it is incomplete or no graph of this cache';
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  if (lines[0] !== MAGIC) return `it has format "${lines[0]?.slice(0, 40)}" instead of "${MAGIC}"`;
  if (lines[1] !== engineIdentity) return `it was made by ${lines[1]}, this is ${engineIdentity}`;
  const model = bytes.subarray(start);
  if (lines[2] !== sha256(model)) return 'it is incomplete or damaged';
  return model;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
