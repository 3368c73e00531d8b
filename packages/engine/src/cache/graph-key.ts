import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { externalFolder } from '../session/external-data.js';
import type {
  ExternalData,
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxValueInfo,
} from '../onnx/onnx-graph.js';
import { compilerFingerprint } from './compiler-fingerprint.js';
import { engineIdentity } from './engine-version.js';

/** External constants up to this many bytes are part of the key: optimisers look at scalars and small tables. */
const CONTENT_BYTES = 256;

/**
 * Name under which the compiled form of a traced graph is kept: sha256 of the graph as traced, of whatever else its
 * compiled form depends on, of the engine, ONNX Runtime and the processor. Constants in memory count with their
 * content. Constants in files count with their place below the files' common folder, so that moved weights keep their
 * graphs; what larger ones contain has no influence on the graph.
 * @param settings - options of passes and session
 * @throws the error of `fs` when a small constant cannot be read from its file
 */
export async function graphKey(graph: OnnxGraph, settings: string): Promise<string> {
  const folder = externalFolder(graph) ?? '';
  const key = new KeyWriter();
  key.text(engineIdentity);
  key.text(compilerFingerprint());
  key.text(settings);
  key.values(graph.inputs);
  key.count(graph.initializers.length);
  for (const initializer of graph.initializers) {
    key.initializer(initializer, folder);
    const { external } = initializer;
    if (external !== undefined && external.length <= CONTENT_BYTES)
      key.bytes(await contentOf(external));
  }
  key.count(graph.nodes.length);
  for (const { opType, domain, inputs, outputs, attributes } of graph.nodes) {
    key.text(opType);
    key.text(domain);
    key.texts(inputs);
    key.texts(outputs);
    key.attributes(attributes);
  }
  key.values(graph.outputs);
  return key.finish();
}

async function contentOf({ file, offset, length }: ExternalData): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Hashes a graph piece by piece. Every piece says how long it is, so that no two graphs give the same bytes; a text
 * that comes again is the number of its first appearance, since a graph is mostly names.
 */
class KeyWriter {
  readonly #hash: Hash = createHash('sha256');
  readonly #block = Buffer.allocUnsafe(1 << 16);
  readonly #numbers = new Map<string, number>();
  #used = 0;

  text(text: string): void {
    const known = this.#numbers.get(text);
    if (known !== undefined) return this.count(known);
    this.count(this.#numbers.size);
    this.#numbers.set(text, this.#numbers.size);
    this.bytes(Buffer.from(text));
  }

  texts(texts: readonly string[]): void {
    this.count(texts.length);
    for (const text of texts) this.text(text);
  }

  /** A number from 0 to 2⁵³, seven bits a byte. */
  count(count: number): void {
    this.#reserve(8);
    let rest = count;
    while (rest >= 128) {
      this.#block[this.#used++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#block[this.#used++] = rest;
  }

  counts(counts: readonly number[]): void {
    this.count(counts.length);
    for (const count of counts) this.count(count);
  }

  /** Any number. */
  number(number: number): void {
    this.#reserve(8);
    this.#used = this.#block.writeDoubleLE(number, this.#used);
  }

  bytes(bytes: Uint8Array): void {
    this.count(bytes.length);
    if (bytes.length > this.#block.length) {
      this.#flush();
      this.#hash.update(bytes);
      return;
    }
    this.#reserve(bytes.length);
    this.#block.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  values(values: readonly OnnxValueInfo[]): void {
    this.count(values.length);
    for (const { name, dtype, shape } of values) {
      this.text(name);
      this.text(dtype);
      this.counts(shape);
    }
  }

  initializer({ name, dtype, shape, data, external }: OnnxInitializer, folder: string): void {
    this.text(name);
    this.text(dtype);
    this.counts(shape);
    if (external === undefined) {
      const { buffer, byteOffset, byteLength } = data;
      return this.bytes(new Uint8Array(buffer, byteOffset, byteLength));
    }
    this.text(relative(folder, external.file).replaceAll(sep, '/'));
    this.counts([external.offset, external.length]);
  }

  attributes(attributes: Readonly<Record<string, OnnxAttribute>>): void {
    const names = Object.keys(attributes);
    this.count(names.length);
    for (const name of names) {
      this.text(name);
      this.attribute(attributes[name] as OnnxAttribute);
    }
  }

  attribute(value: OnnxAttribute): void {
    if (typeof value === 'string') {
      this.count(0);
      this.text(value);
      return;
    }
    const [kind, numbers] =
      typeof value === 'number' ? [1, [value]] : 'float' in value ? [2, [value.float]] : [3, value];
    this.count(kind);
    this.count(numbers.length);
    for (const number of numbers) this.number(number);
  }

  finish(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes > this.#block.length) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#block.subarray(0, this.#used));
    this.#used = 0;
  }
}
