import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { EngineError } from '../engine-error.js';
import { SafetensorsCheckpoint, type LocatedEntry } from './safetensors-checkpoint.js';
import {
  invalid,
  MAX_HEADER_BYTES,
  parseSafetensorsHeader,
  type SafetensorsHeader,
} from './safetensors-header.js';

/**
 * Opens safetensors weights: reads and checks the headers, no data.
 *
 * @param path - a `.safetensors` file, an index (`….safetensors.index.json`) of a sharded set, or a folder with one of
 *   `model.safetensors`, `model.safetensors.index.json` or a single `.safetensors` file
 * @throws {@link EngineError} `SAFETENSORS_NOT_FOUND` when there is no such file, `SAFETENSORS_INVALID` when a header
 *   or an index does not add up, `SAFETENSORS_MISSING_TENSOR` when a shard lacks a tensor that the index promises
 * @example
 * ```ts
 * const weights = await openSafetensors('Qwen2.5-0.5B');
 * const forward = jit(model, { constants: weights.constants() });
 * ```
 */
export async function openSafetensors(path: string): Promise<SafetensorsCheckpoint> {
  const file = await resolveFile(path);
  if (file.endsWith('.json')) return openSharded(file);
  const { header, resolved } = await readHeader(file);
  const entries = new Map(
    [...header.entries].map(([name, entry]) => [name, { ...entry, file: resolved }]),
  );
  return new SafetensorsCheckpoint(path, [resolved], header.metadata, entries);
}

async function resolveFile(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw notFound(path, 'a safetensors file, index or folder', cause);
  });
  if (!found.isDirectory()) return path;
  const names = await readdir(path);
  for (const name of ['model.safetensors', 'model.safetensors.index.json'])
    if (names.includes(name)) return join(path, name);
  const candidates = names.filter((name) => name.endsWith('.safetensors'));
  if (candidates.length === 1) return join(path, candidates[0] as string);
  throw notFound(
    path,
    'model.safetensors, model.safetensors.index.json or one .safetensors file',
    `${candidates.length} .safetensors files`,
  );
}

async function openSharded(index: string): Promise<SafetensorsCheckpoint> {
  const shardOf = parseIndex(index, await readFile(index, 'utf8'));
  const entries = new Map<string, LocatedEntry>();
  const files: string[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  for (const shard of new Set(shardOf.values())) {
    const { header, resolved } = await readHeader(join(dirname(index), shard));
    files.push(resolved);
    metadata = { ...metadata, ...header.metadata };
    for (const [name, home] of shardOf) {
      if (home !== shard) continue;
      const entry = header.entries.get(name);
      if (entry === undefined) {
        throw new EngineError(
          'SAFETENSORS_MISSING_TENSOR',
          `${index}: expected "${name}" in ${shard}, got a shard without it. Index and shards belong to different checkpoints: fetch both again.`,
        );
      }
      entries.set(name, { ...entry, file: resolved });
    }
  }
  return new SafetensorsCheckpoint(index, files, metadata, entries);
}

function parseIndex(path: string, text: string): Map<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, 'a JSON index', 'text that does not parse', cause);
  }
  const weightMap: unknown = (parsed as { weight_map?: unknown } | null)?.weight_map;
  if (typeof weightMap !== 'object' || weightMap === null || Array.isArray(weightMap))
    throw invalid(path, 'weight_map: a record of tensor names and files', typeof weightMap);
  for (const [name, shard] of Object.entries(weightMap)) {
    const inside =
      typeof shard === 'string' && !isAbsolute(shard) && !normalize(shard).startsWith('..');
    if (!inside) throw invalid(path, `a file in this folder for "${name}"`, String(shard));
  }
  return new Map(Object.entries(weightMap as Record<string, string>));
}

async function readHeader(
  path: string,
): Promise<{ readonly header: SafetensorsHeader; readonly resolved: string }> {
  const resolved = await realpath(path).catch((cause: unknown) => {
    throw notFound(path, 'a safetensors file', cause);
  });
  const handle = await open(resolved, 'r');
  try {
    const { size } = await handle.stat();
    const prefix = new Uint8Array(8);
    if (size < prefix.length) throw invalid(path, 'at least 8 bytes', `${size}`);
    await handle.read(prefix, 0, prefix.length, 0);
    const length = Number(new DataView(prefix.buffer).getBigUint64(0, true));
    const available = Math.min(size - prefix.length, MAX_HEADER_BYTES);
    if (length > available)
      throw invalid(path, `a header of at most ${available} bytes`, `a length of ${length}`);
    const bytes = new Uint8Array(length);
    await handle.read(bytes, 0, length, prefix.length);
    const header = parseSafetensorsHeader(decode(bytes, path), prefix.length + length, {
      path,
      size,
    });
    return { header, resolved };
  } finally {
    await handle.close();
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid(path, 'a header in UTF-8', 'other bytes', cause);
  }
}

function notFound(path: string, expected: string, cause: unknown): EngineError {
  const got = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(
    'SAFETENSORS_NOT_FOUND',
    `${path}: expected ${expected}, got ${got}. Check the path, or fetch the weights first.`,
    { cause },
  );
}
