import { reject } from './config-checks.js';

type FieldKind = 'number' | 'boolean' | 'text' | 'list' | 'object';

/** Kinds of the fields of a config; those that may be left out end in `?`, those that may be null in `!`. */
export type ConfigFields = Readonly<Record<string, `${FieldKind}${'' | '?' | '!'}`>>;

/** Every field of `MixtureConfig`. */
const mixtureFields: ConfigFields = {
  lora: 'object',
  groups: 'list',
  expertsPerToken: 'number',
  numSharedExperts: 'number',
  dropout: 'number',
  dialectRouter: 'boolean',
  routing: 'text',
  balanceWithinGroups: 'boolean',
  targets: 'list?',
  loraTargets: 'list?',
  experts: 'text?',
  hardDialectRouter: 'boolean?',
  expertRouters: 'text?',
  renormalise: 'boolean?',
  balance: 'text?',
  localizedDelta: 'number?',
  dialectLossPositions: 'text?',
  routerStart: 'text?',
  fusionWidth: 'number?',
  activation: 'text?',
};

const groupFields = {
  name: 'text',
  numExperts: 'number',
  rank: 'number',
  alpha: 'number',
} as const;
const loraFields = { rank: 'number', alpha: 'number', dropout: 'number' } as const;

/**
 * Checks that a mixture's config, which may come from a file, has the fields of `MixtureConfig` and no others: a switch
 * that is misspelt would otherwise be off without a word.
 * @throws MoeError `MOE_BAD_CONFIG`
 */
export function requireMixtureShape(config: unknown): void {
  const { lora, groups } = requireFields('mixture', config, mixtureFields);
  requireFields('lora', lora, loraFields);
  (groups as readonly unknown[]).forEach((group, i) => requireGroupShape(`groups[${i}]`, group));
}

/** Checks that a group, which may come from a file, has the fields of `ExpertGroup` and no others. @throws MoeError `MOE_BAD_CONFIG` */
export function requireGroupShape(owner: string, group: unknown): void {
  requireFields(owner, group, groupFields);
}

function requireFields(
  owner: string,
  value: unknown,
  fields: ConfigFields,
): Record<string, unknown> {
  const given = requireKinds(owner, value, fields);
  const stray = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (stray !== undefined)
    reject(`only the fields ${Object.keys(fields).join(', ')} in ${owner}`, stray, 'remove it');
  return given;
}

/** Checks that `value`, which may come from a file, is an object whose fields have their kinds. @throws MoeError `MOE_BAD_CONFIG` */
export function requireKinds(
  owner: string,
  value: unknown,
  fields: ConfigFields,
): Record<string, unknown> {
  if (kindOf(value) !== 'object') reject(`${owner} as an object`, value, 'correct the config');
  const given = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    const kind = field.replace(/[?!]$/, '');
    if (given[name] === undefined && field.endsWith('?')) continue;
    if (given[name] === null && field.endsWith('!')) continue;
    if (kindOf(given[name]) !== kind)
      reject(`${owner}.${name} as a ${kind}`, given[name] ?? 'nothing', 'set it in the config');
  }
  return given;
}

function kindOf(value: unknown): FieldKind | 'other' {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as FieldKind;
  return typeof value === 'object' && value !== null ? 'object' : 'other';
}
