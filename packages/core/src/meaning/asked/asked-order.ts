import type { SelectQuery } from '@momq/dialect';
import { foldText } from '../../linking/fold-text.js';
import { numberOf } from '../../linking/number-words.js';
import type { AskedQuestion } from './asked-question.js';

const ends = 'first|last|at the (?:top|bottom|start|end|beginning)';
const clauseEnd = '(?=\\s*(?:[,.;:?!)]|$|(?:and|then|please|but)\\b))';
const adverbs = 'alphabetical|chronological|ascending|descending|increasing|decreasing|reverse';
/** Phrases that ask for an order of all rows: *newest first*, *from cheapest to dearest*, *sorted by name*. */
const orders = [
  new RegExp(
    `\\b(?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest) (?:ones? )?(?:${ends})${clauseEnd}`,
  ),
  /\b(?:from )?(?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest) to (?:the )?(?:(?:most|least) [a-z]+|[a-z]{3,}est|latest)\b/,
  /\b(?:sort|sorted|sorting|order|ordered|ordering|arrange|arranged|rank|ranked|listed) (?:them |these |it |all )?(?:(?:in )?[a-z]+ )?by\b/,
  new RegExp(`\\bin (?:the )?(?:${adverbs})(?: [a-z]+)? order\\b`),
  new RegExp(`\\b(?:${adverbs})ly\\b`),
  /\bfrom (?:high|large|big|old|new|a|early|late|low|small)(?:est)? to (?:low|small|new|old|z|late|early|high|large|big)(?:est)?\b/,
];
/** Words that ask for some of the rows. */
const some =
  /\b(?:top|bottom|best|worst|first|last|latest|most|least|next|only|single|just|maximum|minimum|max|min|[a-z]{3,}est)\b/;
/** Words that end in *est* and are no superlatives. */
const noSuperlatives = /\b(?:interest|request|guest|west|test|forest|harvest|invest|nest|rest)\b/g;

/**
 * All rows where the question asks for an order alone: *all invoices, newest first* is every invoice, not one, whatever limit the
 * query has. A number in the question, or another word that asks for the first or for few, leaves the limit alone.
 */
export function withAskedOrder(
  query: SelectQuery,
  { question, words }: AskedQuestion,
): SelectQuery {
  if (query.limit === undefined || query.orderBy.length === 0) return query;
  if (words.some(({ text }) => numberOf(text) === query.limit)) return query;
  const said = foldText(question).replaceAll(/\s+/g, ' ').replaceAll(noSuperlatives, ' ');
  const rest = orders.reduce((text, order) => text.replace(order, ' '), said);
  if (rest === said || some.test(rest)) return query;
  const { limit: _limit, offset: _offset, ...all } = query;
  return all;
}
