import {
  UnsupportedFeatureError,
  type DatabaseSchema,
  type DerivedSource,
  type EntitySource,
  type EntityUse,
  type FieldReference,
  type Link,
  type LogicalQuery,
  type Source,
} from '@momq/dialect';
import type { ColumnReference } from '@momq/dialect';
import { quoteName, type TakenNames } from './names.js';
import type { Writing } from './expression-writer.js';
import { writeCondition } from './expression-writer.js';

/** Stands for the names of what queries in front leave behind, which are known once the whole SELECT is written. */
export const CARRIED = '\u0000';

const useKey = ({ entity, instance }: EntityUse): string => `${entity} ${instance}`;

/** Writes subqueries in FROM. */
export interface DerivedWriter {
  /** The name of the list of a query's rows. */
  rowsOf(query: LogicalQuery): string;
  /** How many columns it has. */
  width(query: LogicalQuery): number;
}

/** The variables of FROM, and its clauses. */
export class FromWriter {
  /** Clauses so far; the last may still be extended. */
  readonly clauses: string[] = [];
  private readonly nodes = new Map<string, string>();
  private readonly edges = new Map<string, string>();
  private readonly linkUses = new Map<string, number>();
  private readonly schema: DatabaseSchema;
  private readonly names: TakenNames;
  private readonly derived: DerivedWriter;
  /** Of each subquery in FROM, what its columns are written as. */
  private readonly columns: ((place: number) => string)[] = [];
  private readonly rows: string[] = [];
  private path: { text: string; end: string; types: Set<string> } | undefined;

  constructor(schema: DatabaseSchema, names: TakenNames, derived: DerivedWriter) {
    this.schema = schema;
    this.names = names;
    this.derived = derived;
  }

  /** A column of a subquery in FROM. @throws UnsupportedFeatureError for one further out */
  column({ source, column, outer = 0 }: ColumnReference): string {
    const written = outer > 0 ? undefined : this.columns[source]?.(column);
    if (written !== undefined) return written;
    throw new UnsupportedFeatureError(
      `nGQL: expected a column of a subquery in FROM, got column ${column} of ${source}, ${outer} queries further out. Rewrite it without, or ask another dialect.`,
    );
  }

  /** The property of a use of an entity or a link. @throws UnsupportedFeatureError for a use that FROM lacks */
  property(field: FieldReference): string {
    const node = this.nodes.get(useKey(field));
    if (node !== undefined) return `${node}.${quoteName(field.entity)}.${quoteName(field.field)}`;
    const edge = this.edges.get(useKey(field));
    if (edge !== undefined) return `${edge}.${quoteName(field.field)}`;
    throw new UnsupportedFeatureError(
      `nGQL: expected a field of FROM, got ${field.entity}.${field.field}. Add ${field.entity} to FROM.`,
    );
  }

  /** Variables of all uses so far. */
  get variables(): readonly string[] {
    return [...this.nodes.values(), ...this.edges.values(), ...this.rows];
  }

  /** Uses in the order of FROM, with their variables. */
  add(sources: readonly Source[], writing: Writing): void {
    for (const source of sources) this.addSource(source, writing);
    this.endPath();
  }

