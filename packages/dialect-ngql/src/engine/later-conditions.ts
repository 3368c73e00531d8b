import type { Expression, MatchClause } from '../syntax/syntax-tree.js';
import { freeWithin } from './free-names.js';

/**
 * The conditions of later clauses that a row has to meet for anything to come of it: of the MATCH clauses that follow, and of WITH where
 * it hands the names on that they are about. A row that fails one now need not be joined to all others first.
 *
 * @returns the conditions joined by AND; undefined where there is none
 */
export function conditionsBehind(clauses: readonly MatchClause[]): Expression | undefined {
  const found: Expression[] = [];
  let isSame: (name: string) => boolean = () => true;
  for (const clause of clauses) {
    const before = isSame;
    if (clause.kind === 'return') break;
    if (clause.kind === 'unwind') isSame = (name) => name !== clause.name && before(name);
    if (clause.kind === 'match' && !clause.optional)
      found.push(...partsAbout(clause.where, before));
    if (clause.kind === 'with') {
      if (clause.projection.skip !== undefined || clause.projection.limit !== undefined) break;
      isSame = (name) => isHandedOn(name, clause) && before(name);
      found.push(...partsAbout(clause.where, isSame));
    }
  }
  return found.reduce<Expression | undefined>(joined, undefined);
}

/** Two conditions of which both have to hold. */
export function joined(
  left: Expression | undefined,
  right: Expression | undefined,
): Expression | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { kind: 'binary', operator: 'AND', left, right, start: left.start, end: right.end };
}

/** Whether a name means behind a WITH what it means before. */
function isHandedOn(
  name: string,
  { projection: { all, columns } }: Extract<MatchClause, { kind: 'with' }>,
): boolean {
  const column = columns.find(
    ({ name: given, expression }) =>
      (given ?? (expression.kind === 'label' ? expression.name : undefined)) === name,
  );
  if (column === undefined) return all;
  return column.expression.kind === 'label' && column.expression.name === name;
}

/** Parts of a condition, joined by AND, whose names are all among some. */
function partsAbout(
  where: Expression | undefined,
  isSame: (name: string) => boolean,
): readonly Expression[] {
  if (where === undefined) return [];
  if (where.kind === 'binary' && where.operator === 'AND')
    return [...partsAbout(where.left, isSame), ...partsAbout(where.right, isSame)];
  const names = [...freeWithin(where)].flatMap((each) =>
    each.kind === 'label' ? [each.name] : [],
  );
  return names.length > 0 && names.every(isSame) ? [where] : [];
}
