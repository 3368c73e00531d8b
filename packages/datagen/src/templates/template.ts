import { article, plural } from '../generated/english/inflection.js';
import type { Random } from '../generated/random.js';
import type {
  LivedInColumn,
  LivedInDatabase,
  LivedInLink,
  LivedInTable,
  ColumnRole,
} from './lived-in/lived-in-database.js';
import type { SqlWriter } from './sql-writer.js';

/** What a template draws from. */
export interface TemplateContext {
  readonly random: Random;
  readonly database: LivedInDatabase;
}

/** A template filled with a database's names and values. */
export interface FilledTemplate {
  /** Ways to ask for it. */
  readonly questions: readonly string[];
  readonly sql: (writer: SqlWriter) => string;
}

/** Something that people ask, written by hand: its wordings, its query, and what a database must have for it. */
export interface QuestionTemplate {
  /** Unique, in kebab case. */
  readonly name: string;
  /** Fills the template, or `undefined` where the database lacks what it needs. */
  readonly fill: (context: TemplateContext) => FilledTemplate | undefined;
}

/** The first column of a role. */
export function columnOf(table: LivedInTable, role: ColumnRole): LivedInColumn | undefined {
  return table.columns.find((column) => column.role === role);
}

/** Some column of a role. */
export function someColumn(
  { random }: TemplateContext,
  table: LivedInTable,
  role: ColumnRole,
): LivedInColumn | undefined {
  const found = table.columns.filter((column) => column.role === role);
  return found.length === 0 ? undefined : random.pick(found);
}

/** Some table that has a column of each role. */
export function someTable(
  { random, database }: TemplateContext,
  ...roles: readonly ColumnRole[]
): LivedInTable | undefined {
  const found = database.tables.filter((table) =>
    roles.every((role) => columnOf(table, role) !== undefined),
  );
  return found.length === 0 ? undefined : random.pick(found);
}

/** A link whose parents are shown by a label. */
export type LabelledLink = LivedInLink & { readonly label: LivedInColumn };

/** Some child of another table that has a label; the child has a column of each role. For wordings that say {@link parentNoun}. */
export function someLink(
  { random, database }: TemplateContext,
  ...roles: readonly ColumnRole[]
): LabelledLink | undefined {
  const found = labelledLinks(database, roles);
  return found.length === 0 ? undefined : random.pick(found);
}

/** As {@link someLink}, where the tables alone say which link is meant: no match with a winner and a loser among the players. */
export function someOnlyLink(
  { random, database }: TemplateContext,
  ...roles: readonly ColumnRole[]
): LabelledLink | undefined {
  const found = labelledLinks(database, roles).filter((link) => isOnly(database, link));
  return found.length === 0 ? undefined : random.pick(found);
}

/** Whether the child refers to the parent in one column. */
export function isOnly({ links }: LivedInDatabase, link: LivedInLink): boolean {
  return (
    links.filter(({ child, parent }) => child === link.child && parent === link.parent).length === 1
  );
}

function labelledLinks({ links }: LivedInDatabase, roles: readonly ColumnRole[]): LabelledLink[] {
  return links.flatMap((link) =>
    link.child !== link.parent &&
    link.parent.label !== undefined &&
    roles.every((role) => columnOf(link.child, role) !== undefined)
      ? [{ ...link, label: link.parent.label }]
      : [],
  );
}

/** What a row is known by: its label, else its key. */
export function identity(table: LivedInTable): LivedInColumn {
  return table.label ?? table.key;
}

/** A plural noun for the rows of a table. */
export function nounsOf({ random }: TemplateContext, table: LivedInTable): string {
  return plural(nounOf({ random }, table));
}

/** A singular noun for a row of a table. */
export function nounOf(
  { random }: Pick<TemplateContext, 'random'>,
  { nouns }: LivedInTable,
): string {
  return random.chance(0.75) ? nouns[0]! : random.pick(nouns);
}

/** `an order`: a row of a table with its article. */
export function someNoun(context: Pick<TemplateContext, 'random'>, table: LivedInTable): string {
  return withArticle(nounOf(context, table));
}

/** `an order`. */
export function withArticle(noun: string): string {
  return `${article(noun)} ${noun}`;
}

/** What the parent is called from its child. */
export function parentNoun(context: TemplateContext, link: LivedInLink): string {
  return link.role ?? nounOf(context, link.parent);
}
