import { corruptBase } from '../config-fields.js';
import type { GgufValue } from './gguf-values.js';

/** Reads typed values of a GGUF file's metadata. */
export class GgufMetadata {
  readonly #values: ReadonlyMap<string, GgufValue>;
  /** File name for messages. */
  readonly origin: string;

  constructor(values: ReadonlyMap<string, GgufValue>, origin: string) {
    this.#values = values;
    this.origin = origin;
  }

  /** A number, or undefined when the key is absent. @throws MoeError `MOE_BASE_CORRUPT` */
  number(key: string): number | undefined {
    return this.#typed(key, 'a number', (value) => typeof value === 'number');
  }

  /** A text, or undefined. @throws MoeError `MOE_BASE_CORRUPT` */
  text(key: string): string | undefined {
    return this.#typed(key, 'a text', (value) => typeof value === 'string');
  }

  /** True, false, or undefined. @throws MoeError `MOE_BASE_CORRUPT` */
  flag(key: string): boolean | undefined {
    return this.#typed(key, 'true or false', (value) => typeof value === 'boolean');
  }

  /** A list of texts, or undefined. @throws MoeError `MOE_BASE_CORRUPT` */
  texts(key: string): readonly string[] | undefined {
    return this.#typed(
      key,
      'a list of texts',
      (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
    );
  }

  /** A list of numbers, or undefined. @throws MoeError `MOE_BASE_CORRUPT` */
  numbers(key: string): ArrayLike<number> | undefined {
    return this.#typed(
      key,
      'a list of numbers',
      (value) =>
        ArrayBuffer.isView(value) ||
        (Array.isArray(value) && value.every((each) => typeof each === 'number')),
    );
  }

  #typed<T>(key: string, expected: string, fits: (value: GgufValue) => boolean): T | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    if (!fits(value)) corruptBase(this.origin, `${key} to be ${expected}`, typeof value);
    return value as T;
  }
}
