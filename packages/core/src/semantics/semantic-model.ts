/** Where something stands in a document: keys and indexes from its root. */
export type DocumentPath = readonly (string | number)[];

/** A document as it was read: what it is called in messages, and where its parts stand. */
export interface DocumentOrigin {
  /** The file's name, or what stands for data given in code. */
  readonly name: string;
  /** `shop.osi.yaml:12:7`, or the path where there are no lines. */
  at(path: DocumentPath): string;
}

/** Something wrong with a document, and where. */
export interface DocumentProblem {
  readonly path: DocumentPath;
  /** Expected, got, remedy. */
  readonly message: string;
}

/** A column, or an expression over columns, as somebody describes it. */
export interface ModelField {
  readonly path: DocumentPath;
  readonly name: string;
  /** The column's name, or a SQL expression. */
  readonly expression: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly datatype?: string;
  readonly hidden: boolean;
  /** Values as text, with what they stand for. */
  readonly codes: readonly { readonly code: string; readonly names: readonly string[] }[];
  /** The values that a test allows. */
  readonly allowedValues?: readonly string[];
}

/** A measure as somebody defines it. */
export interface ModelMetric {
  readonly path: DocumentPath;
  readonly name: string;
  /** The dataset that it belongs to; absent for metrics of the model. */
  readonly dataset?: string;
  /** A SQL expression with aggregates; absent where none is in a dialect that is read. */
  readonly expression?: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly datatype?: string;
}

/** A table as somebody describes it. */
export interface ModelDataset {
  readonly path: DocumentPath;
  readonly name: string;
  /** Parts of the table's name, the table last. */
  readonly source: readonly string[];
  /** False where the document may describe tables of other databases too (dbt projects). */
  readonly required: boolean;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly hidden: boolean;
  readonly primaryKey: readonly string[];
  readonly fields: readonly ModelField[];
}

/** A foreign key as somebody declares it, between datasets by their names. */
export interface ModelRelationship {
  readonly path: DocumentPath;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly fromColumns: readonly string[];
  readonly toColumns: readonly string[];
  readonly required: boolean;
}

/** A question with the query that somebody checked. */
export interface QuestionExample {
  readonly question: string;
  readonly query: string;
  /** Absent: any dialect. */
  readonly dialect?: string;
}

/** What a document teaches, whatever format it is written in. */
export interface SemanticModel {
  readonly origin: DocumentOrigin;
  readonly datasets: readonly ModelDataset[];
  readonly relationships: readonly ModelRelationship[];
  readonly metrics: readonly ModelMetric[];
  readonly instructions: readonly string[];
  readonly examples: readonly QuestionExample[];
  /** What was left out and why, a sentence each. */
  readonly notes: readonly string[];
}