  /**
   * Makes all patterns optional, so that there is a row where nothing matches, and gives what tells rows that are there: their
   * variables are not NULL, and the conditions of joins hold. Undefined where FROM is more than patterns.
   */
  makeOptional(): readonly string[] | undefined {
    this.endPath();
    const parts = this.clauses.map((clause) =>
      /^(MATCH|WITH \*)( [^`]*?)?(?: WHERE (.*))?$/s.exec(clause),
    );
    if (parts.some((part) => part === null)) return undefined;
    const conditions = parts.flatMap((part) => part?.[3] ?? []);
    this.clauses.splice(
      0,
      this.clauses.length,
      ...parts.flatMap((part) => (part?.[1] === 'MATCH' ? [`OPTIONAL MATCH${part[2]}`] : [])),
    );
    return [...this.variables.map((name) => `${name} IS NOT NULL`), ...conditions];
  }

  /** WHERE of all rows so far. */
  where(text: string): void {
    this.endPath();
    const last = this.clauses.at(-1) ?? '';
    if (last.startsWith('MATCH ') && !last.includes(' WHERE '))
      this.clauses[this.clauses.length - 1] = `${last} WHERE ${text}`;
    else this.clauses.push(`WITH * WHERE ${text}`);
  }

  private addSource(source: Source, writing: Writing): void {
    if (source.kind === 'derived') {
      this.addDerived(source, writing);
      return;
    }
    const { join } = source;
    if (join?.kind === 'link') {
      this.addLink(source, join);
      return;
    }
    const optional = join !== undefined && join.kind !== 'cross' && join.optional;
    this.endPath();
    const before = this.variables;
    const variable = this.nodeOf(source);
    const node = `(${variable}:${quoteName(source.entity)})`;
    if (optional) {
      this.clauses.push(`OPTIONAL MATCH ${node}`);
      this.keepMatching(variable, before, this.condition(join, writing));
      return;
    }
    this.path = { text: node, end: variable, types: new Set() };
    if (join === undefined || join.kind === 'cross') return;
    this.where(this.condition(join, writing));
  }

  /** A subquery in FROM: the list of its rows, made in front, of which each is a list of columns. */
  private addDerived({ query, join }: DerivedSource, writing: Writing): void {
    this.endPath();
    const list = this.derived.rowsOf(query);
    const row = this.names.take('row_');
    const own = this.columns.length;
    this.columns.push((place) => `${row}[${place}]`);
    if (join?.kind === 'condition' && join.optional) {
      const found = `[${row} IN ${list} WHERE ${writeCondition(join.condition, writing)}]`;
      const none = `[[${Array.from({ length: this.derived.width(query) }, () => 'NULL').join(', ')}]]`;
      const line = this.names.take('row_');
      this.columns[own] = (place) => `${line}[${place}]`;
      this.rows.push(line);
      this.clauses.push(
        `UNWIND (CASE WHEN size(${found}) == 0 THEN ${none} ELSE ${found} END) AS ${line}`,
      );
      return;
    }
    this.rows.push(row);
    this.clauses.push(`UNWIND ${list} AS ${row}`);
    if (join?.kind === 'condition') this.where(writeCondition(join.condition, writing));
  }

  private condition(
    join: Extract<NonNullable<EntitySource['join']>, { kind: 'fields' | 'condition' }>,
    writing: Writing,
  ): string {
    return join.kind === 'condition'
      ? writeCondition(join.condition, writing)
      : writeCondition(
          { kind: 'compare', operator: '=', left: join.left, right: join.right },
          writing,
        );
  }

  /** Keeps of all nodes those for which a condition holds, else NULL: OPTIONAL MATCH takes no WHERE. */
  private keepMatching(variable: string, before: readonly string[], condition: string): void {
    const list = this.names.take(`${variable}_list`);
    const all = before.join(', ');
    this.clauses.push(
      `WITH ${all}${CARRIED}, collect(CASE WHEN ${condition} THEN ${variable} ELSE NULL END) AS ${list}`,
      `UNWIND (CASE WHEN size(${list}) == 0 THEN [NULL] ELSE ${list} END) AS ${variable}`,
    );
  }

  private addLink(
    source: EntitySource,
    join: Extract<EntitySource['join'], { kind: 'link' }>,
  ): void {
    const link = this.schema.links.find(({ name }) => name === join.link);
    const known = this.nodes.get(useKey(join.with));
    if (link === undefined || known === undefined)
      throw new UnsupportedFeatureError(
        `nGQL: expected an edge type of the schema between tags of FROM, got ${join.link}. Use one that the schema lists.`,
      );
    const isForward = link.to.entity === source.entity;
    const edge = this.edgeText(link, isForward);
    const node = `(${this.nodeOf(source)}:${quoteName(source.entity)})`;
    const variable = this.nodes.get(useKey(source))!;
    if (join.optional) {
      this.endPath();
      this.clauses.push(`OPTIONAL MATCH (${known})${edge}${node}`);
      return;
    }
    // One path never takes an edge twice, so that a type that comes again begins another one.
    if (this.path?.end === known && !this.path.types.has(link.name)) {
      this.path.text += `${edge}${node}`;
      this.path.end = variable;
      this.path.types.add(link.name);
      return;
    }
    this.endPath();
    this.path = { text: `(${known})${edge}${node}`, end: variable, types: new Set([link.name]) };
  }

  private edgeText(link: Link, isForward: boolean): string {
    const instance = this.linkUses.get(link.name) ?? 0;
    this.linkUses.set(link.name, instance + 1);
    const name = link.fields.length > 0 ? this.names.take(link.name.toLowerCase()) : '';
    if (name !== '') this.edges.set(`${link.name} ${instance}`, name);
    const body = `-[${name}:${quoteName(link.name)}]-`;
    return isForward ? `${body}>` : `<${body}`;
  }

  private nodeOf(use: EntityUse): string {
    const name = this.names.take(use.entity.toLowerCase());
    this.nodes.set(useKey(use), name);
    return name;
  }

  private endPath(): void {
    if (this.path !== undefined) this.clauses.push(`MATCH ${this.path.text}`);
    this.path = undefined;
  }
}
