import { MoeError } from '../errors.js';

/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells a JSON object from lists and plain values. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws MoeError `MOE_BASE_UNSUPPORTED` */
export function unsupported(origin: string, expected: string, got: unknown): never {
  throw new MoeError(
    'MOE_BASE_UNSUPPORTED',
    `${origin}: expected ${expected}, got ${JSON.stringify(got)}. Use a base of a supported kind (Qwen2, Llama, Mistral), or one without this option.`,
  );
}

/** @throws MoeError `MOE_BASE_CORRUPT` */
export function corruptBase(origin: string, expected: string, got: string, cause?: unknown): never {
  throw new MoeError(
    'MOE_BASE_CORRUPT',
    `${origin}: expected ${expected}, got ${got}. Files of different models or damaged files lie in this folder: fetch the base again.`,
    { cause },
  );
}

/** Reads typed fields of a `config.json`; `null` counts as absent, as in transformers. */
export class ConfigFields {
  readonly #fields: JsonObject;
  /** File name for messages. */
  readonly origin: string;

  constructor(fields: JsonObject, origin: string) {
    this.#fields = fields;
    this.origin = origin;
  }

  /** The value as it stands, `undefined` when absent or null. */
  value(name: string): unknown {
    return this.#fields[name] ?? undefined;
  }

  /** Whether the key stands there, were it as null. */
  has(name: string): boolean {
    return name in this.#fields;
  }

  /** A positive integer. @throws MoeError `MOE_BASE_CORRUPT` */
  count(name: string, missing?: number): number {
    const value = this.number(name, missing);
    if (!Number.isInteger(value) || value < 1)
      corruptBase(this.origin, `${name} to be a positive integer`, `${value}`);
    return value;
  }

  /** A finite number. @throws MoeError `MOE_BASE_CORRUPT` */
  number(name: string, missing?: number): number {
    const value = this.value(name) ?? missing;
    if (typeof value !== 'number' || !Number.isFinite(value))
      corruptBase(this.origin, `${name} to be a number`, JSON.stringify(value) ?? 'nothing');
    return value;
  }

  /** True or false. @throws MoeError `MOE_BASE_CORRUPT` */
  flag(name: string, missing: boolean): boolean {
    const value = this.value(name) ?? missing;
    if (typeof value !== 'boolean')
      corruptBase(this.origin, `${name} to be true or false`, JSON.stringify(value));
    return value;
  }

  /** A text. @throws MoeError `MOE_BASE_CORRUPT` */
  text(name: string, missing?: string): string {
    const value = this.value(name) ?? missing;
    if (typeof value !== 'string')
      corruptBase(this.origin, `${name} to be a text`, JSON.stringify(value) ?? 'nothing');
    return value;
  }
}
