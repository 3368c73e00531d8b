import { plural } from '../english/inflection.js';
import { capitalise } from '../english/speaker.js';
import type { Speaker } from '../english/speaker.js';
import type { SpokenField, SpokenLink } from '../generated-database.js';
import { measures, valueFields } from './field-values.js';
import { drawColumns, drawLabel, drawLink } from './intent.js';
import type { AskedQuery, Intent } from './intent.js';
import { aggregate, compare, countAll, fromLink, literal, ref, select } from './query-builder.js';

/** A link with the words for its ends and the start of the query: parents, each with its children. */
interface Gathered {
  readonly speaker: Speaker;
  readonly link: SpokenLink;
  readonly label: readonly SpokenField[];
  readonly noun: string;
  readonly children: string;
  readonly names: string;
  readonly sources: ReturnType<typeof fromLink>;
  readonly groupBy: readonly [ReturnType<typeof ref>];
}

/** How many children each parent has, and the parents with many. */
export const childrenPerParent: Intent = (context) => {
  const { speaker } = context;
  const { random } = speaker;
  const link = drawLink(context);
  const label = link && drawLabel(speaker, link.parent);
  if (!link || !label) return undefined;
  const gathered: Gathered = {
    speaker,
    link,
    label,
    noun: speaker.parentNoun(link),
    children: speaker.nouns(link.child),
    names: speaker.fields(label, false),
    sources: fromLink(link, random.chance(0.5) ? 'child' : 'parent'),
    groupBy: [ref(link.parentKey)],
  };
  const ask = random.weighted([
    [numberForEach, 4],
    [parentsWithMost, 4],
    [parentsWithSoMany, 4],
    [measureForEach, measures(link.child).length > 0 ? 3 : 0],
  ] as const);
  return ask(gathered);
};

/** The number of children beside each parent. */
function numberForEach({
  speaker,
  label,
  noun,
  children,
  names,
  sources,
  groupBy,
}: Gathered): AskedQuery {
  const labels = label.map((field) => ref(field));
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

/** The parents with the most or the fewest children. */
function parentsWithMost({
  speaker,
  link,
  label,
  noun,
  children,
  sources,
  groupBy,
}: Gathered): AskedQuery {
  const { random } = speaker;
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

/** The parents whose number of children keeps to a bound. */
function parentsWithSoMany({
  speaker,
  link,
  label,
  noun,
  children,
  sources,
  groupBy,
}: Gathered): AskedQuery {
  const { random } = speaker;
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

/** A measure of the children beside each parent, or the parent where it is highest or lowest. */
function measureForEach({
  speaker,
  link,
  label,
  noun,
  children,
  names,
  sources,
  groupBy,
}: Gathered): AskedQuery {
  const { random } = speaker;
  const labels = label.map((field) => ref(field));
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
}
