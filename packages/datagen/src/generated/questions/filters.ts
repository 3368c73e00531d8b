import type { Condition } from '@momq/core/dialect';

import type { Restriction, Speaker } from '../english/speaker.js';
import type { SpokenEntity, SpokenField } from '../generated-database.js';
import { compare, literal, ref } from './query-builder.js';

/** A condition on one table with its words. */
export interface Filter extends Restriction {
  readonly field: SpokenField;
  readonly condition: Condition;
}

/** Values of fields that a question can mention. */
export function texts(field: SpokenField): string[] {
  return [...new Set(field.values.filter((value): value is string => typeof value === 'string'))];
}

export function numbers(field: SpokenField): number[] {
  return [
    ...new Set(field.values.filter((value): value is number => typeof value === 'number')),
  ].sort((left, right) => left - right);
}

/** Fields that are neither keys nor references. */
export function valueFields(entity: SpokenEntity): SpokenField[] {
  return entity.fields.filter((field) => field.role === 'value' && field.type !== 'boolean');
}

/** Number columns that measure something. */
export function measures(entity: SpokenEntity): SpokenField[] {
  return valueFields(entity).filter((field) => field.type === 'integer' || field.type === 'real');
}

/** Columns whose values several rows share. */
export function categories(entity: SpokenEntity): SpokenField[] {
  return valueFields(entity).filter(
    (field) =>
      field.type === 'text' &&
      texts(field).length <= field.values.length * 0.7 &&
      texts(field).length > 1,
  );
}

export function hasGaps(field: SpokenField): boolean {
  return field.values.includes(null);
}

/** A random condition on the table, on none of the `taken` fields; `undefined` when nothing fits. */
export function drawFilter(
  speaker: Speaker,
  entity: SpokenEntity,
  taken: readonly SpokenField[] = [],
): Filter | undefined {
  const { random } = speaker;
  const fields = valueFields(entity).filter((field) => !taken.includes(field));
  if (fields.length === 0) return undefined;
  const field = random.weighted(
    fields.map((candidate) => [candidate, entity.labels.includes(candidate) ? 0.5 : 1] as const),
  );
  if (hasGaps(field) && random.chance(0.3)) return missing(speaker, field);
  switch (field.type) {
    case 'integer':
    case 'real':
      return numberFilter(speaker, field);
    case 'date':
    case 'datetime':
      return dateFilter(speaker, field);
    default:
      return textFilter(speaker, entity, field);
  }
}

/** One filter or, seldom, two. */
export function drawFilters(
  speaker: Speaker,
  entity: SpokenEntity,
  taken: readonly SpokenField[] = [],
): Filter | undefined {
  const first = drawFilter(speaker, entity, taken);
  if (!first || !speaker.random.chance(0.22)) return first;
  const second = drawFilter(speaker, entity, [...taken, first.field]);
  // Two restrictions read well when only one stands before the noun.
  if (
    !second ||
    (first.before !== undefined && second.before !== undefined) ||
    first.after === undefined ||
    second.after === undefined
  )
    return first;
  const either = speaker.random.chance(0.25);
  return {
    field: first.field,
    condition: { kind: either ? 'or' : 'and', conditions: [first.condition, second.condition] },
    after: `${first.after} ${either ? 'or' : speaker.say('and', 'and', 'and', 'but', 'and also')} ${second.after}`,
  };
}

function missing(speaker: Speaker, field: SpokenField): Filter {
  const noun = speaker.field(field);
  const negated = speaker.random.chance(0.3);
  const after = negated
    ? speaker.say(`whose ${noun} is known`, `that have a recorded ${noun}`, `with a known ${noun}`)
    : speaker.say(
        `without ${speaker.some(noun)}`,
        `that have no ${noun}`,
        `whose ${noun} is missing`,
        `with no ${noun} recorded`,
        `whose ${noun} is unknown`,
      );
  return { field, condition: { kind: 'null', negated, value: ref(field) }, after };
}

