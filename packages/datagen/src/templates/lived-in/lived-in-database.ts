import type { DatabaseContent, FieldType, MomentEncoding, Value } from '@momq/dialect';

/** What a column is for. `noise` is what nobody asks about. */
export type ColumnRole =
  | 'key'
  | 'label'
  | 'category'
  | 'measure'
  | 'money'
  | 'start'
  | 'end'
  | 'flag'
  | 'status'
  | 'reference'
  | 'parent'
  | 'deleted'
  | 'noise';

/** A column with the words for it. */
export interface LivedInColumn {
  readonly table: string;
  readonly name: string;
  readonly type: FieldType;
  readonly role: ColumnRole;
  /** A noun for a value (`order date`), an adjective for a flag (`urgent`), a participle for a moment (`created`). */
  readonly words: string;
  readonly values: readonly Value[];
  readonly encoding?: MomentEncoding;
  /** Money in hundredths. */
  readonly cents?: boolean;
  /** Of money whose column says it. */
  readonly currency?: 'euros' | 'dollars';
  /** What stands for yes and no in a flag. */
  readonly yes?: Value;
  readonly no?: Value;
}

/** A table that holds what the codes of a status stand for. */
export interface CodeTable {
  readonly table: string;
  readonly code: LivedInColumn;
  readonly label: LivedInColumn;
}

/** A status: text that says it, or a code with its table. */
export interface Status {
  readonly column: LivedInColumn;
  /** What the rows may be, as words: `cancelled`. */
  readonly words: readonly string[];
  /** The values that stand for the words, in their order. */
  readonly values: readonly Value[];
  readonly codes?: CodeTable;
}

/** A table with the words for it. */
export interface LivedInTable {
  readonly table: string;
  /** Singular nouns, the usual first. */
  readonly nouns: readonly string[];
  readonly columns: readonly LivedInColumn[];
  readonly key: LivedInColumn;
  /** What people identify a row by. */
  readonly label?: LivedInColumn;
  readonly status?: Status;
  readonly rowCount: number;
}

/** A child that refers to its parent, declared or not. */
export interface LivedInLink {
  readonly child: LivedInTable;
  readonly parent: LivedInTable;
  readonly column: LivedInColumn;
  /** Another role than the parent's noun: `origin`. */
  readonly role?: string;
}

/** A database as people leave them behind after years of work. */
export interface LivedInDatabase {
  readonly id: string;
  readonly content: DatabaseContent;
  readonly tables: readonly LivedInTable[];
  readonly links: readonly LivedInLink[];
}
