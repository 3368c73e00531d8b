import type { WrittenLiteral, WrittenPlaceholder } from '@momq/dialect';
import type { Token } from '../googlesql-tokens.js';
import { beginsWithAlias, declareAlias } from '../from-scopes.mjs';
import type { Scope } from '../from-scopes.mjs';
import type { Found, TablePath } from '../zetasql-analysis.mjs';
import type { Pipeline } from './pipe-steps.js';
import { UseNotes } from './pipe-uses.js';
import { SurroundingNotes } from './query-surroundings.js';

/** What a query is made of, as far as it has been read. */
export class QueryFindings {
  readonly functions = new Set<string>();
  readonly tableFunctions = new Set<string>();
  readonly columns = new Set<string>();
  readonly literals: WrittenLiteral[] = [];
  readonly placeholders: WrittenPlaceholder[] = [];
  readonly variables = new Set<string>();
  readonly pipelines: Pipeline[] = [];
  readonly uses = new UseNotes();
  readonly surroundings = new SurroundingNotes();
  private readonly foreignPipes = new Set<string>();
  private readonly paths: (readonly [TablePath, Scope | undefined])[] = [];
  private readonly expressions = new Set<string>();
  /** Where aliases of values stand, by place. */
  private readonly valuePlaces = new Set<number>();
  private scope: Scope | undefined;

  /** Reads a query. */
  query(read: () => void): void {
    this.surroundings.inQuery(this.scope !== undefined, () => this.uses.inQuery(read));
  }

  /** Reads a part where other aliases are known. */
  within(scope: Scope | undefined, read: () => void): void {
    const around = this.scope;
    this.scope = scope;
    read();
    this.scope = around;
  }

  /** Reads a SELECT, whose FROM has aliases of its own. */
  select(read: () => void): void {
    this.within({ aliases: new Map(), outer: this.scope, inFrom: false }, read);
  }

  /** Reads a query with pipes: what they see changes on the way. */
  pipeline(read: () => void): void {
    this.within({ aliases: new Map(), outer: this.scope, inFrom: true }, read);
  }

  /** Names of tables that are known here, lower case. */
  aliases(): readonly string[] {
    return [...(this.scope?.aliases.keys() ?? [])];
  }

  /** Those of {@link aliases} that may mean a value, not a row: arrays' elements. */
  valueAliases(): readonly string[] {
    return [...(this.scope?.aliases ?? [])].flatMap(([name, place]) =>
      this.valuePlaces.has(place) ? [name] : [],
    );
  }

  /** Whether a path stands for an array of a table's rows. */
  isArray(names: readonly string[], place: number): boolean {
    return beginsWithAlias(this.scope, names, place);
  }

  /** A pipe operator that BigQuery does not have. */
  addForeignPipe(word: string): void {
    this.foreignPipes.add(word);
  }

  /** Behind a pipe operator that makes new rows, the tables' names are known no more. */
  forgetAliases(): void {
    if (this.scope !== undefined) this.scope = { ...this.scope, aliases: new Map() };
  }

  /** Reads a FROM. */
  from(read: () => void): void {
    this.within(this.scope === undefined ? undefined : { ...this.scope, inFrom: true }, read);
  }

  /** A common table expression. No expression hides a path in backticks, or a table of the catalogue. */
  addExpression(name: string): void {
    if (!/\.|^__/.test(name)) this.expressions.add(name.toLowerCase());
  }

  addTable(path: TablePath): void {
    this.paths.push([path, this.scope]);
    if (path.names.length > 1) this.uses.addPath(path.names);
  }

  /** @param isOfValues - whether it may mean a value, not a row */
  addAlias(name: string, place: number, isOfValues = false): void {
    if (isOfValues) this.valuePlaces.add(place);
    declareAlias(this.scope, name, place);
  }

  addColumn(names: readonly string[]): void {
    this.columns.add(names.at(-1) ?? '');
    this.uses.addPath(names);
  }

  addFunction(names: readonly string[]): void {
    this.functions.add(names.join('.').replace(/^SAFE\./i, ''));
  }

  /**
   * All in the form of ZetaSQL's findings.
   *
   * @param limitAt - where a LIMIT may be put
   * @param limit - the number of the LIMIT that is there
   */
  found(limitAt: number | undefined, limit?: Token): Found {
    const tables = this.paths.filter(([{ names, start }, scope]) => {
      const isExpression =
        names.length === 1 && this.expressions.has((names[0] ?? '').toLowerCase());
      return !isExpression && !beginsWithAlias(scope, names, start);
    });
    return {
      statements: ['Query'],
      tables: tables.map(([path]) => path),
      tableFunctions: [...this.tableFunctions],
      functions: [...this.functions],
      columns: [...this.columns],
      literals: this.literals,
      placeholders: this.placeholders,
      variables: [...this.variables],
      limitAt,
      ...(this.pipelines.length > 0 && { pipelines: this.pipelines }),
      ...(this.foreignPipes.size > 0 && { foreignPipes: [...this.foreignPipes] }),
      ...(limit !== undefined && {
        limit: { start: limit.start, end: limit.end, rows: Number(limit.text) },
      }),
    };
  }
}
