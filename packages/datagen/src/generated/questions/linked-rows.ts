import { plural } from '../english/inflection.js';
import { drawFilter } from './draw-filter.js';
import { hasGaps, measures, valueFields } from './field-values.js';
import { drawColumns, drawLabel, drawLink } from './intent.js';
import type { Intent } from './intent.js';
import { connector, parentWords } from './parent-words.js';
import { aggregate, all, countAll, fromLink, ref, select } from './query-builder.js';

/** Columns of children whose parent fulfils something. */
export const childrenOfParent: Intent = (context) => {
  const { speaker } = context;
  const link = drawLink(context);
  if (!link) return undefined;
  const filter = drawFilter(speaker, link.parent);
  if (!filter) return undefined;
  const own = speaker.random.chance(0.2) ? drawFilter(speaker, link.child) : undefined;
  const where = all([own?.condition, filter.condition]);
  const reached = `${connector(speaker, link)} ${parentWords(speaker, link, filter)}`;
  const restriction = {
    ...(own?.before ? { before: own.before } : {}),
    after: own?.after
      ? `${own.after} ${speaker.say('and', '')} ${reached}`.replace(/ {2,}/g, ' ')
      : reached,
  };
  const sources = fromLink(link, speaker.random.chance(0.7) ? 'child' : 'parent');
  const numbers = measures(link.child);
  const kind = speaker.random.weighted([
    ['columns', valueFields(link.child).length > 0 ? 5 : 0],
    ['count', 3],
    ['aggregate', numbers.length > 0 ? 2 : 0],
  ] as const);
  if (kind === 'count') {
    const words = [restriction.before, speaker.nouns(link.child), restriction.after]
      .filter(Boolean)
      .join(' ');
    return {
      question: speaker.say(
        `How many ${words} are there?`,
        `Count the ${words}.`,
        `What is the number of ${words}?`,
        `Find the number of ${words}.`,
        `How many ${words} do we have?`,
      ),
      query: select(sources, [countAll], { where }),
    };
  }
  if (kind === 'aggregate') {
    const field = speaker.random.pick(numbers);
    const [name, word] = speaker.random.pick([
      ['avg', 'average'],
      ['avg', 'mean'],
      ['sum', 'total'],
      ['max', 'highest'],
      ['max', 'maximum'],
      ['min', 'lowest'],
    ] as const);
    return {
      question: speaker.ask(
        `the ${word} ${speaker.field(field)} of ${speaker.together(link.child, restriction)}`,
        true,
      ),
      query: select(sources, [aggregate(name, ref(field))], { where }),
    };
  }
  const columns = drawColumns(speaker, link.child, own ? [own.field] : []);
  const distinct = columns.length === 1 && speaker.random.chance(0.15);
  const question = distinct
    ? speaker.ask(
        `the ${speaker.say('distinct', 'different')} ${plural(speaker.field(columns[0]!))} of ${speaker.rows(link.child, restriction)}`,
      )
    : speaker.ask(speaker.columns(columns, link.child, restriction));
  return {
    question,
    query: select(
      sources,
      columns.map((column) => ref(column)),
      { where, distinct },
    ),
  };
};

/** Columns of parents that have children of some kind. */
export const parentsWithChildren: Intent = (context) => {
  const { speaker } = context;
  const link = drawLink(context);
  if (!link) return undefined;
  const filter = drawFilter(speaker, link.child);
  if (!filter) return undefined;
  const columns = drawColumns(speaker, link.parent);
  const distinct = speaker.random.chance(0.45);
  const children = [filter.before, speaker.nouns(link.child), filter.after]
    .filter(Boolean)
    .join(' ');
  const one = [filter.before, speaker.noun(link.child), filter.after].filter(Boolean).join(' ');
  const noun = plural(speaker.parentNoun(link));
  const after = speaker.say(
    `that have ${children}`,
    `with ${children}`,
    `that have any ${one}`,
    `of ${children}`,
    `for which there are ${children}`,
    `related to ${children}`,
    `having ${children}`,
  );
  const subject = after.startsWith('of ')
    ? `${speaker.say('the', 'all')} ${noun} ${after}`
    : speaker.rows(link.parent, { after }, noun);
  const words = speaker.fields(columns, speaker.random.chance(0.7));
  return {
    question: speaker.ask(
      `the ${distinct ? speaker.say('distinct ', 'different ', 'unique ') : ''}${words} of ${subject}`,
    ),
    query: select(
      fromLink(link, speaker.random.chance(0.7) ? 'parent' : 'child'),
      columns.map((column) => ref(column)),
      { where: filter.condition, distinct },
    ),
  };
};

