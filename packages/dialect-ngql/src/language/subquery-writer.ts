import { UnsupportedFeatureError, type LogicalQuery, type SelectQuery } from '@momq/dialect';
import type { TakenNames } from './names.js';

/** Writes a SELECT that leaves its columns behind, beside what it carries on. */
export type InnerWriter = (
  query: SelectQuery,
  carried: readonly string[],
) => { readonly clauses: readonly string[]; readonly columns: readonly string[] };

/**
 * Queries inside a query, written in front of it: each leaves one value behind, which all later clauses carry on. So a second one
 * has to have a row where it finds none, else it is refused.
 */
export class SubqueryWriter {
  readonly clauses: string[] = [];
  /** Names of the values. */
  readonly names: string[] = [];
  private readonly known = new Map<string, string>();
  private readonly write: InnerWriter;
  private readonly taken: TakenNames;
  private readonly carried: readonly string[];

  constructor(write: InnerWriter, taken: TakenNames, carried: readonly string[]) {
    this.write = write;
    this.taken = taken;
    this.carried = carried;
  }

  /** What was there before the next query. */
  private get carriedOn(): readonly string[] {
    return [...this.carried, ...this.names];
  }

  /** The name of a list of a query's rows, each a list of its columns. @throws UnsupportedFeatureError */
  rowsOf(query: LogicalQuery): string {
    const { clauses, columns } = this.written(query);
    const rows = this.taken.take('rows_');
    const carried = this.carriedOn.map((name) => `, ${name}`).join('');
    this.clauses.push(...clauses, `WITH collect([${columns.join(', ')}]) AS ${rows}${carried}`);
    this.names.push(rows);
    return rows;
  }

  /** The name of a query's value: of its first row, or of all its rows as a list. @throws UnsupportedFeatureError */
  nameOf(query: LogicalQuery, as: 'value' | 'list'): string {
    const key = `${as} ${JSON.stringify(query)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { clauses, columns } = this.written(query);
    const [rows, name] = [
      this.taken.take('rows_'),
      this.taken.take(as === 'list' ? 'list_' : 'value_'),
    ];
    const carried = this.carriedOn.map((each) => `, ${each}`).join('');
    // A list of lists keeps NULL, which collect leaves out.
    this.clauses.push(
      ...clauses,
      `WITH collect([${columns[0]}]) AS ${rows}${carried}`,
      as === 'list'
        ? `WITH [row IN ${rows} | row[0]] AS ${name}${carried}`
        : `WITH (CASE WHEN size(${rows}) > 0 THEN ${rows}[0][0] ELSE NULL END) AS ${name}${carried}`,
    );
    this.names.push(name);
    this.known.set(key, name);
    return name;
  }

  private written(query: LogicalQuery): ReturnType<InnerWriter> {
    if (query.kind !== 'select')
      throw new UnsupportedFeatureError(
        'nGQL: expected a SELECT inside a query, got a set operation. Rewrite it without, or ask another dialect.',
      );
    return this.write(query, this.carriedOn);
  }
}

/** A second query inside one whose clauses would lose the value of the first where they find no rows. */
export function severalInside(): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    'nGQL: expected one query inside a query, got several. Ask them apart, or ask another dialect.',
  );
}
