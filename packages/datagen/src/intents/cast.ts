import type { Random } from '../generated/random.js';
import type {
  ColumnRole,
  LivedInColumn,
  LivedInDatabase,
  LivedInLink,
  LivedInTable,
} from '../templates/lived-in/lived-in-database.js';

/** How the tables of an intent stand to each other. */
export type Shape =
  /** One table. */
  | 'rows'
  /** Children and a parent that has a label. */
  | 'link'
  /** Rows with a label under rows of the same table. */
  | 'self'
  /** Rows that join two tables with labels. */
  | 'junction'
  /** Children, their parents, and the parents' parents, which have a label. */
  | 'chain'
  /** Two kinds of children of one parent that has a label. */
  | 'siblings';

/** What the main table has: a column of a role, moments with a time, a status with a table of its codes, values that are missing. */
export type Need =
  | Exclude<ColumnRole, 'key' | 'reference' | 'parent' | 'noise'>
  | 'clock'
  | 'coded'
  | 'gap'
  | 'number'
  | 'flags'
  | 'categories'
  | 'measures';

/** The tables that play in one filling of an intent. */
export interface Cast {
  /** What is counted: children, links, or the rows themselves. */
  readonly main: LivedInTable;
  readonly parent?: LivedInLink;
  /** Of a junction the second parent, of a chain the parent's parent, of siblings the other children. */
  readonly second?: LivedInLink;
}

/** Where the main table must have something, and where its parent must. */
export interface Needs {
  readonly shape: Shape;
  readonly main: readonly Need[];
  readonly parent: readonly Need[];
  readonly second: readonly Need[];
}

/** Reads `start money p:category`: needs of the main table, and of its parent after `p:`, of the second table after `s:`. */
export function parseNeeds(shape: Shape, text: string): Needs {
  const words = text.split(' ').filter((word) => word !== '');
  const after = (prefix: string): Need[] =>
    words
      .filter((word) => word.startsWith(prefix))
      .map((word) => word.slice(prefix.length) as Need);
  return {
    shape,
    main: words.filter((word) => !word.includes(':')) as Need[],
    parent: after('p:'),
    second: after('s:'),
  };
}

/** The columns that fulfil a need. */
export function columnsFor(table: LivedInTable, need: Need): readonly LivedInColumn[] {
  const of = (...roles: readonly ColumnRole[]): LivedInColumn[] =>
    table.columns.filter(({ role }) => roles.includes(role));
  switch (need) {
    case 'clock':
      return of('start').filter(({ encoding }) => encoding !== 'date' && encoding !== 'text-date');
    case 'coded':
      return table.status?.codes ? [table.status.column] : [];
    case 'gap':
      return of('measure', 'category').filter(({ values }) => values.includes(null));
    case 'number':
      return of('measure', 'money');
    case 'flags':
      return atLeastTwo(of('flag'));
    case 'categories':
      return atLeastTwo(of('category'));
    case 'measures':
      return atLeastTwo(of('measure'));
    case 'label':
      return table.label ? [table.label] : [];
    default:
      return of(need);
  }
}

function atLeastTwo(columns: readonly LivedInColumn[]): readonly LivedInColumn[] {
  return columns.length > 1 ? columns : [];
}

/** Some tables of the database that have what is needed. */
export function castOf(
  { shape, main, parent, second }: Needs,
  database: LivedInDatabase,
  random: Random,
): Cast | undefined {
  const has = (table: LivedInTable, needs: readonly Need[]): boolean =>
    needs.every((need) => columnsFor(table, need).length > 0);
  const found = castsOf(shape, database).filter(
    (cast) =>
      has(cast.main, main) &&
      (cast.parent === undefined || has(cast.parent.parent, parent)) &&
      (cast.second === undefined ||
        has(shape === 'siblings' ? cast.second.child : cast.second.parent, second)),
  );
  return found.length === 0 ? undefined : random.pick(found);
}

function castsOf(shape: Shape, { tables, links }: LivedInDatabase): Cast[] {
  // Where two columns lead to one table, the tables alone do not say which is meant.
  const only = links.filter(
    ({ child, parent }) =>
      child !== parent &&
      links.filter((link) => link.child === child && link.parent === parent).length === 1,
  );
  const labelled = only.filter(({ parent }) => parent.label);
  switch (shape) {
    case 'rows':
      return tables.map((main) => ({ main }));
    case 'self':
      return links
        .filter(({ child, parent }) => child === parent && parent.label)
        .map((parent) => ({ main: parent.child, parent }));
    case 'link':
      return labelled.map((parent) => ({ main: parent.child, parent }));
    case 'junction':
      return pairs(labelled, (one, other) => one.child === other.child && one !== other);
    case 'chain':
      return pairs(only, (one, other) => one.parent === other.child && Boolean(other.parent.label));
    case 'siblings':
      return pairs(
        labelled,
        (one, other) => one.parent === other.parent && one.child !== other.child,
      );
  }
}

function pairs(
  links: readonly LivedInLink[],
  fit: (one: LivedInLink, other: LivedInLink) => boolean,
): Cast[] {
  return links.flatMap((parent) =>
    links
      .filter((second) => fit(parent, second))
      .map((second) => ({ main: parent.child, parent, second })),
  );
}
