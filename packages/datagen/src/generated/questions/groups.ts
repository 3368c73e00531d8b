import { enumerate, plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import { drawFilter } from './draw-filter.js';
import { categories, measures, texts } from './field-values.js';
import { drawEntity } from './intent.js';
import type { Intent } from './intent.js';
import { aggregate, compare, countAll, from, literal, ref, select } from './query-builder.js';
import { aggregateWords } from './totals.js';

/** Something for each value of a category. */
export const grouped: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const groups = categories(entity);
  if (groups.length === 0) return undefined;
  const group = random.pick(groups);
  const filter = random.chance(0.2) ? drawFilter(speaker, entity, [group]) : undefined;
  const numbers = measures(entity).filter((field) => field !== filter?.field);
  const noun = speaker.field(group);
  const each = speaker.say(
    `each ${noun}`,
    `every ${noun}`,
    `each ${noun}`,
    `the different ${plural(noun)}`,
  );
  const rows = [filter?.before, speaker.nouns(entity), filter?.after].filter(Boolean).join(' ');
  const grouping = { where: filter?.condition, groupBy: [ref(group)] };
  const showGroup = random.chance(0.85);
  if (numbers.length === 0 || random.chance(0.55)) {
    const columns = showGroup ? random.shuffle([ref(group), countAll]) : [countAll];
    const question = showGroup
      ? speaker.say(
          `How many ${rows} are there for ${each}? ${capitalise(speaker.say('show', 'list', 'give'))} the ${noun} and the count.`,
          `For ${each}, show the ${noun} and the number of ${rows}.`,
          speaker.ask(`the number of ${rows} for ${each}`),
          speaker.ask(`each ${noun} and the number of ${rows} with it`),
          speaker.ask(`the ${plural(noun)} and how many ${rows} each has`),
          `Count the ${rows} by ${noun}.`,
          `How many ${rows} ${each.startsWith('the') ? 'do' : 'does'} ${each} have?`,
          `How many ${rows} are in each ${noun}?`,
          speaker.ask(`the number of ${rows} per ${noun}`),
        )
      : speaker.say(
          `How many ${rows} are there for ${each}?`,
          `For ${each}, how many ${rows} are there? Show only the counts.`,
        );
    return { question, query: select(from(entity), columns, grouping) };
  }
  const field = random.pick(numbers);
  const functions = random.sample(
    ['avg', 'max', 'min', 'sum'] as const,
    random.chance(0.8) ? 1 : 2,
  );
  const words = enumerate(
    functions.map((name) => (name === 'sum' ? 'total' : speaker.random.pick(aggregateWords[name]))),
  );
  const measured = `${words} ${speaker.field(field)}`;
  const columns = [ref(group), ...functions.map((name) => aggregate(name, ref(field)))];
  return {
    question: speaker.say(
      speaker.ask(`the ${measured} of ${rows} for ${each}`),
      `For ${each}, ${speaker.say('find', 'show', 'give', 'what is')} the ${measured} of ${rows}${''}.`.replace(
        /(what is.*)\.$/,
        '$1?',
      ),
      speaker.ask(`each ${noun} and the ${measured} of its ${rows}`),
      speaker.ask(`the ${measured} per ${noun} for ${rows}`),
      speaker.ask(`the ${noun} and the ${measured} of ${rows} grouped by ${noun}`),
    ),
    query: select(from(entity), random.shuffle(columns), grouping),
  };
};

