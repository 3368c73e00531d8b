import type { Speaker } from '../english/speaker.js';
import type { SpokenEntity, SpokenField } from '../generated-database.js';
import { hasGaps, texts, valueFields } from './field-values.js';
import { spoken, type Filter } from './filter.js';
import { numberFilter } from './number-filter.js';
import { compare, literal, ref } from './query-builder.js';
import { textFilter } from './text-filter.js';

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
        { kind: 'call', function: 'year', arguments: [ref(field)] },
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