function numberFilter(speaker: Speaker, field: SpokenField): Filter | undefined {
  const { random } = speaker;
  const values = numbers(field);
  if (values.length < 3) return equalFilter(speaker, field, values[0]);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  const round = (value: number): number => {
    const step =
      value >= 100_000
        ? 10_000
        : value >= 10_000
          ? 1000
          : value >= 1000
            ? field.attribute?.most.includes('newest') || /year/.test(field.words)
              ? 1
              : 100
            : value >= 100
              ? 10
              : 1;
    return Math.round(value / step) * step;
  };
  const value = random.chance(0.7) ? round(at(random.real(0.2, 0.8))) : at(random.real(0.2, 0.8));
  const noun = speaker.field(field);
  const v = speaker.number(value);
  const kind = random.weighted([
    ['more', 34],
    ['less', 28],
    ['atLeast', 9],
    ['atMost', 7],
    ['equal', 12],
    ['not', 3],
    ['between', 9],
  ] as const);
  switch (kind) {
    case 'more':
      return {
        field,
        condition: compare(ref(field), '>', literal(value)),
        after:
          spoken(speaker, field.attribute?.more, v) ??
          bound(
            speaker,
            noun,
            speaker.say(
              'above',
              'over',
              'greater than',
              'higher than',
              'more than',
              'larger than',
              'exceeding',
            ),
            v,
          ),
      };
    case 'less':
      return {
        field,
        condition: compare(ref(field), '<', literal(value)),
        after:
          spoken(speaker, field.attribute?.less, v) ??
          bound(
            speaker,
            noun,
            speaker.say('below', 'under', 'less than', 'lower than', 'smaller than'),
            v,
          ),
      };
    case 'atLeast':
      return {
        field,
        condition: compare(ref(field), '>=', literal(value)),
        after: speaker.say(
          `with ${speaker.some(noun)} of at least ${v}`,
          `whose ${noun} is at least ${v}`,
          `whose ${noun} is ${v} or more`,
          `with a minimum ${noun} of ${v}`,
          `with ${speaker.some(noun)} of no less than ${v}`,
        ),
      };
    case 'atMost':
      return {
        field,
        condition: compare(ref(field), '<=', literal(value)),
        after: speaker.say(
          `with ${speaker.some(noun)} of at most ${v}`,
          `whose ${noun} is at most ${v}`,
          `whose ${noun} is ${v} or less`,
          `with ${speaker.some(noun)} of no more than ${v}`,
        ),
      };
    case 'equal':
      return equalFilter(speaker, field, at(random.real(0, 1)));
    case 'not':
      return {
        field,
        condition: compare(ref(field), '!=', literal(value)),
        after: speaker.say(
          `whose ${noun} is not ${v}`,
          `whose ${noun} differs from ${v}`,
          `with ${speaker.some(noun)} other than ${v}`,
        ),
      };
    case 'between': {
      const [low, high] = [round(at(random.real(0.05, 0.4))), round(at(random.real(0.6, 0.99)))];
      if (low >= high) return undefined;
      const [a, b] = [speaker.number(low), speaker.number(high)];
      return {
        field,
        condition: {
          kind: 'between',
          negated: false,
          value: ref(field),
          low: literal(low),
          high: literal(high),
        },
        after: speaker.say(
          `with ${speaker.some(noun)} between ${a} and ${b}`,
          `whose ${noun} is between ${a} and ${b}`,
          `whose ${noun} ranges from ${a} to ${b}`,
          `with ${speaker.some(noun)} in the range of ${a} to ${b}`,
        ),
      };
    }
  }
}

function equalFilter(
  speaker: Speaker,
  field: SpokenField,
  value: number | undefined,
): Filter | undefined {
  if (value === undefined) return undefined;
  const noun = speaker.field(field);
  const v = speaker.number(value);
  return {
    field,
    condition: compare(ref(field), '=', literal(value)),
    after:
      spoken(speaker, field.attribute?.equal, v) ??
      speaker.say(
        `with ${speaker.some(noun)} of ${v}`,
        `whose ${noun} is ${v}`,
        `whose ${noun} equals ${v}`,
        `that have ${speaker.some(noun)} of ${v}`,
        `with ${noun} ${v}`,
      ),
  };
}

function bound(speaker: Speaker, noun: string, comparison: string, v: string): string {
  return speaker.say(
    `with ${speaker.some(noun)} ${comparison} ${v}`,
    `whose ${noun} is ${comparison} ${v}`,
    `that have ${speaker.some(noun)} ${comparison} ${v}`,
    `where the ${noun} is ${comparison} ${v}`,
    `having ${speaker.some(noun)} ${comparison} ${v}`,
  );
}

/** One of the attribute's own phrases, seven times in ten. */
function spoken(
  speaker: Speaker,
  phrases: readonly string[] | undefined,
  v: string,
): string | undefined {
  return phrases && phrases.length > 0 && speaker.random.chance(0.7)
    ? speaker.random.pick(phrases).replace('{v}', v)
    : undefined;
}

function dateFilter(speaker: Speaker, field: SpokenField): Filter | undefined {
  const { random } = speaker;
  const values = texts(field).sort();
  if (values.length < 3) return undefined;
  const value = values[Math.floor(random.real(0.2, 0.8) * values.length)]!.slice(0, 10);
  const noun = speaker.field(field);
  if (random.chance(0.3)) {
    const year = Number(value.slice(0, 4));
    return {
      field,
      condition: compare(
        { kind: 'call', function: 'year', argument: ref(field) },
        '=',
        literal(year),
      ),
      after: speaker.say(
        `whose ${noun} is in ${year}`,
        `with ${speaker.some(noun)} in ${year}`,
        `with ${speaker.some(noun)} in the year ${year}`,
      ),
    };
  }
  const later = random.chance(0.5);
  const own = spoken(
    speaker,
    later ? field.attribute?.more : field.attribute?.less,
    speaker.value(value),
  );
  return {
    field,
    condition: compare(ref(field), later ? '>' : '<', literal(value)),
    after:
      own ??
      speaker.say(
        `whose ${noun} is ${later ? 'after' : 'before'} ${value}`,
        `with ${speaker.some(noun)} ${later ? 'later than' : 'earlier than'} ${value}`,
        `with ${speaker.some(noun)} ${later ? 'after' : 'before'} ${value}`,
      ),
  };
}

