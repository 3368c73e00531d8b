import { enumerate, plural } from '../english/inflection.js';
import { drawFilter, drawFilters } from './draw-filter.js';
import { categories, measures } from './field-values.js';
import { drawColumns, drawEntity } from './intent.js';
import type { Intent } from './intent.js';
import { aggregate, compare, countAll, from, ref, select, subquery } from './query-builder.js';

/** How many rows, or how many different values. */
export const count: Intent = (context) => {
  const { speaker } = context;
  const entity = drawEntity(context);
  const filter = speaker.random.chance(0.65) ? drawFilters(speaker, entity) : undefined;
  const shared = categories(entity).filter((field) => field !== filter?.field);
  if (shared.length > 0 && speaker.random.chance(0.25)) {
    const field = speaker.random.pick(shared);
    const noun = plural(speaker.field(field));
    const rows = speaker.together(entity, filter);
    return {
      question: speaker.say(
        `How many different ${noun} are there among ${rows}?`,
        `How many distinct ${noun} do ${rows} have?`,
        `Count the number of different ${noun} of ${rows}.`,
        `What is the number of unique ${noun} for ${rows}?`,
      ),
      query: select(from(entity), [aggregate('count', ref(field), true)], {
        where: filter?.condition,
      }),
    };
  }
  const words = [filter?.before, speaker.nouns(entity), filter?.after].filter(Boolean).join(' ');
  return {
    question: speaker.say(
      `How many ${words} are there?`,
      `How many ${words} do we have?`,
      `Count the ${words}.`,
      `Count the number of ${words}.`,
      `What is the number of ${words}?`,
      `What is the total number of ${words}?`,
      `Find the number of ${words}.`,
      `Return the count of ${words}.`,
      `How many ${words} exist?`,
      `Tell me how many ${words} there are.`,
      `How many ${words} are recorded?`,
    ),
    query: select(from(entity), [countAll], { where: filter?.condition }),
  };
};

/** Words for what an aggregate gives. */
export const aggregateWords = {
  avg: ['average', 'mean'],
  sum: ['total', 'sum of the', 'combined', 'overall'],
  max: ['maximum', 'highest', 'largest', 'greatest'],
  min: ['minimum', 'lowest', 'smallest'],
  count: ['number of'],
} as const;

/** Average, sum, maximum and minimum of a measure. */
export const aggregated: Intent = (context) => {
  const { speaker } = context;
  const entity = drawEntity(context);
  const fields = measures(entity);
  if (fields.length === 0) return undefined;
  const field = speaker.random.pick(fields);
  const filter = speaker.random.chance(0.5) ? drawFilter(speaker, entity, [field]) : undefined;
  const functions = speaker.random.sample(
    ['avg', 'max', 'min', 'sum'] as const,
    speaker.random.weighted([
      [1, 7],
      [2, 2],
      [3, 1],
    ]),
  );
  const noun = speaker.field(field);
  const words = functions.map((name) => speaker.random.pick(aggregateWords[name]));
  const what =
    functions.length === 1 && words[0] === 'sum of the'
      ? `sum of the ${plural(noun)}`
      : `${enumerate(words.map((word) => (word === 'sum of the' ? 'total' : word)))} ${noun}`;
  const columns = functions.map((name) => aggregate(name, ref(field)));
  const rows = speaker.together(entity, filter);
  return {
    question: speaker.ask(
      speaker.say(
        `the ${what} of ${rows}`,
        `the ${what} of ${rows}`,
        `the ${what} for ${rows}`,
        `the ${what} across ${rows}`,
      ),
      functions.length === 1,
    ),
    query: select(from(entity), columns, { where: filter?.condition }),
  };
};

/** Rows above or below the average, or at the extreme. */
export const comparedWithAll: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const fields = measures(entity);
  if (fields.length === 0) return undefined;
  const field = random.pick(fields);
  const noun = speaker.field(field);
  const columns = drawColumns(speaker, entity, [field]);
  const counted = random.chance(0.2);
  const rows = speaker.nouns(entity);
  const kind = random.pick(['avg', 'avg', 'avg', 'max', 'min'] as const);
  const inner = subquery(select(from(entity), [aggregate(kind, ref(field))]));
  const more = random.chance(0.6);
  const after =
    kind === 'avg'
      ? more
        ? speaker.say(
            `whose ${noun} is above average`,
            `with ${speaker.some(noun)} above the average`,
            `with a higher ${noun} than the average`,
            `whose ${noun} is greater than the average ${noun}`,
            `that have more than the average ${noun}`,
          )
        : speaker.say(
            `whose ${noun} is below average`,
            `with ${speaker.some(noun)} below the average`,
            `with a lower ${noun} than the average`,
            `whose ${noun} is less than the average ${noun}`,
          )
      : speaker.say(
          `with the ${kind === 'max' ? 'maximum' : 'minimum'} ${noun}`,
          `whose ${noun} is the ${kind === 'max' ? 'highest' : 'lowest'} of all`,
          `whose ${noun} equals the ${kind === 'max' ? 'maximum' : 'minimum'}`,
        );
  const where = compare(ref(field), kind === 'avg' ? (more ? '>' : '<') : '=', inner);
  return counted
    ? {
        question: speaker.say(
          `How many ${rows} are there ${after}?`,
          `Count the ${rows} ${after}.`,
          `What is the number of ${rows} ${after}?`,
        ),
        query: select(from(entity), [countAll], { where }),
      }
    : {
        question: speaker.ask(speaker.columns(columns, entity, { after })),
        query: select(
          from(entity),
          columns.map((column) => ref(column)),
          { where },
        ),
      };
};
