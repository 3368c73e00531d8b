import { MoeError } from '../errors.js';

/** Fields of a parsed mapping. */
export type Fields = Readonly<Record<string, unknown>>;

/** A mapping. @throws MoeError `MOE_MERGE_CONFIG` */
export function record(value: unknown, expected: string, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  return reject(expected, value, where);
}

/** Refuses fields that would have no effect. @throws MoeError `MOE_MERGE_CONFIG` */
export function onlyKnown(fields: Fields, known: readonly string[], where: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) reject(`only ${known.join(', ')}`, unknown, where);
}

/** A list, or undefined when there is none. @throws MoeError `MOE_MERGE_CONFIG` */
export function optionalList(value: unknown, where: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? (value as unknown[]) : reject('a list', value, where);
}

/** Text that is not empty. @throws MoeError `MOE_MERGE_CONFIG` */
export function text(value: unknown, where: string): string {
  return typeof value === 'string' && value !== '' ? value : reject('a name', value, where);
}

/** Text, or null when there is none. @throws MoeError `MOE_MERGE_CONFIG` */
export function optionalText(value: unknown, where: string): string | null {
  return value === undefined || value === null ? null : text(value, where);
}

/** One of a few values. @throws MoeError `MOE_MERGE_CONFIG` */
export function oneOf<T extends string | null>(
  value: unknown,
  allowed: readonly T[],
  where: string,
): T {
  const found = allowed.find((each) => each === value);
  return found ?? reject(`one of ${allowed.join(', ')}`, value, where);
}

/** @throws MoeError `MOE_MERGE_CONFIG` with the place, what was expected and what came */
export function reject(expected: string, got: unknown, where: string): never {
  throw new MoeError(
    'MOE_MERGE_CONFIG',
    `${where}: expected ${expected}, got ${describe(got)}; correct the merge configuration`,
  );
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
