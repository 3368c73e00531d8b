import type { Entity, EntityField, Link } from '@momq/dialect';
import type { ModelDataset, ModelField } from './semantic-model.js';

/** A described field and the column that it is. */
export interface TaughtField {
  readonly field: ModelField;
  readonly column: EntityField;
}

/** A declared link, by the names of the schema. */
export type TaughtLink = Pick<Link, 'from' | 'to'>;

/** A dataset with the table that it describes, and its fields that are columns. */
export interface BoundDataset {
  readonly dataset: ModelDataset;
  readonly entity: Entity;
  readonly fields: readonly TaughtField[];
  /** Fields that are expressions. */
  readonly computed: readonly ModelField[];
}
