/**
 * Requests to change rows or the schema, told from questions about changes ("Which orders were deleted?") by their grammar: an
 * imperative with an object, after any politeness.
 *
 * @module
 */
import type { FoundWords, QuestionText } from './question-text.js';

/** Verbs that do nothing but change, whatever follows that is not a noun of theirs ("delete date"). */
const changing =
  'delete|erase|truncate|purge|wipe|rename|insert|overwrite|discard|alter|modify|edit|undo';

/** Verbs that change what follows when that is an object: with an article, or named in the database. */
const withObject =
  'drop|update|remove|change|adjust|correct|fix|cancel|replace|reset|archive|restore|reopen|approve|reject|activate|deactivate|' +
  'disable|enable|unblock|assign|reassign|move|transfer|swap|mark|increase|decrease|reduce|halve|triple|register(?!\\s+all\\b.*\\b(?:by|per)\\b)|enroll|enrol|' +
  'promote|demote|retire|suspend|ban|expel|discharge|appoint|relocate|renew|terminate|upgrade|downgrade|reschedule|postpone|upload|import|confirm|unsubscribe|subscribe|hire|dismiss|refund|revoke|grant';

/** Verbs that are nouns or adjectives as well: only an article or a pronoun after them makes them verbs. */
const withArticle =
  'book|reserve|schedule|raise|lower|double|close|clear|empty|block|lock|unlock|label|tag|fire|ship|save|store|copy|submit|pay|make';

const article =
  '(?:all|every|each|the|an?|this|that|these|those|my|our|your|their|his|her|its|any|both|him|it|them|everything|everyone|everybody|one|two|another)\\b';

const polite =
  '(?:(?:please|pls|kindly|now|then|just|also|hey|hi|hello|ok|okay|so|momq|quickly)\\b[,!]?\\s+|' +
  '(?:can|could|would|will)\\s+(?:you|we|i|u|someone|somebody)\\s+|(?:i|we)\\s+(?:want|need|wish|have|would like)\\s+(?:you\\s+)?to\\s+|' +
  "(?:i|we)'d\\s+like\\s+(?:you\\s+)?to\\s+|let'?s\\s+|let\\s+us\\s+|go\\s+ahead\\s+and\\s+|help\\s+me\\s+(?:to\\s+)?|" +
  '(?:you|we)\\s+(?:should|must|have\\s+to|need\\s+to)\\s+|is\\s+it\\s+possible\\s+to\\s+|make\\s+sure\\s+to\\s+|' +
  'how\\s+(?:do|can|could|would|should)\\s+(?:i|we|one|you)\\s+|how\\s+to\\s+|(?:and|or)\\s+)*';

const begin = `(?:^|[.!?;:\\n]\\s*)\\s*${polite}`;

/** What follows a verb that is a noun there, or part of one. */
const noun =
  '(?!\\s*(?:$|[?,:;.]|-)|\\s+(?:dates?|times?|counts?|history|logs?|rates?|flags?|numbers?|of|in|per|by|status|at|on|timestamps?|reasons?|events?|and|or|requests?|is|are|was|were)\\b)';

/** What is taken out of a result, and not out of the database. */
const shownOnly =
  /\b(?:duplicates?|duplicated|nulls?|blanks?|outliers?|repetitions?|from the (?:list|result|results|output|answer)|to the (?:result|results|output|answer))\b/;

/** Where what is put *in alphabetical order* or *in order of name* stays where it is. */
const inOrder =
  '.*\\bin(?:to)?\\s+(?:(?:the\\s+|an?\\s+)?(?:\\w+(?:al|ic|ically|ing)|reverse|date|name|price|age|size|right|correct)\\s+)?order\\b(?!\\s*(?:#|no\\b|numbers?\\b|\\d))';

/** Where it makes a part of the result: *in a column*, *in one list*. */
const inColumn =
  '.*\\bin(?:to)?\\s+(?:an?|one|the\\s+same)\\s+(?:\\w+\\s+)?(?:columns?|lists?|tables?|rows?)\\s*(?:$|[?.!])';

/** First names that are verbs, before a family name and what is asked of the person: *Mark Smith's orders*. */
const personFirst =
  /^(?:Mark|Grant)\s+\p{Lu}\p{L}+(?!.*\b(?:as|access|admin\w*|permissions?|rights?|privileges?|roles?)\b)/u;