/** Columns of both sides, side by side. */
export const sideBySide: Intent = (context) => {
  const { speaker } = context;
  const link = drawLink(context);
  const label = link && drawLabel(speaker, link.parent);
  if (!link || !label || valueFields(link.child).length === 0) return undefined;
  const columns = drawColumns(speaker, link.child).slice(0, 2);
  const filter = speaker.random.chance(0.3) ? drawFilter(speaker, link.child, columns) : undefined;
  const sorted = speaker.random.chance(0.12)
    ? valueFields(link.child).find((field) => !hasGaps(field))
    : undefined;
  const role = speaker.parentNoun(link);
  const own = speaker.fields(columns, false);
  const theirs = speaker.fields(label, false);
  const each = [
    speaker.say('each', 'every'),
    filter?.before,
    speaker.noun(link.child),
    filter?.after,
  ]
    .filter(Boolean)
    .join(' ');
  const order = sorted
    ? ` ${speaker.say('sorted by', 'ordered by', 'in order of')} ${speaker.field(sorted)}`
    : '';
  return {
    question: speaker.say(
      `For ${each}, ${speaker.say('show', 'list', 'give', 'find', 'return')} the ${own} and the ${theirs} of its ${role}${order}.`,
      speaker.ask(`the ${own} of ${each} and the ${theirs} of its ${role}${order}`),
      speaker.ask(
        `the ${own} of ${speaker.rows(link.child, filter)} together with the ${role}'s ${theirs}${order}`,
      ),
      speaker.ask(
        `the ${own} and the ${role} ${theirs} of ${speaker.rows(link.child, filter)}${order}`,
      ),
      speaker.ask(`the ${own} of ${each} along with the ${theirs} of the ${role}${order}`),
    ),
    query: select(
      fromLink(link, speaker.random.chance(0.7) ? 'child' : 'parent'),
      [...columns, ...label].map((column) => ref(column)),
      {
        where: filter?.condition,
        ...(sorted ? { orderBy: [{ expression: ref(sorted), descending: false }] } : {}),
      },
    ),
  };
};

/** Something of the parent of the most extreme child: "the author of the longest book". */
export const parentOfExtreme: Intent = (context) => {
  const { speaker } = context;
  const link = drawLink(context);
  if (!link) return undefined;
  const fields = valueFields(link.child).filter(
    (field) => field.type !== 'text' && !hasGaps(field),
  );
  if (fields.length === 0) return undefined;
  const field = speaker.random.pick(fields);
  const most = speaker.random.chance(0.6);
  const columns = drawColumns(speaker, link.parent);
  const own = most ? field.attribute?.most : field.attribute?.least;
  const child = speaker.noun(link.child);
  const date = field.type === 'date' || field.type === 'datetime' || /year/.test(field.words);
  const extreme =
    own && own.length > 0 && speaker.random.chance(0.7)
      ? `${speaker.random.pick(own)} ${child}`
      : `${child} with the ${date ? (most ? 'latest' : 'earliest') : most ? speaker.say('highest', 'largest', 'greatest') : speaker.say('lowest', 'smallest')} ${speaker.field(field)}`;
  const words = speaker.fields(columns, false);
  const noun = speaker.parentNoun(link);
  return {
    question: speaker.ask(
      speaker.say(
        `the ${words} of the ${noun} of the ${extreme}`,
        `the ${words} of the ${noun} that has the ${extreme}`,
        `the ${words} of the ${noun} with the ${extreme}`,
        `the ${noun}'s ${words} for the ${extreme}`,
      ),
      columns.length === 1,
    ),
    query: select(
      fromLink(link, speaker.random.chance(0.5) ? 'parent' : 'child'),
      columns.map((column) => ref(column)),
      { orderBy: [{ expression: ref(field), descending: most }], limit: 1 },
    ),
  };
};
