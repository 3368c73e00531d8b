import type { DatabaseSchema, Expression, FieldType } from '@momq/dialect';
import type { QuestionExample } from './semantic-model.js';

/** A measure, or a field that is computed: queries are written with the expression in its place. */
export interface Definition {
  /** The entity whose rows it is about. */
  readonly entity: string;
  /** A name that no field of the entity has. */
  readonly field: string;
  readonly type: FieldType;
  /** What people call it. */
  readonly names: readonly string[];
  /** Over fields of the entity's first use. */
  readonly expression: Expression;
  /** True where the expression aggregates rows. */
  readonly aggregate: boolean;
}

/** A measure as prompts show it. */
export interface MetricText {
  readonly name: string;
  /** SQL as the semantic model has it. */
  readonly expression: string;
  readonly description?: string;
}

/** What a semantic model teaches about one database. */
export interface Teaching {
  /** Name of the file, or of what was given in code. */
  readonly source: string;
  /** The database's schema as questions and models see it: with other names, meanings, comments and links, without what is hidden. */
  readonly schema: DatabaseSchema;
  /** The same with what is hidden: what queries are written over. */
  readonly whole: DatabaseSchema;
  readonly definitions: readonly Definition[];
  readonly metrics: readonly MetricText[];
  /** What models are told, a sentence or more each. */
  readonly instructions: readonly string[];
  /** Questions with checked queries of this dialect. */
  readonly examples: readonly QuestionExample[];
  /** What of the semantic model is not used and why, a sentence each. */
  readonly notes: readonly string[];
}
