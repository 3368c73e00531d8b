import { isJsonObject, type JsonObject } from './config-fields.js';

/** Token ids with a meaning, from `generation_config.json` where it has them, else from `config.json`. */
export interface SpecialTokens {
  /** First token of a sequence, or null when the base has none. */
  readonly bos: number | null;
  /** Tokens that end a sequence; empty when the base names none. */
  readonly eos: readonly number[];
  /** Padding, or null when the base has none. */
  readonly pad: number | null;
}

/** @param sources parsed JSON files, the more important first */
export function specialTokens(sources: readonly unknown[]): SpecialTokens {
  const records = sources.filter((source): source is JsonObject => isJsonObject(source));
  const find = (name: string): unknown =>
    records.map((record) => record[name]).find((value) => value !== undefined && value !== null);
  const id = (value: unknown): number | null =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
  const eos = find('eos_token_id');
  const list = Array.isArray(eos) ? eos : [eos];
  return {
    bos: id(find('bos_token_id')),
    eos: list.map(id).filter((value): value is number => value !== null),
    pad: id(find('pad_token_id')),
  };
}
