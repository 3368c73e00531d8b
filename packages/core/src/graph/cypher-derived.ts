import type { SelectQuery } from '@momq/dialect';
import { derivedSources, isOptional } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import type { CypherExpressionWriter } from './cypher-expression.js';
import { quoteName } from './cypher-names.js';
import type { CypherText } from './cypher-parts.js';
import { withoutStar } from './cypher-star.js';
import { CypherVariables } from './cypher-variables.js';

/**
 * The subqueries in FROM. Each stands in a `CALL { … }` in front of the patterns and gives its columns as variables; the rows
 * of one that may have no match are collected there, and unwound behind the patterns.
 */
export class CypherDerivedSources {
  /** What the columns of each are written as. */
  readonly columns: readonly (readonly string[])[];
  /** In front of the patterns. */
  readonly clauses: readonly string[];
  private readonly optional: readonly { readonly rows: string; readonly row: string }[];
  private readonly query: SelectQuery;

  constructor(query: SelectQuery, text: CypherText) {
    this.query = query;
    const columns: (readonly string[])[] = [];
    const clauses: string[] = [];
    const optional: { rows: string; row: string }[] = [];
    for (const source of derivedSources(query.from)) {
      const items = withoutStar(firstSelect(source.query), text).select;
      const names = items.map((item) => text.variables.forExpression(item));
      const own = { ...text, variables: new CypherVariables(names) };
      const written = text.queries.text(source.query, own, names);
      if (isOptional(source)) {
        const [rows, row] = [text.variables.take('rows'), text.variables.take('row')];
        const list = names.map(quoteName).join(', ');
        clauses.push(`CALL { CALL { ${written} } RETURN collect([${list}]) AS ${rows} }`);
        columns.push(names.map((_, column) => `${row}[${column}]`));
        optional.push({ rows, row });
      } else {
        clauses.push(`CALL { ${written} }`);
        columns.push(names.map(quoteName));
      }
    }
    this.columns = columns;
    this.clauses = clauses;
    this.optional = optional;
  }

  /** Behind the patterns: each row with its matches, or with null. */
  joins(writer: CypherExpressionWriter): readonly string[] {
    const sources = derivedSources(this.query.from).filter(isOptional);
    return sources.flatMap(({ join }, index) => {
      const names = this.optional[index];
      if (names === undefined || join?.kind !== 'condition') return [];
      const { rows, row } = names;
      const matching = `[${row} IN ${rows} WHERE ${writer.condition(join.condition)}]`;
      return [`UNWIND CASE WHEN size(${matching}) > 0 THEN ${matching} ELSE [null] END AS ${row}`];
    });
  }
}
