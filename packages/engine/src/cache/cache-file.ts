import { createHash } from 'node:crypto';
import { engineIdentity } from './engine-version.js';

const MAGIC = 'momq-graph 2';
const NEWLINE = 10;

/** What a file of the graph cache holds. */
export interface CachedGraph {
  /** What the engine knows of the graph, as JSON in one line. */
  readonly description: string;
  /** The model as ONNX Runtime optimised it. */
  readonly model: Uint8Array;
}

/**
 * A file of the graph cache: three lines of text (format, what made it, sha256 of the rest), then the description's
 * line, then the optimised model.
 * @param identity - default: this engine, ONNX Runtime and processor
 */
export function encodeCacheFile(
  { description, model }: CachedGraph,
  identity: string = engineIdentity,
): Uint8Array {
  const body = Buffer.concat([Buffer.from(`${description}\n`), model]);
  return Buffer.concat([Buffer.from(`${MAGIC}\n${identity}\n${sha256(body)}\n`), body]);
}

/**
 * The content of a file of the graph cache.
 * @returns a sentence that says what is wrong, when the file is of another version, incomplete or damaged
 */
export function decodeCacheFile(file: Uint8Array): CachedGraph | string {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const lines: string[] = [];
  let start = 0;
  for (let line = 0; line < 3; line++) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) return 'it is incomplete or no graph of this cache';
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  if (lines[0] !== MAGIC) return `it has format "${lines[0]?.slice(0, 40)}" instead of "${MAGIC}"`;
  if (lines[1] !== engineIdentity) return `it was made by ${lines[1]}, this is ${engineIdentity}`;
  const body = bytes.subarray(start);
  const end = body.indexOf(NEWLINE);
  if (end < 0 || lines[2] !== sha256(body)) return 'it is incomplete or damaged';
  return { description: body.toString('utf8', 0, end), model: body.subarray(end + 1) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
