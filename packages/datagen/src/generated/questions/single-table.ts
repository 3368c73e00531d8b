import { enumerate, plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import {
  categories,
  drawFilter,
  drawFilters,
  hasGaps,
  measures,
  texts,
  valueFields,
} from './filters.js';
import type { Intent } from './intent.js';
import { drawColumns, drawEntity } from './intent.js';
import {
  aggregate,
  compare,
  countAll,
  from,
  literal,
  ref,
  select,
  star,
  subquery,
} from './query-builder.js';

/** Columns of all rows, of some rows, or all columns. */
export const project: Intent = (context) => {
  const { speaker } = context;
  const entity = drawEntity(context);
  const filter = speaker.random.chance(0.7) ? drawFilters(speaker, entity) : undefined;
  if (speaker.random.chance(0.05)) {
    const words = speaker.rows(entity, filter);
    return {
      question: speaker.command(
        speaker.say(
          `all information about ${words}`,
          `all the details of ${words}`,
          `everything about ${words}`,
          `all columns of ${words}`,
        ),
      ),
      query: select(from(entity), [star], { where: filter?.condition }),
    };
  }
  const columns = drawColumns(speaker, entity, filter ? [filter.field] : []);
  const distinct =
    columns.length === 1 && categories(entity).includes(columns[0]!) && speaker.random.chance(0.35);
  const rows = speaker.rows(entity, filter);
  const query = select(
    from(entity),
    columns.map((field) => ref(field)),
    { where: filter?.condition, distinct },
  );
  if (distinct) {
    const noun = plural(speaker.field(columns[0]!));
    const different = speaker.say('distinct', 'different', 'unique');
    return { question: speaker.ask(`the ${different} ${noun} of ${rows}`), query };
  }
  const onlyLabels = columns.every((field) => entity.labels.includes(field));
  if (filter && onlyLabels && speaker.random.chance(0.3)) {
    const words = [filter.before, speaker.nouns(entity)].filter(Boolean).join(' ');
    return {
      question:
        filter.after === undefined
          ? speaker.say(
              `Which ${plural(speaker.noun(entity))} are ${filter.before}? Give their ${speaker.fields(columns, true)}.`,
              `Name the ${words}.`,
            )
          : speaker.say(
              `Which ${words} are there ${filter.after}? ${capitalise(speaker.say('show', 'give', 'list'))} the ${speaker.fields(columns, true)}.`,
              `Name the ${words} ${filter.after}.`,
            ),
      query,
    };
  }
  return { question: speaker.ask(speaker.columns(columns, entity, filter)), query };
};

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

const aggregateWords = {
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

/** The row or rows with the most or least of something. */
export const superlative: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const fields = valueFields(entity).filter((field) => field.type !== 'text' && !hasGaps(field));
  if (fields.length === 0) return undefined;
  const field = random.pick(fields);
  const most = random.chance(0.6);
  const filter = random.chance(0.25) ? drawFilter(speaker, entity, [field]) : undefined;
  const columns = drawColumns(speaker, entity, [field]);
  const limit = random.chance(0.75) ? 1 : random.integer(2, 5);
  // "Youngest" is the largest year of birth: the lexicon lists words for the largest value first.
  const own = most ? field.attribute?.most : field.attribute?.least;
  const isDate = field.type === 'date' || field.type === 'datetime';
  const isYear =
    /year/.test(field.words) ||
    field.attribute?.key === 'founded' ||
    field.attribute?.key === 'opened' ||
    field.attribute?.key === 'built';
  const noun = speaker.field(field);
  const extreme =
    isDate || isYear
      ? speaker.say(most ? 'latest' : 'earliest', most ? 'most recent' : 'earliest')
      : speaker.say(
          ...(most
            ? ['highest', 'largest', 'greatest', 'maximum', 'biggest']
            : ['lowest', 'smallest', 'minimum', 'least']),
        );
  const ownWord = own && own.length > 0 && random.chance(0.65) ? random.pick(own) : undefined;
  const one = limit === 1;
  const thing = one ? speaker.noun(entity) : plural(speaker.noun(entity));
  const number = one ? '' : `${speaker.number(limit)} `;
  const restricted = [filter?.before, thing].filter(Boolean).join(' ');
  const rows = ownWord
    ? speaker.say(
        `the ${number}${ownWord} ${restricted}${after(filter)}`,
        one
          ? `the ${ownWord} ${restricted}${after(filter)}`
          : `the top ${number}${ownWord} ${restricted}${after(filter)}`,
      )
    : speaker.say(
        `the ${number}${restricted} with the ${extreme} ${noun}${filter?.after ? ` among those ${filter.after}` : ''}`,
        one
          ? `the ${restricted} that has the ${extreme} ${noun}${filter?.after ? ` among the ones ${filter.after}` : ''}`
          : `the ${number}${restricted} with the ${extreme} ${plural(noun)}${filter?.after ? ` among those ${filter.after}` : ''}`,
      );
  const query = select(
    from(entity),
    columns.map((column) => ref(column)),
    { where: filter?.condition, orderBy: [{ expression: ref(field), descending: most }], limit },
  );
  const onlyLabels = columns.every((column) => entity.labels.includes(column));
  const words = speaker.fields(columns, !one);
  const question =
    onlyLabels && random.chance(0.35)
      ? speaker.say(
          `Which ${thing} ${one ? 'is' : 'are'} ${rows}?`.replace(
            `Which ${thing} ${one ? 'is' : 'are'} the ${number}`,
            `Which ${thing} ${one ? 'is' : 'are'} the ${number}`,
          ),
          `Who or what is ${rows}? Give the ${words}.`,
          speaker.ask(`the ${words} of ${rows}`, one),
        )
      : speaker.ask(
          speaker.say(
            `the ${words} of ${rows}`,
            `the ${words} of ${rows}`,
            `the ${words} for ${rows}`,
          ),
          one && columns.length === 1,
        );
  return { question, query };
};

function after(filter: { readonly after?: string } | undefined): string {
  return filter?.after === undefined ? '' : ` ${filter.after}`;
}

/** Columns of rows in an order. */
export const ordered: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const entity = drawEntity(context);
  const fields = valueFields(entity).filter((field) => !hasGaps(field));
  if (fields.length === 0) return undefined;
  const field = random.pick(fields);
  const descending = random.chance(0.5);
  const filter = random.chance(0.25) ? drawFilter(speaker, entity, [field]) : undefined;
  const columns = drawColumns(speaker, entity);
  const noun = speaker.field(field);
  const text = field.type === 'text';
  const direction = descending
    ? speaker.say(
        `in descending order of ${noun}`,
        `sorted by ${noun} in descending order`,
        `ordered by ${noun} descending`,
        text
          ? `in reverse alphabetical order of ${noun}`
          : `from the highest to the lowest ${noun}`,
        `by ${noun} from ${text ? 'Z to A' : 'high to low'}`,
      )
    : speaker.say(
        `in ascending order of ${noun}`,
        `sorted by ${noun}`,
        `ordered by ${noun}`,
        text ? `in alphabetical order of ${noun}` : `from the lowest to the highest ${noun}`,
        `sorted by ${noun} in ascending order`,
        `arranged by ${noun}`,
      );
  const base = speaker.columns(columns, entity, filter);
  const question = random.chance(0.7)
    ? speaker.ask(`${base} ${direction}`).replace(/^What are the (.*)\?$/, 'What are the $1?')
    : `${speaker.say('Sort', 'Order')} ${speaker.together(entity, filter)} by ${noun}${descending ? ' in descending order' : ''} and ${speaker.say('show', 'list', 'give')} the ${speaker.fields(columns, true)}.`;
  return {
    question,
    query: select(
      from(entity),
      columns.map((column) => ref(column)),
      { where: filter?.condition, orderBy: [{ expression: ref(field), descending }] },
    ),
  };
};

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
          `How many ${rows} does ${each} have?`,
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
