import type { SelectQuery } from '@momq/dialect';
import { foldText } from '../../linking/fold-text.js';
import { numberOf } from '../../linking/number-words.js';
import { nameStems } from '../../linking/name-stems.js';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { isSingular, spansOfEntity, wordAt } from './question-phrases.js';

const ends = 'first|last|at the (?:top|bottom|start|end|beginning)';
const clauseEnd = '(?=\\s*(?:[,.;:?!)]|$|(?:and|then|please|but)\\b))';
const adverbs = 'alphabetical|chronological|ascending|descending|increasing|decreasing|reverse';
/** Phrases that ask for an order of all rows: *newest first*, *from cheapest to dearest*, *sorted by name*. */
const orders = [
  new RegExp(
    `\\b(?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest) (?:ones? )?(?:${ends})${clauseEnd}`,
  ),
  /\b(?:from )?(?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest) to (?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest)\b/,
  new RegExp(
    `\\b(?:sort|sorted|sorting|order|ordered|ordering|arrange|arranged|rank|ranked|listed) (?:them |these |it |all )?(?:(?:in )?(?:the )?(?:${adverbs})(?:ly)? (?:order )?)?by\\b`,
  ),
  new RegExp(`\\bin (?:the )?(?:${adverbs})(?: [a-z]+)? order\\b`),
  new RegExp(`\\b(?:${adverbs})ly\\b`),
  /\bfrom (?:high|large|big|old|new|a|early|late|low|small)(?:est)? to (?:low|small|new|old|z|late|early|high|large|big)(?:est)?\b/,
];
/** Words that ask for some of the rows. */
const some =
  /\b(?:top|bottom|best|worst|first|last|latest|most|least|next|only|single|just|maximum|minimum|max|min|[a-z]{3,}est|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|any other|half|few|couple|several|dozen|page|percent|winner|wins?|won|leader|leads?|leading)\b|%/;
/** Words that end in *est* and are no superlatives. */
const noSuperlatives = /\b(?:interest|request|guest|west|test|forest|harvest|invest|nest|rest)\b/g;

/**
 * All rows where the question asks for an order alone: *all invoices, newest first* is every invoice, not one, whatever limit the
 * query has. A number that the question states, one row that it asks for (*the class sorted by price*), or another word that asks for the
 * first or for few leave the limit alone, and so does who *ordered by phone*.
 */
export function withAskedOrder(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { question, words } = asked;
  if (query.limit === undefined || query.orderBy.length === 0) return query;
  if (words.some(({ text }) => numberOf(text) === query.limit)) return query;
  if (asksForOne(query, words) || ordersGoods(query, asked)) return query;
  const said = foldText(question).replaceAll(/\s+/g, ' ').replaceAll(noSuperlatives, ' ');
  const rest = orders.reduce((text, order) => text.replace(order, ' '), said);
  if (rest === said || some.test(rest)) return query;
  const { limit: _limit, offset: _offset, ...all } = query;
  return all;
}

/** True for *a class*, *which class*: one row, of whatever order. */
function asksForOne({ from }: SelectQuery, words: AskedQuestion['words']): boolean {
  return entitySources(from).some(({ entity }) =>
    spansOfEntity(words, entity).some(([first, end]) => {
      const before = wordAt(words, first - 1);
      return (
        /^(?:an?|the|which|what|that|this)$/.test(before) && isSingular(wordAt(words, end - 1))
      );
    }),
  );
}

/** True where *ordered by* speaks of no field: *orders placed by Kim*. */
function ordersGoods({ from }: SelectQuery, { words, schema }: AskedQuestion): boolean {
  const used = new Set(entitySources(from).map(({ entity }) => entity));
  const fields = schema.entities.flatMap((each) => (used.has(each.name) ? each.fields : []));
  const names = new Set(fields.flatMap(({ name }) => nameStems(name)));
  return words.some(({ text }, place) => {
    if (!/^order(?:ed)?$/i.test(text) || wordAt(words, place + 1) !== 'by') return false;
    const said = words.slice(place + 2, place + 5);
    return !said.some(({ stem }) => names.has(stem) || general.has(stem));
  });
}

/** Stems that may stand for a field of another name. */
const general = new Set(['date', 'time', 'day', 'month', 'year', 'number', 'name'].map(stemOf));
