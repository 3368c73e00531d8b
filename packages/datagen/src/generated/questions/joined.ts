import { enumerate, plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import type { Speaker } from '../english/speaker.js';
import type { SpokenLink } from '../generated-database.js';
import { drawFilter, hasGaps, measures, valueFields } from './filters.js';
import type { Filter } from './filters.js';
import type { Intent } from './intent.js';
import { drawColumns, drawLabel, drawLink } from './intent.js';
import {
  aggregate,
  all,
  compare,
  countAll,
  from,
  fromLink,
  joined,
  literal,
  ref,
  select,
  subquery,
} from './query-builder.js';

/** A phrase that leads from the child to its parent. */
function connector(speaker: Speaker, link: SpokenLink): string {
  return speaker.random.pick(link.phrases);
}

/** The parent under a filter: "the author named Anna Bose", "authors from Peru". */
function parentWords(speaker: Speaker, link: SpokenLink, filter: Filter): string {
  const noun = speaker.parentNoun(link);
  const label =
    filter.field === link.parent.labels[0] &&
    link.parent.labels.length === 1 &&
    filter.condition.kind === 'compare' &&
    filter.condition.operator === '=' &&
    filter.condition.right.kind === 'literal';
  if (label && speaker.random.chance(0.6)) {
    const v = speaker.value(String((filter.condition as { right: { value: string } }).right.value));
    return speaker.say(v, `the ${noun} ${v}`, `${noun} ${v}`, `the ${noun} named ${v}`);
  }
  const words = (chosen: string): string =>
    [filter.before, chosen, filter.after].filter(Boolean).join(' ');
  return speaker.say(words(plural(noun)), `the ${words(noun)}`, `${words(plural(noun))}`);
}

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

/** How many children each parent has, and the parents with many. */
export const childrenPerParent: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const link = drawLink(context);
  const label = link && drawLabel(speaker, link.parent);
  if (!link || !label) return undefined;
  const noun = speaker.parentNoun(link);
  const children = speaker.nouns(link.child);
  const names = speaker.fields(label, false);
  const sources = fromLink(link, random.chance(0.5) ? 'child' : 'parent');
  const groupBy = [ref(link.parentKey)];
  const labels = label.map((field) => ref(field));
  const kind = random.weighted([
    ['each', 4],
    ['most', 4],
    ['having', 4],
    ['measure', measures(link.child).length > 0 ? 3 : 0],
  ] as const);
  if (kind === 'each') {
    return {
      question: speaker.say(
        `How many ${children} does each ${noun} have? List the ${names} and the number.`,
        `For each ${noun}, ${speaker.say('show', 'give', 'find', 'list')} the ${names} and the number of ${children}.`,
        speaker.ask(`the ${names} of each ${noun} and the number of ${children}`),
        speaker.ask(`the number of ${children} for each ${noun}, with the ${names}`),
        `Show the ${names} of every ${noun} and how many ${children} ${speaker.say('there are', 'it has', 'they have')}.`,
        speaker.ask(
          `the ${plural(names)} of all ${plural(noun)} and the corresponding number of ${children}`,
        ),
      ),
      query: select(sources, [...labels, countAll], { groupBy }),
    };
  }
  if (kind === 'most') {
    const most = random.chance(0.8);
    const limit = random.chance(0.8) ? 1 : random.integer(2, 4);
    const extreme = most
      ? speaker.say('most', 'highest number of', 'largest number of', 'greatest number of')
      : speaker.say('fewest', 'smallest number of', 'least');
    const extra = random.chance(0.25)
      ? random.sample(
          valueFields(link.parent).filter((field) => !label.includes(field)),
          1,
        )
      : [];
    const shown = extra.length > 0 && random.chance(0.5) ? extra : [...label, ...extra];
    const withCount = random.chance(0.2);
    const words = speaker.fields(shown, limit > 1);
    const top = limit === 1 ? noun : `${speaker.number(limit)} ${plural(noun)}`;
    const tail = withCount
      ? speaker.say(
          `, and how many ${limit === 1 ? 'is it' : 'are they'}`,
          ' and that number',
          ` and the number of ${children}`,
        )
      : '';
    const has = limit === 1 ? 'has' : 'have';
    return {
      question: speaker.say(
        `Which ${top} ${has} the ${extreme} ${children}? ${capitalise(speaker.say('give', 'show', 'list', 'return'))} the ${words}${tail}.`,
        speaker.ask(
          `the ${words} of the ${top} with the ${extreme} ${children}${tail}`,
          limit === 1 && shown.length === 1,
        ),
        speaker.ask(
          `the ${words} of the ${top} that ${has} the ${extreme} ${children}${tail}`,
          limit === 1 && shown.length === 1,
        ),
      ),
      query: select(
        sources,
        [...shown.map((field) => ref(field)), ...(withCount ? [countAll] : [])],
        { groupBy, orderBy: [{ expression: countAll, descending: most }], limit },
      ),
    };
  }
  if (kind === 'having') {
    const limit = random.integer(1, 4);
    const [operator, words, value] = random.pick([
      ['>', `more than ${speaker.number(limit)}`, limit],
      ['>=', `at least ${speaker.number(limit + 1)}`, limit + 1],
      ['>=', `${speaker.number(limit + 1)} or more`, limit + 1],
      ['<', `fewer than ${speaker.number(limit + 1)}`, limit + 1],
      ['=', `exactly ${speaker.number(limit)}`, limit],
    ] as const);
    const shown = random.chance(0.3) ? drawColumns(speaker, link.parent) : label;
    const columns = speaker.fields(shown, true);
    return {
      question: speaker.say(
        `Which ${plural(noun)} have ${words} ${children}? ${capitalise(speaker.say('give', 'show', 'list'))} the ${columns}.`,
        speaker.ask(`the ${columns} of ${plural(noun)} with ${words} ${children}`),
        speaker.ask(`the ${columns} of the ${plural(noun)} that have ${words} ${children}`),
        speaker.ask(`the ${columns} of ${plural(noun)} having ${words} ${children}`),
      ),
      query: select(
        sources,
        shown.map((field) => ref(field)),
        { groupBy, having: compare(countAll, operator, literal(value)) },
      ),
    };
  }
  const field = random.pick(measures(link.child));
  const [name, word] = random.pick([
    ['avg', 'average'],
    ['sum', 'total'],
    ['max', 'highest'],
    ['max', 'maximum'],
    ['min', 'lowest'],
    ['min', 'minimum'],
  ] as const);
  const measured = `${word} ${speaker.field(field)}`;
  const extreme = (name === 'avg' || name === 'sum') && random.chance(0.35);
  if (extreme) {
    const most = random.chance(0.7);
    return {
      question: speaker.say(
        `Which ${noun} has the ${most ? 'highest' : 'lowest'} ${measured} of ${children}? Give the ${names}.`,
        speaker.ask(
          `the ${names} of the ${noun} with the ${most ? speaker.say('highest', 'largest') : speaker.say('lowest', 'smallest')} ${measured} of ${children}`,
          true,
        ),
      ),
      query: select(sources, labels, {
        groupBy,
        orderBy: [{ expression: aggregate(name, ref(field)), descending: most }],
        limit: 1,
      }),
    };
  }
  return {
    question: speaker.say(
      `For each ${noun}, ${speaker.say('show', 'find', 'give')} the ${names} and the ${measured} of its ${children}.`,
      speaker.ask(`the ${names} of each ${noun} and the ${measured} of its ${children}`),
      speaker.ask(`the ${measured} of ${children} for each ${noun}, with the ${names}`),
    ),
    query: select(sources, [...labels, aggregate(name, ref(field))], { groupBy }),
  };
};

