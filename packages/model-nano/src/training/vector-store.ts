import { appendFile, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Vectors by key, kept in memory and appended to two files (`<name>.jsonl` keys and places, `<name>.f32` numbers),
 * so that text is encoded once over all runs. A half-written tail is ignored.
 */
export class VectorStore {
  readonly #vectors = new Map<string, Float32Array>();
  readonly #keysPath: string;
  readonly #numbersPath: string;
  #end = 0;

  private constructor(folder: string, name: string) {
    this.#keysPath = join(folder, `${name}.jsonl`);
    this.#numbersPath = join(folder, `${name}.f32`);
  }

  static async open(folder: string, name: string): Promise<VectorStore> {
    await mkdir(folder, { recursive: true });
    const store = new VectorStore(folder, name);
    const exists = await stat(store.#keysPath).then(() => true, () => false);
    if (exists) await store.#read();
    store.#end = await stat(store.#numbersPath).then(({ size }) => size, () => 0);
    return store;
  }

  get(key: string): Float32Array | undefined {
    return this.#vectors.get(key);
  }

  has(key: string): boolean {
    return this.#vectors.has(key);
  }

  /** Remembers and appends; numbers first, so that a key never points past the end. */
  async add(entries: readonly (readonly [string, Float32Array])[]): Promise<void> {
    const fresh = entries.filter(([key]) => !this.#vectors.has(key));
    const numbers = Buffer.concat(fresh.map(([, v]) => Buffer.from(v.buffer, v.byteOffset, v.byteLength)));
    let offset = this.#end;
    const lines = fresh.map(([key, { byteLength }]) => {
      offset += byteLength;
      return `${JSON.stringify([key, offset - byteLength, byteLength])}\n`;
    });
    await appendFile(this.#numbersPath, numbers);
    this.#end = offset;
    await appendFile(this.#keysPath, lines.join(''));
    for (const [key, vector] of fresh) this.#vectors.set(key, vector);
  }

  async #read(): Promise<void> {
    const lines = (await readFile(this.#keysPath, 'utf8')).split('\n').slice(0, -1);
    const { size } = await stat(this.#numbersPath);
    const file = await open(this.#numbersPath);
    for (const line of lines) {
      const [key, offset, length] = JSON.parse(line) as [string, number, number];
      if (offset + length > size) break;
      const vector = new Float32Array(length / 4);
      await file.read(new Uint8Array(vector.buffer), 0, length, offset);
      this.#vectors.set(key, vector);
    }
    await file.close();
  }
}