const sql =
  /\b(?:drop|truncate|alter|create)\s+(?:table|database|schema|view|index|column|user|role|trigger)\b|\bdelete\s+from\b|\binsert\s+into\b|\bupdate\s+\S+\s+set\b/;

const patterns: readonly RegExp[] = [
  sql,
  new RegExp(`${begin}(?<verb>${changing})\\b${noun}`),
  new RegExp(
    `${begin}(?<verb>${withObject}|${withArticle})\\s+${article}(?!\\s+(?:list|report|summary|overview|table of|ranking)\\b)`,
  ),
  new RegExp(`${begin}(?<verb>${withObject})\\b${noun}\\s+(?<object>[\\p{L}\\p{N}_]+)`, 'u'),
  new RegExp(`${begin}(?<verb>set)\\s+(?!aside\\b|apart\\b|of\\b).+?(?:\\s(?:to|as|equal)\\b|=)`),
  new RegExp(
    `${begin}(?<verb>make)\\s+(?!(?:lists?|tables?|reports?|overviews?|summary)\\s+(?:of|with|for|showing|about|per|by)\\b)(?<object>[\\p{L}\\p{N}_]+)(?!\\s+(?:lists?|tables?|reports?)\\b)`,
    'u',
  ),
  new RegExp(
    `${begin}(?<verb>put)\\s+(?!together\\b|${inOrder}|${inColumn}).+?\\s(?:in|into|on|onto|back)\\b`,
  ),
  new RegExp(
    `${begin}(?<verb>add)\\s+(?:(?:an?|new|another|one|two|three|four|five|ten|some|more|\\d+)\\s+(?!and\\b|plus\\b|(?:more\\s+|new\\s+)?columns?\\s+(?:showing|with|for)\\b)|(?!up\\b|together\\b).+?\\s(?:to|into)\\s+(?:${article}|[\\p{L}_]+))`,
    'u',
  ),
  new RegExp(
    `${begin}(?<verb>create)\\s+(?!(?:an?\\s+|the\\s+|new\\s+|me\\s+)*(?:list|report|summary|overview|ranking|query|chart|graph|table\\s+(?:of|with|show)|breakdown|comparison))(?:an?\\s+|the\\s+|new\\s+)*[\\p{L}_]+`,
    'u',
  ),
  new RegExp(
    `${begin}(?<verb>give)\\s+(?!me\\b|us\\b).+?\\san?\\s(?:\\S+\\s){0,3}(?:raise|rise|discount|bonus|promotion|refund|pay rise)\\b`,
  ),
  /\b(?<verb>get\s+rid\s+of|throw\s+away|clean\s+up)\s+/,
  /\b(?:and|then)\s+(?<verb>delete|remove|erase|drop|update|set|change|rename|cancel|mark|archive|deactivate|discard|replace)\s+(?:him|her|them|it|all|the|every|each|those|these|their)\b/,
  /^(?!.*\b(?:which|what|who|how|when|where|list|show)\b).*\b(?:should|must|needs? to|ha(?:s|ve) to)\s+be\s+(?<verb>deleted|removed|erased|changed|updated|renamed|cancelled|canceled|archived|set\s+to)\b/,
  /\bwould\s+you\s+mind\s+(?<verb>deleting|removing|changing|updating|adding|renaming|erasing|dropping|setting|cancell?ing)\b/,
];

/** The words that ask for a change; undefined when nothing does. */
export function changeRequest(text: QuestionText): FoundWords | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text.plain);
    if (found === null) continue;
    const rest = text.plain.slice(found.index);
    if (shownOnly.test(rest)) continue;
    const { verb, object } = found.groups ?? {};
    const at = verb === undefined ? found.index : found.index + found[0].lastIndexOf(verb);
    if (verb !== undefined && text.isInHeldName(at)) continue;
    if (object !== undefined) {
      if (personFirst.test(text.found(at, text.plain.length).text)) continue;
      const start = found.index + found[0].length - object.length;
      if (!text.isMentioned(start, start + object.length)) continue;
    }
    return text.found(at, verb === undefined ? found.index + found[0].length : at + verb.length);
  }
  return undefined;
}