/** Categories with enough rows, or the one with the most. */
export const frequent: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const groups = categories(entity);
  if (groups.length === 0) return undefined;
  const group = random.pick(groups);
  const noun = speaker.field(group);
  const rows = speaker.nouns(entity);
  const withCount = random.chance(0.25);
  const columns = withCount ? [ref(group), countAll] : [ref(group)];
  const andCount = withCount
    ? speaker.say(' and their number', ', together with the count', ' and how many')
    : '';
  if (random.chance(0.5)) {
    const most = random.chance(0.75);
    const limit = random.chance(0.85) ? 1 : 3;
    const extreme = most
      ? speaker.say('most common', 'most frequent', 'most popular')
      : speaker.say('least common', 'rarest', 'least frequent');
    const top = limit === 1 ? noun : `${speaker.number(limit)} ${plural(noun)}`;
    return {
      question: speaker.say(
        limit === 1
          ? `Which ${noun} ${speaker.say('has', 'is shared by', 'appears with')} the ${most ? speaker.say('most', 'highest number of', 'largest number of') : speaker.say('fewest', 'smallest number of')} ${rows}${andCount}?`
          : `Which ${top} have the ${most ? 'most' : 'fewest'} ${rows}${andCount}?`,
        speaker.ask(
          limit === 1
            ? `the ${extreme} ${noun} of ${rows}${andCount}`
            : `the ${speaker.number(limit)} ${extreme} ${plural(noun)} of ${rows}${andCount}`,
          limit === 1,
        ),
        speaker.ask(
          `the ${top} with the ${most ? 'most' : 'fewest'} ${rows}${andCount}`,
          limit === 1,
        ),
      ),
      query: select(from(entity), columns, {
        groupBy: [ref(group)],
        orderBy: [{ expression: countAll, descending: most }],
        limit,
      }),
    };
  }
  const numbers = measures(entity);
  if (numbers.length > 0 && random.chance(0.35)) {
    const field = random.pick(numbers);
    const mean = average(
      field.values.filter((value): value is number => typeof value === 'number'),
    );
    const threshold = roundLike(mean);
    const above = random.chance(0.6);
    const v = speaker.number(threshold);
    return {
      question: speaker.ask(
        speaker.say(
          `the ${plural(noun)} of ${rows} whose average ${speaker.field(field)} is ${above ? 'above' : 'below'} ${v}`,
          `the ${plural(noun)} where the average ${speaker.field(field)} of ${rows} is ${above ? 'more than' : 'less than'} ${v}`,
        ),
      ),
      query: select(from(entity), [ref(group)], {
        groupBy: [ref(group)],
        having: compare(aggregate('avg', ref(field)), above ? '>' : '<', literal(threshold)),
      }),
    };
  }
  const limit = random.integer(
    1,
    Math.max(2, Math.floor(entity.rowCount / texts(group).length) + 1),
  );
  const [operator, words] = random.pick([
    ['>', `more than ${speaker.number(limit)}`],
    ['>', `over ${speaker.number(limit)}`],
    ['>=', `at least ${speaker.number(limit)}`],
    ['>=', `${speaker.number(limit)} or more`],
    ['<', `fewer than ${speaker.number(limit + 1)}`],
    ['=', `exactly ${speaker.number(limit)}`],
  ] as const);
  const value = operator === '<' ? limit + 1 : limit;
  return {
    question: speaker.say(
      `Which ${plural(noun)} have ${words} ${rows}${andCount}?`,
      speaker.ask(`the ${plural(noun)} with ${words} ${rows}${andCount}`),
      speaker.ask(`the ${plural(noun)} that ${words} ${rows} have${andCount}`),
      speaker.ask(`the ${plural(noun)} shared by ${words} ${rows}${andCount}`),
    ),
    query: select(from(entity), columns, {
      groupBy: [ref(group)],
      having: compare(countAll, operator, literal(value)),
    }),
  };
};

/** Values that two groups of rows share, or that one has and the other lacks. */
export const setOperation: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const shown = categories(entity);
  if (shown.length === 0) return undefined;
  const field = random.pick(shown);
  const first = drawFilter(speaker, entity, [field]);
  const second = first && drawFilter(speaker, entity, [field]);
  if (
    !first?.after ||
    !second?.after ||
    JSON.stringify(first.condition) === JSON.stringify(second.condition)
  )
    return undefined;
  const operator = random.weighted([
    ['intersect', 5],
    ['except', 4],
    ['union', 2],
  ] as const);
  const side = (condition: typeof first.condition) =>
    select(from(entity), [ref(field)], { where: condition });
  const nouns = plural(speaker.field(field));
  const rows = speaker.nouns(entity);
  const question = {
    intersect: () =>
      speaker.say(
        `Which ${nouns} have both ${rows} ${first.after} and ${rows} ${second.after}?`,
        speaker.ask(`the ${nouns} shared by ${rows} ${first.after} and ${rows} ${second.after}`),
        speaker.ask(
          `the ${nouns} that have both ${rows} ${first.after} and ${rows} ${second.after}`,
        ),
      ),
    except: () =>
      speaker.say(
        `Which ${nouns} have ${rows} ${first.after} but no ${rows} ${second.after}?`,
        speaker.ask(
          `the ${nouns} of ${rows} ${first.after} but not of any ${rows} ${second.after}`,
        ),
        speaker.ask(`the ${nouns} with ${rows} ${first.after} and without ${rows} ${second.after}`),
      ),
    union: () =>
      speaker.ask(
        speaker.say(
          `the ${nouns} of ${rows} ${first.after} together with those of ${rows} ${second.after}`,
          `the ${nouns} that have ${rows} ${first.after} or ${rows} ${second.after}`,
        ),
      ),
  }[operator]();
  return {
    question,
    query: {
      kind: 'set',
      operator,
      all: false,
      left: side(first.condition),
      right: side(second.condition),
    },
  };
};

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function roundLike(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) - 1);
  return Math.round(value / step) * step;
}
