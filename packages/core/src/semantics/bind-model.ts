import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, Entity } from '@momq/dialect';
import type { BoundDataset, TaughtField, TaughtLink } from './bound-dataset.js';
import { defineField, defineMetric } from './define.js';
import { nameOfExpression } from './expression-tokens.js';
import { findEntities, findField } from './find-entity.js';
import { relationshipInPlace } from './graph-relationship.js';
import { suggestion } from './near-names.js';
import { refuseProblems } from './semantics-error.js';
import type {
  DocumentPath,
  DocumentProblem,
  ModelDataset,
  ModelField,
  ModelRelationship,
  SemanticModel,
} from './semantic-model.js';
import { teachSchema } from './teach-schema.js';
import type { Definition, MetricText, Teaching } from './teaching.js';
import { UnknownName } from './unknown-name.js';

/**
 * Checks a semantic model against a database's schema and joins the two.
 *
 * @param dialect - id of the database's dialect: examples of others are left out
 * @throws SemanticsError `SEMANTICS_UNKNOWN_NAME` for tables, columns and datasets that are not there, all of them at once
 */
export function bindModel(model: SemanticModel, schema: DatabaseSchema, dialect: string): Teaching {
  const binder = new Binder(model, schema);
  const datasets = model.datasets.flatMap((dataset) => binder.dataset(dataset));
  const links = model.relationships.flatMap((each) => binder.relationship(each, datasets));
  const definitions = binder.definitions(datasets, links);
  refuseProblems('SEMANTICS_UNKNOWN_NAME', binder.problems, model.origin);
  return {
    source: model.origin.name,
    ...teachSchema(schema, datasets, links),
    definitions,
    metrics: model.metrics.flatMap(({ name, expression, description }): MetricText[] =>
      expression === undefined
        ? []
        : [{ name, expression, ...(description !== undefined && { description }) }],
    ),
    instructions: model.instructions,
    examples: model.examples.filter((example) => (example.dialect ?? dialect) === dialect),
    notes: [...model.notes, ...binder.notes],
  };
}

class Binder {
  readonly problems: DocumentProblem[] = [];
  readonly notes: string[] = [];
  readonly #model: SemanticModel;
  readonly #schema: DatabaseSchema;

  constructor(model: SemanticModel, schema: DatabaseSchema) {
    this.#model = model;
    this.#schema = schema;
  }

