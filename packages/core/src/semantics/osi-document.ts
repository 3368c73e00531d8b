/**
 * The Open Semantic Interchange core metadata format, versions 0.1.1 and 0.2.0.dev0, as plain data
 * (https://github.com/open-semantic-interchange/OSI, `core-spec/spec.md`). Property names are those of the format.
 *
 * @module
 */

/** What AI tools are told of a part; a text alone is a list of synonyms divided by commas, of a model an instruction. */
export type OsiAiContext =
  | string
  | {
      readonly instructions?: string;
      readonly synonyms?: readonly string[];
      /** Sample questions. */
      readonly examples?: readonly string[];
      readonly [key: string]: unknown;
    };

/** Attributes of one vendor. MoMQ reads those of `MOMQ` ({@link MomqExtension}) and leaves others alone. */
export interface OsiCustomExtension {
  readonly vendor_name: string;
  /** JSON text; a file may also have it as YAML, and code as an object. */
  readonly data: string | MomqExtension;
}

/** What MoMQ adds to the format. */
export interface MomqExtension {
  /** Of a dataset or a field: questions and models do not see it. Default false. */
  readonly hidden?: boolean;
  /** Of a field: what its values stand for, `{ "3": ["cancelled", "annulled"] }`. */
  readonly codes?: Readonly<Record<string, string | readonly string[]>>;
  /** Of a model: questions with the queries that answer them. */
  readonly examples?: readonly OsiExample[];
}

/** A question and the query that answers it. */
export interface OsiExample {
  readonly question: string;
  readonly query: string;
  /** Id of the dialect that the query is written in; default: any that the file is used with. */
  readonly dialect?: string;
}

/** An expression in one or more dialects. */
export interface OsiExpression {
  readonly dialects: readonly { readonly dialect: string; readonly expression: string }[];
}

interface OsiPart {
  readonly description?: string;
  readonly ai_context?: OsiAiContext;
  readonly custom_extensions?: readonly OsiCustomExtension[];
}

/** A row-level attribute of a dataset: a column, or an expression over columns. */
export interface OsiField extends OsiPart {
  readonly name: string;
  readonly expression: OsiExpression;
  readonly dimension?: { readonly is_time?: boolean };
  readonly label?: string;
  readonly datatype?: string;
}

/** A measure: an expression with aggregates. */
export interface OsiMetric extends OsiPart {
  readonly name: string;
  readonly expression: OsiExpression;
  readonly datatype?: string;
}

/** A business entity: a table or view, with its fields. */
export interface OsiDataset extends OsiPart {
  readonly name: string;
  /** `database.schema.table`, as far as it is needed. */
  readonly source: string | { readonly identifier?: string; readonly [key: string]: unknown };
  readonly primary_key?: readonly string[];
  readonly unique_keys?: readonly (readonly string[])[];
  readonly fields?: readonly OsiField[];
  readonly metrics?: readonly OsiMetric[];
}

/** A foreign key; `from` is the many side. */
export interface OsiRelationship extends Omit<OsiPart, 'description'> {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly from_columns: readonly string[];
  readonly to_columns: readonly string[];
}

/** One semantic model. */
export interface OsiSemanticModel extends OsiPart {
  readonly name: string;
  readonly datasets: readonly OsiDataset[];
  readonly relationships?: readonly OsiRelationship[];
  readonly metrics?: readonly OsiMetric[];
}

/** A whole file. */
export interface OsiDocument {
  readonly version: string;
  readonly semantic_model: readonly OsiSemanticModel[];
}

/** Versions of the format that are read. */
export const osiVersions = ['0.1.1', '0.2.0.dev0'] as const;

/** Whose `custom_extensions` MoMQ reads. */
export const momqVendor = 'MOMQ';
