import type { FieldType, Value } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';

import type { Attribute, ValueKind } from './lexicon/attribute.js';
import { poolLines } from './lexicon/value-pools.js';
import type { Random } from './random.js';

const pools = new Map(Object.entries(poolLines).map(([name, words]) => [name, words.split(',')]));

function word(random: Random, pool: string): string {
  const words = pools.get(pool);
  if (!words) throw new MoMQError('CONFIG_INVALID', `lexicon: expected a value pool, got ${pool}.`);
  return random.pick(words);
}

/** Values that are made of several words. */
const composed: Readonly<Record<string, (random: Random, words: readonly string[]) => string>> = {
  personName: (random) => `${word(random, 'firstName')} ${word(random, 'lastName')}`,
  gender: (random) => random.pick(['F', 'M']),
  street: (random) =>
    `${random.integer(1, 240)} ${word(random, 'noun')} ${word(random, 'streetEnd')}`,
  postcode: (random) => String(random.integer(10000, 99999)),
  email: (random) =>
    `${word(random, 'firstName')}.${word(random, 'lastName')}@${word(random, 'noun')}.${random.pick(['com', 'org', 'net'])}`.toLowerCase(),
  phone: (random) =>
    `${random.integer(200, 989)}-${random.integer(200, 989)}-${random.integer(1000, 9999)}`,
  website: (random) =>
    `www.${word(random, 'adjective')}${word(random, 'noun')}.${random.pick(['com', 'org', 'net', 'io'])}`.toLowerCase(),
  code: (random) =>
    `${random.pick([...'ABCDEFGHKLMNPRSTVWX'])}${random.pick([...'ABCDEFGHKLMNPRSTVWX'])}${random.integer(100, 999)}`,
  place: (random) => `${word(random, 'adjective')} ${word(random, 'noun')}`,
  title: (random) => {
    const [adjective, noun, other] = [
      word(random, 'adjective'),
      word(random, 'noun'),
      word(random, 'noun'),
    ];
    return random.pick([
      `The ${adjective} ${noun}`,
      `${adjective} ${noun}`,
      `${noun} of the ${other}`,
      `${noun} and ${other}`,
      `The ${noun}`,
      noun,
    ]);
  },
  team: (random) => `${word(random, 'city')} ${word(random, 'mascot')}`,
  company: (random) =>
    random.pick([
      `${word(random, 'lastName')} ${word(random, 'companyEnd')}`,
      `${word(random, 'noun')} ${word(random, 'companyEnd')}`,
      `${word(random, 'lastName')} & ${word(random, 'lastName')}`,
    ]),
  adj: (random, words) =>
    random.chance(0.7)
      ? `${word(random, 'adjective')} ${random.pick(words)}`
      : `${random.pick(words)} ${word(random, 'noun')}`,
};

/** The column type of an attribute. */
export function typeOfValues(values: ValueKind): FieldType {
  return values.kind === 'choice' || values.kind === 'pool' ? 'text' : values.kind;
}

/** Pools whose words repeat on purpose, so that rows share them. */
const shared = new Set([
  'country',
  'nationality',
  'city',
  'region',
  'language',
  'color',
  'remark',
  'gender',
  'company',
]);

function two(part: number): string {
  return String(part).padStart(2, '0');
}

function drawOne(values: ValueKind, random: Random): Value {
  switch (values.kind) {
    case 'boolean':
      return random.chance(0.6);
    case 'integer': {
      // Large numbers are round, as prices and populations are in the wild.
      const step = values.high > 20000 ? 500 : values.high > 4000 && values.low < 1500 ? 10 : 1;
      const number = random.integer(values.low, values.high);
      return step === 1 ? number : Math.max(values.low, Math.round(number / step) * step);
    }
    case 'real':
      return Number(random.real(values.low, values.high).toFixed(values.decimals));
    case 'date':
      return `${random.integer(values.low, values.high)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
    case 'datetime':
      return `${random.integer(values.low, values.high)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))} ${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}`;
    case 'choice':
      return random.pick(values.choices);
    case 'pool':
      return composed[values.pool]?.(random, values.words) ?? word(random, values.pool);
  }
}

/**
 * Values of one column. Names, titles and wide ranges hardly repeat; places, categories and narrow ranges do, so that
 * groups have several rows.
 */
export function drawColumn(attribute: Attribute, count: number, random: Random): Value[] {
  const { values } = attribute;
  const repeats =
    values.kind === 'boolean' ||
    values.kind === 'choice' ||
    (values.kind === 'pool' && shared.has(values.pool));
  if (repeats) {
    // A few words of the pool, some frequent, some rare.
    const pool =
      values.kind === 'pool'
        ? Array.from({ length: Math.max(3, Math.ceil(count / 3)) }, () => drawOne(values, random))
        : undefined;
    return Array.from({ length: count }, () =>
      pool
        ? pool[Math.min(random.integer(0, pool.length - 1), random.integer(0, pool.length - 1))]!
        : drawOne(values, random),
    );
  }
  const seen = new Set<Value>();
  return Array.from({ length: count }, () => {
    let value = drawOne(values, random);
    for (let attempt = 0; attempt < 8 && seen.has(value); attempt += 1)
      value = drawOne(values, random);
    seen.add(value);
    return value;
  });
}
