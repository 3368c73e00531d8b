import { EngineError } from '../engine-error.js';
import { findDuplicateKey } from './duplicate-key.js';
import { safetensorsBytes, type SafetensorsDtype } from './safetensors-dtype.js';

/** One tensor of a safetensors file. */
export interface SafetensorsEntry {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** First byte in the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** What the header of a safetensors file says, checked. */
export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
}

/** Longest header that the reference implementation accepts, in bytes. */
export const MAX_HEADER_BYTES = 100_000_000;

/**
 * Parses and checks a safetensors header: dtypes, shape × size = range, no overlap, no gap, nothing outside the file.
 * Source: https://github.com/huggingface/safetensors#format
 * @param text - the JSON of the header
 * @param dataStart - where the data begin in the file: 8 + the header's length
 * @param file - path and bytes of the whole file
 * @throws {@link EngineError} `SAFETENSORS_INVALID`
 */
export function parseSafetensorsHeader(
  text: string,
  dataStart: number,
  file: { readonly path: string; readonly size: number },
): SafetensorsHeader {
  const parsed = parseJson(text, file.path);
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined)
    throw invalid(file.path, 'each tensor name once', `"${duplicate}" twice`);
  const { __metadata__: metadata = {}, ...tensors } = parsed;
  checkMetadata(metadata, file.path);
  const entries = new Map<string, SafetensorsEntry>();
  for (const [name, raw] of Object.entries(tensors))
    entries.set(name, parseEntry(name, raw, dataStart, file.path));
  checkCoverage(entries, dataStart, file);
  return { metadata, entries };
}

/** An error about a file that breaks the format. */
export function invalid(path: string, expected: string, got: string, cause?: unknown): EngineError {
  return new EngineError(
    'SAFETENSORS_INVALID',
    `${path}: expected ${expected}, got ${got}. The file is damaged or incomplete: fetch or write it again.`,
    { cause },
  );
}

function parseJson(text: string, path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, 'a JSON header', 'text that does not parse', cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalid(path, 'a header object', text.slice(0, 40));
  return parsed as Record<string, unknown>;
}

function checkMetadata(
  metadata: unknown,
  path: string,
): asserts metadata is Record<string, string> {
  const texts =
    typeof metadata === 'object' &&
    metadata !== null &&
    !Array.isArray(metadata) &&
    Object.values(metadata).every((value) => typeof value === 'string');
  if (!texts) throw invalid(path, '__metadata__ as a record of texts', JSON.stringify(metadata));
}

function parseEntry(name: string, raw: unknown, dataStart: number, path: string): SafetensorsEntry {
  const entry = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  const { dtype, shape, data_offsets: offsets } = entry;
  const bits = safetensorsBytes[dtype as SafetensorsDtype];
  if (!areCounts(shape) || !areCounts(offsets) || offsets.length !== 2 || bits === undefined) {
    throw invalid(
      path,
      `"${name}" as { dtype (${Object.keys(safetensorsBytes).join(', ')}), shape, data_offsets [start, end] }`,
      JSON.stringify(raw).slice(0, 200),
    );
  }
  const [start, end] = offsets as [number, number];
  const bytes = shape.reduce((size, dim) => size * dim, bits);
  if (end - start !== bytes) {
    throw invalid(
      path,
      `${bytes} bytes for "${name}", ${String(dtype)} [${shape.join(', ')}]`,
      `the range ${start}..${end}`,
    );
  }
  return {
    dtype: dtype as SafetensorsDtype,
    shape,
    offset: dataStart + start,
    length: bytes,
  };
}

function areCounts(list: unknown): list is number[] {
  return Array.isArray(list) && list.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** The tensors must lie end to end from the first byte of data to the last. */
function checkCoverage(
  entries: ReadonlyMap<string, SafetensorsEntry>,
  dataStart: number,
  { path, size }: { readonly path: string; readonly size: number },
): void {
  const ordered = [...entries].sort(
    ([, a], [, b]) => a.offset - b.offset || a.length - b.length, // empty tensors before what follows
  );
  let position = dataStart;
  let previous = 'the header';
  for (const [name, { offset, length }] of ordered) {
    if (offset < position)
      throw invalid(path, `"${name}" after ${previous}`, `${position - offset} bytes of overlap`);
    if (offset > position)
      throw invalid(
        path,
        `"${name}" right after ${previous}`,
        `a gap of ${offset - position} bytes`,
      );
    position = offset + length;
    previous = `"${name}"`;
  }
  if (position !== size)
    throw invalid(path, `${position} bytes, as the header says`, `a file of ${size} bytes`);
}