function textFilter(
  speaker: Speaker,
  entity: SpokenEntity,
  field: SpokenField,
): Filter | undefined {
  const { random } = speaker;
  const values = texts(field);
  if (values.length === 0) return undefined;
  const value = random.pick(values);
  const noun = speaker.field(field);
  const shares = values.length < field.values.length * 0.7;
  const kind = random.weighted([
    ['equal', 60],
    ['not', shares ? 9 : 2],
    ['either', shares ? 10 : 2],
    ['like', shares ? 5 : 14],
  ] as const);
  const v = speaker.value(value);
  if (kind === 'not') {
    return {
      field,
      condition: compare(ref(field), '!=', literal(value)),
      after: speaker.say(
        `whose ${noun} is not ${v}`,
        `with ${speaker.some(noun)} other than ${v}`,
        `that do not have ${v} as ${noun}`,
        `not having the ${noun} ${v}`,
        `whose ${noun} is different from ${v}`,
      ),
    };
  }
  if (kind === 'either' && values.length > 2) {
    const other = random.pick(values.filter((candidate) => candidate !== value));
    const w = speaker.value(other);
    return {
      field,
      condition: {
        kind: 'or',
        conditions: [
          compare(ref(field), '=', literal(value)),
          compare(ref(field), '=', literal(other)),
        ],
      },
      after: speaker.say(
        `whose ${noun} is ${v} or ${w}`,
        `with the ${noun} ${v} or ${w}`,
        `whose ${noun} is either ${v} or ${w}`,
        `with ${noun} ${v} or ${noun} ${w}`,
      ),
    };
  }
  if (kind === 'like') return likeFilter(speaker, field, value, noun);
  const own = spoken(speaker, field.attribute?.equal, v);
  // "active members", "French singers": only words that read as adjectives.
  const asAdjective =
    (field.attribute?.values.kind === 'choice' &&
      /^[a-z]+$/.test(value) &&
      value.length > 3 &&
      !/^(yes|none)$/.test(value)) ||
    field.attribute?.key === 'nationality' ||
    field.attribute?.key === 'color';
  if (asAdjective && random.chance(0.4))
    return { field, condition: compare(ref(field), '=', literal(value)), before: value };
  if (entity.labels.includes(field) && entity.labels.length === 1 && random.chance(0.5)) {
    return {
      field,
      condition: compare(ref(field), '=', literal(value)),
      after: speaker.say(`named ${v}`, `called ${v}`, `${v}`, `with the ${noun} ${v}`),
    };
  }
  return {
    field,
    condition: compare(ref(field), '=', literal(value)),
    after:
      own ??
      speaker.say(
        `whose ${noun} is ${v}`,
        `with ${noun} ${v}`,
        `with the ${noun} ${v}`,
        `that have the ${noun} ${v}`,
        `with ${v} as ${noun}`,
        `where the ${noun} is ${v}`,
      ),
  };
}

function likeFilter(
  speaker: Speaker,
  field: SpokenField,
  value: string,
  noun: string,
): Filter | undefined {
  const words = value.split(/[ .@-]/).filter((word) => word.length > 2);
  if (words.length === 0) return undefined;
  const kind = speaker.random.pick(['has', 'has', 'starts', 'ends'] as const);
  const part =
    kind === 'has'
      ? speaker.random.pick(words)
      : kind === 'starts'
        ? value.slice(0, speaker.random.pick([1, 1, 2, words[0]!.length]))
        : value.slice(-speaker.random.pick([1, 3, words.at(-1)!.length]));
  if (/[%_']/.test(part) || part.trim() !== part) return undefined;
  const quoted = speaker.say(`'${part}'`, `"${part}"`, part.length > 2 ? part : `'${part}'`);
  const pattern = kind === 'has' ? `%${part}%` : kind === 'starts' ? `${part}%` : `%${part}`;
  const after = {
    has: speaker.say(
      `whose ${noun} contains ${quoted}`,
      `with ${quoted} in their ${noun}`,
      `that have ${quoted} in the ${noun}`,
      `whose ${noun} includes the word ${quoted}`,
      `with a ${noun} containing ${quoted}`,
    ),
    starts: speaker.say(
      `whose ${noun} starts with ${quoted}`,
      `whose ${noun} begins with ${quoted}`,
      `with ${speaker.some(noun)} starting with ${quoted}`,
    ),
    ends: speaker.say(
      `whose ${noun} ends with ${quoted}`,
      `with ${speaker.some(noun)} ending in ${quoted}`,
    ),
  }[kind];
  return { field, condition: compare(ref(field), 'like', literal(pattern)), after };
}