/** Parents without children, or without children of some kind. */
export const parentsWithout: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const link = drawLink(context);
  if (!link) return undefined;
  const noun = speaker.parentNoun(link);
  const filter = random.chance(0.35) ? drawFilter(speaker, link.child) : undefined;
  const children = [filter?.before, speaker.nouns(link.child), filter?.after]
    .filter(Boolean)
    .join(' ');
  const after = speaker.say(
    `that do not have any ${children}`,
    `without any ${children}`,
    `without ${children}`,
    `that have no ${children}`,
    `with no ${children}`,
    `that never had ${children}`,
    `not having any ${children}`,
  );
  const used = select(from(link.child), [ref(link.childField)], { where: filter?.condition });
  const where = {
    kind: 'in',
    negated: true,
    value: ref(link.parentKey),
    set: [subquery(used)],
  } as const;
  if (random.chance(0.25)) {
    return {
      question: speaker.say(
        `How many ${plural(noun)} are there ${after}?`,
        `Count the ${plural(noun)} ${after}.`,
        `What is the number of ${plural(noun)} ${after}?`,
        `Find the number of ${plural(noun)} ${after}.`,
      ),
      query: select(from(link.parent), [countAll], { where }),
    };
  }
  const columns = drawColumns(speaker, link.parent);
  const words = speaker.fields(columns, true);
  return {
    question: speaker.say(
      `Which ${plural(noun)} have no ${children}? ${capitalise(speaker.say('give', 'list', 'show'))} the ${words}.`,
      speaker.ask(`the ${words} of ${plural(noun)} ${after}`),
      speaker.ask(`the ${words} of the ${plural(noun)} ${after}`),
      speaker.ask(`the ${words} of all ${plural(noun)} ${after}`),
    ),
    query: select(
      from(link.parent),
      columns.map((column) => ref(column)),
      { where },
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

/** From one parent through the children to another parent: "students who take the course Logic". */
export const throughJunction: Intent = (context) => {
  const { speaker, database } = context;
  const { random } = speaker;
  const pairs = database.links.flatMap((one) =>
    database.links
      .filter((other) => other !== one && other.child === one.child && other.parent !== one.parent)
      .map((other) => [one, other] as const),
  );
  if (pairs.length === 0) return undefined;
  const [near, far] = random.pick(pairs);
  if (valueFields(near.parent).length === 0) return undefined;
  const filter = drawFilter(speaker, far.parent);
  if (!filter) return undefined;
  const sources = [...fromLink(near, 'parent'), joined(far.parent, far, near.child)];
  const parents = plural(speaker.parentNoun(near));
  const others = parentWords(speaker, far, filter);
  const child = speaker.noun(near.child);
  const after = speaker
    .say(
      `with ${speaker.say('a', 'any', 'some')} ${child} ${connector(speaker, far)} ${others}`,
      `that have ${plural(child)} ${connector(speaker, far)} ${others}`,
      `linked to ${others} through ${plural(child)}`,
      `who have ${plural(child)} ${connector(speaker, far)} ${others}`,
    )
    .replace(/\ba ([aeiou])/g, 'an $1');
  if (random.chance(0.2)) {
    return {
      question: speaker.say(
        `How many different ${parents} are there ${after}?`,
        `Count the distinct ${parents} ${after}.`,
      ),
      query: select(sources, [aggregate('count', ref(near.parentKey), true)], {
        where: filter.condition,
      }),
    };
  }
  if (random.chance(0.15) && measures(near.parent).length > 0) {
    const field = random.pick(measures(near.parent));
    return {
      question: speaker.ask(`the average ${speaker.field(field)} of ${parents} ${after}`, true),
      query: select(sources, [aggregate('avg', ref(field))], { where: filter.condition }),
    };
  }
  const columns = drawColumns(speaker, near.parent);
  const distinct = random.chance(0.4);
  const words = speaker.fields(columns, true);
  return {
    question: speaker.ask(
      `the ${distinct ? speaker.say('distinct ', 'different ', 'unique ') : ''}${words} of ${speaker.say('', 'the ', 'all ')}${parents} ${after}`,
    ),
    query: select(
      sources,
      columns.map((column) => ref(column)),
      { where: filter.condition, distinct },
    ),
  };
};

/** Columns of both parents of a child: "the borrower and the book of each loan". */
export const bothParents: Intent = (context) => {
  const { speaker, database } = context;
  const pairs = database.links.flatMap((one, index) =>
    database.links
      .slice(index + 1)
      .filter((other) => other.child === one.child)
      .map((other) => [one, other] as const),
  );
  if (pairs.length === 0) return undefined;
  const [one, other] = speaker.random.pick(pairs);
  const [first, second] = [drawLabel(speaker, one.parent), drawLabel(speaker, other.parent)];
  if (!first || !second) return undefined;
  // Two references to one table need two uses of it.
  const instance = one.parent === other.parent ? 1 : 0;
  const filter = speaker.random.chance(0.35) ? drawFilter(speaker, one.child) : undefined;
  const child = [filter?.before, speaker.noun(one.child), filter?.after].filter(Boolean).join(' ');
  const parts = [
    `the ${speaker.fields(first, false)} of the ${speaker.parentNoun(one)}`,
    `the ${speaker.fields(second, false)} of the ${speaker.parentNoun(other)}`,
  ];
  return {
    question: speaker.say(
      `For each ${child}, ${speaker.say('show', 'list', 'give', 'find')} ${enumerate(parts)}.`,
      speaker.ask(`${enumerate(parts)} for each ${child}`),
      speaker.ask(`${enumerate(parts)} of every ${child}`),
    ),
    query: select(
      [...fromLink(one, 'child'), joined(other.parent, other, one.child, instance)],
      [...first.map((field) => ref(field)), ...second.map((field) => ref(field, instance))],
      { where: filter?.condition },
    ),
  };
};

/** Parents that have children of one kind and of another, or of one and not of the other. */
export const parentsInBoth: Intent = (context) => {
  const { speaker } = context;
  const link = drawLink(context);
  const label = link && drawLabel(speaker, link.parent);
  if (!link || !label) return undefined;
  const first = drawFilter(speaker, link.child);
  const second = drawFilter(speaker, link.child);
  if (!first || !second || JSON.stringify(first.condition) === JSON.stringify(second.condition))
    return undefined;
  const operator = speaker.random.chance(0.55) ? 'intersect' : 'except';
  const side = (filter: Filter) =>
    select(
      fromLink(link, 'parent'),
      label.map((field) => ref(field)),
      { where: filter.condition },
    );
  const words = (filter: Filter): string =>
    [filter.before, speaker.nouns(link.child), filter.after].filter(Boolean).join(' ');
  const noun = plural(speaker.parentNoun(link));
  const names = speaker.fields(label, true);
  const joint =
    operator === 'intersect'
      ? speaker.say('and also', 'as well as', 'and')
      : speaker.say('but no', 'but not', 'and no');
  return {
    question: speaker.ask(
      speaker.say(
        `the ${names} of ${noun} that have ${operator === 'intersect' ? 'both ' : ''}${words(first)} ${joint} ${words(second)}`,
        `the ${names} of the ${noun} with ${words(first)} ${joint} ${words(second)}`,
      ),
    ),
    query: { kind: 'set', operator, all: false, left: side(first), right: side(second) },
  };
};
