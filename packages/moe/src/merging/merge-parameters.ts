import { MoeError } from '../errors.js';

/** A value of a merge parameter: fixed, or a gradient over the layers. */
export type SettingValue = number | boolean | string | readonly (number | boolean | string)[];

/** A value for the tensors whose name contains `filter`; null or `*` is every tensor. */
export interface ConditionalSetting {
  readonly filter: string | null;
  readonly value: SettingValue;
}

/** Merge parameters by name; of several settings the first whose filter fits counts. */
export type ParameterSettings = Readonly<Record<string, readonly ConditionalSetting[]>>;

/** Where a tensor stands: its name, and its layer's place from 0 (first) to 1 (last); 0 outside the layers. */
export interface TensorPlace {
  readonly name: string;
  readonly t: number;
}

/**
 * The number that a parameter has for a tensor, from the most specific settings that mention it. A list of numbers is
 * interpolated linearly over the layers.
 *
 * @param scopes - settings from the most specific to the most general
 * @returns undefined when nothing applies
 * @throws MoeError `MOE_MERGE_CONFIG` when the value is no finite number
 */
export function numberParameter(
  name: string,
  scopes: readonly ParameterSettings[],
  place: TensorPlace,
): number | undefined {
  const value = settingFor(name, scopes, place);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return toNumber(name, value as number | string | boolean);
  const values = (value as (number | string | boolean)[]).map((each) => toNumber(name, each));
  const scaled = place.t * (values.length - 1);
  const lower = Math.floor(scaled);
  const upper = Math.min(values.length - 1, lower + 1);
  const share = scaled - lower;
  return (1 - share) * (values[lower] as number) + share * (values[upper] as number);
}

/**
 * The switch that a parameter has for a tensor; of a list the entry of the layer.
 * @throws MoeError `MOE_MERGE_CONFIG` when the value is neither true nor false
 */
export function booleanParameter(
  name: string,
  scopes: readonly ParameterSettings[],
  place: TensorPlace,
): boolean | undefined {
  const value = settingFor(name, scopes, place);
  if (value === undefined) return undefined;
  const chosen = Array.isArray(value)
    ? (value[Math.floor(place.t * (value.length - 1))] as unknown)
    : value;
  if (typeof chosen === 'boolean') return chosen;
  if (chosen === 0 || chosen === 1) return chosen === 1;
  return reject(name, 'true or false', chosen);
}

/**
 * The name that a parameter has for a tensor.
 * @throws MoeError `MOE_MERGE_CONFIG` when it is none of `allowed`
 */
export function choiceParameter<T extends string>(
  name: string,
  allowed: readonly T[],
  scopes: readonly ParameterSettings[],
  place: TensorPlace,
): T | undefined {
  const value = settingFor(name, scopes, place);
  if (value === undefined) return undefined;
  return allowed.find((each) => each === value) ?? reject(name, allowed.join(' or '), value);
}

function settingFor(
  name: string,
  scopes: readonly ParameterSettings[],
  place: TensorPlace,
): SettingValue | undefined {
  for (const scope of scopes) {
    const found = scope[name]?.find(
      ({ filter }) => filter === null || filter === '*' || place.name.includes(filter),
    );
    if (found !== undefined && !(Array.isArray(found.value) && found.value.length === 0))
      return found.value;
  }
  return undefined;
}

function toNumber(name: string, value: number | string | boolean): number {
  // YAML reads 1e-5 as text
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    return reject(name, 'a finite number', value);
  return number;
}

function reject(name: string, expected: string, got: unknown): never {
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `merge parameter "${name}": expected ${expected}, got ${JSON.stringify(got)}; correct the configuration`,
  );
}
