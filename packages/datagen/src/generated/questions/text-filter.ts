import type { Speaker } from '../english/speaker.js';
import type { SpokenEntity, SpokenField } from '../generated-database.js';
import { texts } from './field-values.js';
import { spoken, type Filter } from './filter.js';
import { compare, literal, ref } from './query-builder.js';

/** A condition on a column of texts; `undefined` when none fits the drawn value. */
export function textFilter(
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
