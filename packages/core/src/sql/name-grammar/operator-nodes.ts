import { worded } from './call-nodes.js';
import { caseWords } from './case-words.js';
import type { NameScope } from './name-scope.js';
import { inParentheses, looseText } from './operand-nodes.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import {
  closed,
  eachWord,
  opened,
  to,
  toWords,
  type SqlAction,
  type SqlNode,
  type SqlPlace,
} from './sql-place.js';

/** What follows values. */
export function operatorNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'operator' | 'afterDirection'> {
  const { forms } = rules;
  const toOperand = to(() => nodes.operand);
  const toValue = to(() => nodes.value);
  const toOperator = to(() => nodes.operator);
  const afterComma: SqlAction = (place) => {
    const { kind } = place.frame;
    if (kind === 'call') return toValue(place);
    if (kind === 'group' || kind === 'brackets') return toValue(place);
    return kind === 'window' ? toOperand(place) : nodes.nextItem(place);
  };

  const ordering = ({ frame, query }: SqlPlace): boolean =>
    frame.kind === 'window' ||
    frame.kind === 'call' ||
    (frame.kind === 'query' && query.clause === 'order');
  const direction: SqlAction = (place) =>
    ordering(place) ? { ...place, node: nodes.afterDirection } : undefined;
  const within =
    (kind: SqlPlace['frame']['kind'], action: SqlAction): SqlAction =>
    (place) =>
      place.frame.kind === kind ? action(place) : undefined;

  const inList: SqlAction = to(() => ({
    symbols: { '(': inParentheses(nodes, () => ({ ...nodes.group, ...looseText(nodes, rules) })) },
  }));
  const pattern = forms.includes('text-in-name-quotes') ? toValue : toOperand;
  const patternWords = {
    ...eachWord(rules.patterns, pattern),
    ...(rules.patterns.includes('ilike') && { similar: toWords({ to: toOperand }) }),
  };

  const comma: Record<string, SqlAction> = {
    ',': afterComma,
    ')': (place) =>
      place.frame.kind === 'case' || place.frame.kind === 'brackets' || place.frame.kind === 'cast'
        ? undefined
        : closed(place, scope),
  };

  const separator: SqlAction = (place) =>
    place.frame.kind === 'call' && place.frame.part === 'group_concat'
      ? toOperand(place)
      : undefined;

  const afterDirection: SqlNode = {
    words: {
      nulls: toWords({
        first: to(() => nodes.afterDirection),
        last: to(() => nodes.afterDirection),
      }),
      separator,
      ...nodes.clauseWords,
      ...nodes.windowWords,
    },
    symbols: { ...comma, ';': nodes.finish },
    end: nodes.mayEnd,
  };

  /** What `IS` compares with besides its own words. */
  const isOperand = (): SqlNode =>
    forms.includes('is-operand') ? { ...nodes.value, words: nodes.operand.words ?? {} } : {};

  const operatorWords: Record<string, SqlAction> = {
    and: toOperand,
    or: toOperand,
    is: to(() => ({
      ...isOperand(),
      words: {
        ...isOperand().words,
        ...isWords,
        not: to(() => ({ ...isOperand(), words: { ...isOperand().words, ...isWords } })),
      },
    })),
    not: toWords({
      in: inList,
      between: toValue,
      ...patternWords,
      ...(forms.includes('is-operand') && { null: toOperator }),
    }),
    in: (place) => (place.frame.part === 'position' ? toOperand(place) : inList(place)),
    ...patternWords,
    between: toValue,
    ...eachWord(rules.operators.filter(isWord), toOperand),
    escape: toOperand,
    separator,
    collate: toWords(eachWord(rules.collations, toOperator)),
    ...(forms.includes('isnull') && { isnull: toOperator, notnull: toOperator }),
    ...(forms.includes('at-time-zone') && { at: toWords({ time: toWords({ zone: toOperand }) }) }),
    asc: direction,
    desc: direction,
    nulls: (place) => (ordering(place) ? afterDirection.words?.['nulls']?.(place) : undefined),
    ...caseWords(nodes),
    from: (place) => worded(toOperand)(place) ?? nodes.clauseWords['from']?.(place),
    for: worded(toOperand),
    as: (place) =>
      place.frame.kind === 'cast' ? { ...place, node: nodes.type } : nodes.alias(place),
  };
  const isWords: Record<string, SqlAction> = {
    null: toOperator,
    true: toOperator,
    false: toOperator,
    unknown: toOperator,
    distinct: toWords({ from: toOperand }),
  };

  const operator: SqlNode = {
    names: nodes.implicitAlias(({ item }) => item === null),
    words: {
      ...nodes.clauseWords,
      ...nodes.windowWords,
      ...operatorWords,
      order: (place) =>
        nodes.clauseWords['order']?.(place) ??
        nodes.windowWords['order']?.(place) ??
        within('call', toWords({ by: toOperand }))(place),
    },
    symbols: {
      ...comma,
      ...Object.fromEntries(rules.comparisons.map((symbol) => [symbol, toValue])),
      ...Object.fromEntries(
        rules.operators
          .filter((symbol) => symbol !== '~' || forms.includes('cast-operator'))
          .filter((symbol) => !isWord(symbol))
          .map((symbol) => [symbol, toOperand]),
      ),
      '*': toOperand,
      ...(forms.includes('cast-operator') && { '::': to(() => nodes.type) }),
      ...(forms.includes('array') && {
        '[': (place) => opened(place, { kind: 'brackets', then: toOperator }, nodes.operand),
        ']': (place) => (place.frame.kind === 'brackets' ? closed(place, scope) : undefined),
      }),
      ';': nodes.finish,
    },
    end: nodes.mayEnd,
  };

  return { operator, afterDirection };
}

function isWord(operator: string): boolean {
  return /^[a-z]+$/.test(operator);
}
