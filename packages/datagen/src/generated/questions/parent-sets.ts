import { plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import { drawFilter } from './draw-filter.js';
import type { Filter } from './filter.js';
import { drawColumns, drawLabel, drawLink } from './intent.js';
import type { Intent } from './intent.js';
import { countAll, from, fromLink, ref, select, subquery } from './query-builder.js';

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
