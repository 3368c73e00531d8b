import type { Expression, SelectQuery } from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { nameStems } from '../../linking/name-stems.js';
import { spansOfEntity, wordAt } from './question-phrases.js';
import { joinedAlong } from './select-conditions.js';

const all: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};

const different = /^(?:different|distinct|unique|separate|individual|various)$/;

/**
 * Counts what the question counts: *how many matches …* are rows of `matches`, also where the query counts the teams that they are
 * compared with, or different values of a column of theirs. One link at least has to join the two.
 */
export function withAskedCount(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { words, schema } = asked;
  if (wordAt(words, 0) !== 'how' || wordAt(words, 1) !== 'many') return query;
  const [counted, ...more] = query.select;
  if (counted?.kind !== 'aggregate' || counted.function !== 'count' || more.length > 0)
    return query;
  if (query.groupBy.length > 0) return query;
  const named = schema.entities.filter(({ name }) =>
    spansOfEntity(words, name).some(([first]) => first === 2 || (first === 3 && !isName(asked, 2))),
  );
  const [entity, ...others] = named;
  if (entity === undefined || others.length > 0) return query;
  const sources = entitySources(query.from);
  const [source, ...rest] = sources;
  if (source === undefined || rest.length > 0) return query;
  if (source.entity === entity.name)
    return counted.distinct && !asksForDifferent(words) ? { ...query, select: [all] } : query;
  if (query.where === undefined) return query;
  const stem = nameStems(entity.name).at(-1) ?? '';
  if ([0, 1].some((place) => nameStems(source.entity).includes(words[2 + place]?.stem ?? stem)))
    return query;
  const link = schema.links.find(
    ({ from, to }) => from.entity === entity.name && to.entity === source.entity,
  );
  if (link === undefined) return query;
  return { ...joinedAlong(query, link, source), select: [all] };
}

/** True where the question counts different values, in a word. */
function asksForDifferent(words: AskedQuestion['words']): boolean {
  return words.some((_, place) => different.test(wordAt(words, place) ?? ''));
}

function isName({ words, schema }: AskedQuestion, place: number): boolean {
  return schema.entities.some(({ name }) =>
    spansOfEntity(words, name).some(([first]) => first === place),
  );
}
