import { opensCase } from './case-words.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import {
  eachWord,
  opened,
  to,
  toWords,
  unnamed,
  type SqlAction,
  type SqlNode,
} from './sql-place.js';

/** Parts of a date that EXTRACT reads. */
const DATE_PARTS =
  'year month day hour minute second quarter week dow doy epoch isodow isoyear decade century'.split(
    ' ',
  );

/** Units of time as arguments, and INTERVAL with a number or a text and a unit. */
function unitWords({ units }: SqlGrammarRules, done: SqlAction): Record<string, SqlAction> {
  if (units === undefined) return {};
  const functions = new Set(units.functions);
  const inCall: SqlAction = (place) =>
    place.frame.kind === 'call' && functions.has(place.frame.part ?? '') ? done(place) : undefined;
  const unit = toWords(eachWord(units.names, done));
  const number: SqlNode = { number: unit, text: unit };
  return {
    ...eachWord(units.names, inCall),
    interval: to(() => ({ ...number, symbols: { '-': to(() => number) } })),
  };
}

/** A parenthesis that may hold a query. */
export function inParentheses(nodes: SqlNodes, node: () => SqlNode): SqlAction {
  return (place) =>
    opened(unnamed(place), { kind: 'group', then: to(() => nodes.operator) }, node());
}

/** A text in the quotes of names where one is likely, in dialects that read it so. */
export function looseText(nodes: SqlNodes, { forms }: SqlGrammarRules): SqlNode {
  return forms.includes('text-in-name-quotes')
    ? { quotedText: (place) => ({ ...unnamed(place), node: nodes.operator }) }
    : {};
}

/** Where values begin. */
export function operandNodes(
  nodes: SqlNodes,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'operand' | 'value' | 'item' | 'group'> {
  const { forms } = rules;
  const toOperand = to(() => nodes.operand);
  const toOperator = to(() => nodes.operator);
  const toConstant: SqlAction = (place) => toOperator(unnamed(place));
  const operandWords: Record<string, SqlAction> = {
    not: toOperand,
    exists: to(() => ({ symbols: { '(': inParentheses(nodes, () => nodes.subquery) } })),
    case: opensCase(nodes),
    cast: to(() => ({
      symbols: {
        '(': (place) => opened(unnamed(place), { kind: 'cast', then: toOperator }, operand),
      },
    })),
    ...(forms.includes('safe-cast') && {
      safe_cast: to(() => ({
        symbols: {
          '(': (place) => opened(unnamed(place), { kind: 'cast', then: toOperator }, operand),
        },
      })),
    }),
    ...eachWord(rules.constants, toConstant),
    ...unitWords(rules, toConstant),
    ...(forms.includes('array') && {
      array: to(() => ({
        symbols: {
          '[': (place) => opened(unnamed(place), { kind: 'brackets', then: toOperator }, operand),
          '(': inParentheses(nodes, () => nodes.subquery),
        },
      })),
    }),
    ...(forms.includes('extract') && {
      extract: to(() => ({
        symbols: {
          '(': (place) =>
            opened(
              place,
              { kind: 'extract', part: 'extract', then: toOperator },
              {
                words: eachWord(rules.dateParts ?? DATE_PARTS, toWords({ from: toOperand })),
              },
            ),
        },
      })),
    }),
  };

  const operand: SqlNode = {
    names: nodes.valueNames,
    words: operandWords,
    symbols: {
      '(': inParentheses(nodes, () => nodes.group),
      '-': toOperand,
      '+': toOperand,
      ...(rules.operators.includes('~') && { '~': toOperand }),
    },
    text: toConstant,
    number: toConstant,
  };

  const value: SqlNode = {
    ...operand,
    ...looseText(nodes, rules),
    ...(forms.includes('quantified') && {
      words: {
        ...operandWords,
        ...eachWord(
          ['any', 'all', 'some'],
          to(() => ({ symbols: { '(': inParentheses(nodes, () => nodes.group) } })),
        ),
      },
    }),
  };

  const groupStart: SqlNode = {
    ...operand,
    words: { ...operandWords, ...nodes.subquery.words },
  };

  const item: SqlNode = {
    ...operand,
    symbols: {
      ...operand.symbols,
      '*': (place) =>
        place.frame.kind === 'query' && place.query.clause === 'select'
          ? { ...place, node: nodes.afterStar, query: { ...place.query, item: { star: null } } }
          : undefined,
    },
  };

  return { operand, value, item, group: groupStart };
}
