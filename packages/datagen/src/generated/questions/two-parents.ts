import { enumerate, plural } from '../english/inflection.js';
import { drawFilter } from './draw-filter.js';
import { measures, valueFields } from './field-values.js';
import { drawColumns, drawLabel } from './intent.js';
import type { Intent } from './intent.js';
import { connector, parentWords } from './parent-words.js';
import { aggregate, fromLink, joined, ref, select } from './query-builder.js';

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
