import type { CheckedQuery } from './query-check.js';
import { isRule, ruleOf, textOf, tokensOf, type SyntaxRule } from './syntax-tree.js';

/**
 * The query with a LIMIT of `rows` behind its RETURN, so that the engine makes no more than are read. A query whose result a
 * LIMIT cannot follow (UNION, a CALL at its end) or that has a smaller one stays as it is.
 */
export function limitedText({ statement, text }: CheckedQuery, rows: number): string {
  const returned = lastReturn(statement);
  if (returned === undefined || !Number.isFinite(rows)) return text;
  const limit = returned.children.find((child) => ruleOf(child) === 'limit');
  if (limit === undefined) {
    const end = tokensOf(returned).at(-1)?.to ?? text.length;
    return `${text.slice(0, end)} LIMIT ${rows}${text.slice(end)}`;
  }
  const [, ...count] = tokensOf(limit);
  const written = count.map(textOf).join('');
  if (!/^\d+$/.test(written) || Number(written) <= rows) return text;
  return `${text.slice(0, count[0]!.from)}${rows}${text.slice(count.at(-1)!.to)}`;
}

/** The body of the RETURN that ends a query without UNION. */
function lastReturn(statement: SyntaxRule): SyntaxRule | undefined {
  const union = ruleIn(statement, 'union');
  const query = union?.children.length === 1 ? ruleIn(union, 'singleQuery') : undefined;
  const last = query?.children.at(-1);
  const clause = isRule(last) ? ruleIn(last, 'returnClause') : undefined;
  return clause && ruleIn(clause, 'returnBody');
}

function ruleIn({ children }: SyntaxRule, rule: string): SyntaxRule | undefined {
  return children.filter(isRule).find((child) => child.rule === rule);
}
