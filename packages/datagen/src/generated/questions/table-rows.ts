import { plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import { drawFilter, drawFilters } from './draw-filter.js';
import { categories, hasGaps, valueFields } from './field-values.js';
import { drawColumns, drawEntity } from './intent.js';
import type { Intent } from './intent.js';
import { from, ref, select, star } from './query-builder.js';

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