  dataset(dataset: ModelDataset): BoundDataset[] {
    const { path, name, source, required } = dataset;
    const found = findEntities(this.#schema, source);
    const [entity] = found;
    if (entity === undefined || found.length > 1) {
      const names = this.#schema.entities.map((each) => each.name);
      const message =
        entity === undefined
          ? `dataset ${name}: expected a table of the database, got ${source.join('.')}. ${suggestion(source.at(-1) ?? '', names)}`
          : `dataset ${name}: expected one table, got ${source.join('.')}, which ${found.map((each) => each.name).join(' and ')} are called. Name the schema too.`;
      if (required) this.#problem([...path, 'source'], message);
      else this.#note(path, `${name} is no table of this database, and is left out.`);
      return [];
    }
    const fields: TaughtField[] = [];
    const computed: ModelField[] = [];
    for (const field of dataset.fields) {
      const column = columnOf(field, dataset, entity);
      if (column === undefined) {
        computed.push(field);
        continue;
      }
      const known = findField(entity, column);
      if (known === undefined) this.#unknownColumn(field.path, column, entity);
      else fields.push({ field, column: known });
    }
    const columns = new Map(fields.map((each) => [each.field.name, each.column.name]));
    const primaryKey = dataset.primaryKey.flatMap((key) => {
      const column = columns.get(key) ?? findField(entity, key)?.name;
      if (column === undefined) this.#unknownColumn([...path, 'primary_key'], key, entity);
      return column ?? [];
    });
    return [{ dataset: { ...dataset, primaryKey }, entity, fields, computed }];
  }

  relationship(relationship: ModelRelationship, datasets: readonly BoundDataset[]): TaughtLink[] {
    const { path, name, required } = relationship;
    const ends = (['from', 'to'] as const).map((side) => {
      const wanted = relationship[side];
      const bound = datasets.find(({ dataset }) => dataset.name === wanted);
      const declared = this.#model.datasets.map((dataset) => dataset.name);
      if (bound === undefined && required && !declared.includes(wanted))
        this.#problem(
          [...path, side],
          `relationship ${name}: expected a dataset of the file, got ${wanted}. ${suggestion(wanted, declared)}`,
        );
      const columns = relationship[`${side}Columns`];
      return bound === undefined ? undefined : this.#end(bound, columns, [...path, side]);
    });
    const [from, to] = ends;
    if (from === undefined || to === undefined) return [];
    if (this.#schema.family !== 'graph') return [{ from, to }];
    const type = relationshipInPlace({ from, to }, this.#schema);
    const { fromColumns, toColumns } = relationship;
    const isWhole =
      from.fields.length === fromColumns.length && to.fields.length === toColumns.length;
    if (isWhole && type === undefined) return [{ from, to }];
    const why =
      type === undefined
        ? 'the graph does not have these properties'
        : `the graph has ${type} between ${from.entity} and ${to.entity}`;
    this.#note(path, `relationship ${name} is left out: ${why}.`);
    return [];
  }

  definitions(datasets: readonly BoundDataset[], links: readonly TaughtLink[]): Definition[] {
    const scope = { datasets, links: [...links, ...this.#schema.links] };
    const fields = datasets.flatMap((bound) =>
      bound.computed.flatMap((field) =>
        this.#defined(field.path, `field ${bound.dataset.name}.${field.name}`, () =>
          defineField(field, bound, scope),
        ),
      ),
    );
    const metrics = this.#model.metrics.flatMap((metric) =>
      metric.dataset !== undefined && !datasets.some((each) => each.dataset.name === metric.dataset)
        ? []
        : this.#defined(metric.path, `metric ${metric.name}`, () => defineMetric(metric, scope)),
    );
    return [...fields, ...metrics];
  }

  /** What the logical form cannot say is left to prompts; what names nothing is a mistake. */
  #defined(path: DocumentPath, what: string, define: () => Definition): Definition[] {
    try {
      return [define()];
    } catch (error) {
      if (error instanceof UnknownName) this.#problem(path, `${what}: ${error.message}`);
      else if (MoMQError.isInstance(error) && error.code === 'FEATURE_UNSUPPORTED')
        this.#note(path, `${what} is told to language models only. ${error.message}`);
      else throw error;
      return [];
    }
  }

  #end(bound: BoundDataset, columns: readonly string[], path: DocumentPath): TaughtLink['from'] {
    const { entity } = bound;
    return {
      entity: entity.name,
      fields: columns.flatMap((column) => {
        const known =
          findField(entity, column)?.name ??
          bound.fields.find(({ field }) => field.name === column)?.column.name;
        // A graph may say by a relationship what tables say by a column.
        if (known === undefined && this.#schema.family !== 'graph')
          this.#unknownColumn(path, column, entity);
        return known ?? [];
      }),
    };
  }

  #unknownColumn(path: DocumentPath, column: string, entity: Entity): void {
    const columns = entity.fields.map((field) => field.name);
    this.#problem(
      path,
      `expected a column of ${entity.name}, got ${column}. ${suggestion(column, columns)}`,
    );
  }

  #problem(path: DocumentPath, message: string): void {
    this.problems.push({ path, message });
  }

  #note(path: DocumentPath, message: string): void {
    this.notes.push(`${this.#model.origin.at(path)}: ${message}`);
  }
}

/** The column that a field is; undefined for expressions. */
function columnOf(
  { expression }: ModelField,
  dataset: ModelDataset,
  entity: Entity,
): string | undefined {
  const parts = nameOfExpression(expression);
  if (parts === undefined) return undefined;
  const [column, table] = [parts.at(-1), parts.at(-2)];
  const owners = [dataset.name, entity.name, dataset.source.at(-1)];
  return table === undefined || owners.some((owner) => owner?.toLowerCase() === table.toLowerCase())
    ? column
    : undefined;
}
