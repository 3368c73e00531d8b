import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import type { QuestionLink } from '../linking/question-linker.js';
import type { FollowUp, FollowUpRule, Refinement } from './follow-up.js';
import type { HistoryTurn } from './history-turn.js';
import { Phrase, startsSentence } from './phrase.js';
import { isOneAggregate, namesEntity, namesSubject } from './query-subject.js';
import { breakDown } from './rules/break-down.js';
import { countedQuery, countRows, countThem } from './rules/count-them.js';
import { extremeOfThem } from './rules/extreme-of-them.js';
import { firstOfThem } from './rules/first-of-them.js';
import { flipOrder } from './rules/flip-order.js';
import { leaveOut } from './rules/leave-out.js';
import { listed, listThem } from './rules/list-them.js';
import { orderThem } from './rules/order-them.js';
import { restrictThem } from './rules/restrict-them.js';
import { showFields } from './rules/show-fields.js';
import { swapAggregate } from './rules/swap-aggregate.js';
import { varyValue } from './rules/vary-value.js';

/** In the order in which they are tried: what says more clearly what it means comes first. */
const rules: readonly FollowUpRule[] = [
  listThem,
  flipOrder,
  firstOfThem,
  orderThem,
  extremeOfThem,
  swapAggregate,
  breakDown,
  showFields,
  leaveOut,
  restrictThem,
  varyValue,
];

/** Rules that choose among rows, whether they are shown or counted. */
const ofRows: ReadonlySet<FollowUpRule> = new Set([leaveOut, restrictThem, varyValue]);

/** Rules about rows that are shown: of a number, they show what it counts. */
const ofLists: ReadonlySet<FollowUpRule> = new Set([orderThem, extremeOfThem]);

const politeness =
  '(?:ok|okay|so|great|thanks|thank you|now|then|please|can you|could you|would you)';

/**
 * The query that a question asks for when it is read as a follow-up of `turn`; undefined where it cannot be read so with certainty:
 * every word has to have its place.
 */
export function readFollowUp(
  { linked, spellings, values }: Pick<QuestionLink, 'linked' | 'spellings' | 'values'>,
  turn: HistoryTurn,
  earlier: LogicalQuery,
  schema: DatabaseSchema,
): Refinement | undefined {
  const followUp: FollowUp = {
    phrase: Phrase.of(linked.question).without(`${politeness}(?: ${politeness})*`),
    candidates: linked.candidates,
    spellings,
    values,
    schema,
    earlier,
    earlierQuestion: turn.question,
  };
  if (isComplete(followUp.phrase, schema)) return undefined;
  const counted = countThem(followUp);
  if (counted !== undefined || earlier.kind === 'set') return counted;
  const inner = countedQuery(earlier);
  if (inner?.kind === 'set') return undefined;
  for (const rule of rules) {
    const rows = inner ?? earlier;
    const shown =
      (ofLists.has(rule) || asksForRows(followUp.phrase)) && isOneAggregate(rows)
        ? listed(rows, turn.question, schema)
        : rows;
    const refinement = shown && rule({ ...followUp, earlier: shown });
    if (refinement === undefined) continue;
    return inner !== undefined && ofRows.has(rule) && !asksForRows(followUp.phrase)
      ? { ...refinement, query: countRows(refinement.query) }
      : refinement;
  }
  return undefined;
}

/** True for a question that makes no sense alone: its words point back, or it names no table. */
export function pointsBack(question: string, schema: DatabaseSchema): boolean {
  const phrase = Phrase.of(question);
  return (
    !names(phrase, schema) ||
    /(?:^| )(?:them|these|those|ones|they|instead)(?: |$)/.test(phrase.text) ||
    /^(?:and|but|or|only|just|what about|how about|without|except|same|the same) /.test(
      phrase.text,
    ) ||
    /(?:^| )(?:its|their) \S+$/.test(phrase.text)
  );
}

/** True for what wants to see the rows that were only counted before. */
function asksForRows(phrase: Phrase): boolean {
  return /^(?:which|who|list|show|name) /.test(phrase.text);
}

/** True for a sentence that names what it is about, and nothing that was answered. */
export function isComplete(phrase: Phrase, schema: DatabaseSchema): boolean {
  const pointing =
    /(?:^| )(?:them|these|those|ones|they|it|its|their|his|her|instead|also|too|same)(?: |$)/;
  return (
    startsSentence(phrase) &&
    names(phrase, schema) &&
    !pointing.test(phrase.text) &&
    !/^(?:what|how) about /.test(phrase.text)
  );
}

function names(phrase: Phrase, schema: DatabaseSchema): boolean {
  return namesEntity(phrase, schema) || namesSubject(phrase, schema);
}
