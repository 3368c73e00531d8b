import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** A large file in the Hub's cache or in Ollama's, whose name is its SHA-256. */
const CACHED_BLOB = /(?:[/\\]models--[^/\\]+[/\\]blobs[/\\]|[/\\]blobs[/\\]sha256-)([0-9a-f]{64})$/;

/** SHA-256 of a file in hex, without holding it in memory. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * The identity of a base's weights: of one file its SHA-256, of several the SHA-256 of their digests (hex, sorted,
 * one per line). Files of the Hub's cache and of Ollama's are named by their digest, checked when they arrived, and are not read again.
 */
export async function weightsDigest(files: readonly string[]): Promise<string> {
  const digests: string[] = [];
  for (const file of files) {
    const named = CACHED_BLOB.exec(file)?.[1];
    digests.push(named ?? (await fileDigest(file)));
  }
  if (digests.length === 1) return digests[0] as string;
  const lines = digests.sort().map((digest) => `${digest}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
