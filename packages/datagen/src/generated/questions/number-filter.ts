import type { Speaker } from '../english/speaker.js';
import type { SpokenField } from '../generated-database.js';
import { numbers } from './field-values.js';
import { spoken, type Filter } from './filter.js';
import { compare, literal, ref } from './query-builder.js';

/** A condition on a column of numbers; `undefined` when its values leave no choice. */
export function numberFilter(speaker: Speaker, field: SpokenField): Filter | undefined {
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
