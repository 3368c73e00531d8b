import type { DatabaseSchema, Entity, Link } from '@momq/dialect';
import type { Document, Node, YAMLSeq } from 'yaml';
import { findEntities, findField } from './find-entity.js';
import { nameOfExpression } from './expression-tokens.js';
import { parseDocumentText, parseYaml } from './read-document.js';
import type { OsiRelationship } from './osi-document.js';
import { modelOf } from './read-model.js';
import type { SampledCodes } from './sample-codes.js';
import type { ModelDataset, SemanticModel } from './semantic-model.js';
import { codesOf, datasetOf, fieldOf, relationshipOf, startDocument } from './start-document.js';

/** A file as it should be written. */
export interface WrittenDocument {
  readonly text: string;
  /** Tables, columns (`orders.status`) and relationships that were added. */
  readonly added: readonly string[];
}

/** What a file is written from. */
export interface WriteOptions {
  readonly schema: DatabaseSchema;
  readonly codes?: readonly SampledCodes[];
  /** The file as it is, which keeps all it has, comments too, and is given what is new; default: a new file. */
  readonly existing?: { readonly text: string; readonly name: string };
}

const heading = ` What people call the tables and columns of this database (Open Semantic Interchange).
 Fill in what helps: description, ai_context.synonyms, the meanings of codes. Take out what does not.
 More that can be said: metrics, relationships, under vendor MOMQ {"hidden": true} and example pairs.`;

/** Keys whose values are written on one line. */
const shortKeys = new Set([
  'expression',
  'ai_context',
  'primary_key',
  'from_columns',
  'to_columns',
]);

const concluded = ' concluded from names and values: check it';

/**
 * Writes a semantic model that a person goes on with, as YAML.
 *
 * @throws SemanticsError when the existing text is no semantic model
 */
export async function writeDocument({
  schema,
  codes = [],
  existing,
}: WriteOptions): Promise<WrittenDocument> {
  const { Document, isCollection, isMap, isScalar, visit } = await import('yaml');
  const onOneLine = <T extends Node>(node: T): T => {
    visit(node, {
      Pair(_, { key, value }) {
        if (isScalar(key) && shortKeys.has(String(key.value)) && isCollection(value))
          value.flow = true;
      },
    });
    return node;
  };
  const inferred = new Set(
    schema.links.filter((link) => link.inferred === true).map(({ name }) => name),
  );
  const markInferred = (sequence: unknown): void => {
    for (const item of (sequence as YAMLSeq | undefined)?.items ?? [])
      if (isMap(item) && inferred.has(String(item.get('name'))) && item.commentBefore == null)
        item.commentBefore = concluded;
  };
  if (existing === undefined) {
    const document = new Document(startDocument(schema, codes));
    onOneLine(document.contents!);
    document.commentBefore = heading;
    markInferred(document.getIn(['semantic_model', 0, 'relationships']));
    return { text: textOf(document), added: namesOf(schema) };
  }
  const model = modelOf(await parseDocumentText(existing.text, existing.name));
  const tables = new Tables(model, schema);
  const { document } = await parseYaml(existing.text);
  const added: string[] = [];
  const add = (path: readonly (string | number)[], value: unknown, name: string): void => {
    if (document.getIn(path) == null) document.setIn(path, document.createNode([]));
    document.addIn(path, onOneLine(document.createNode(value) as Node));
    added.push(name);
  };
  for (const entity of schema.entities) {
    const described = tables.datasets(entity.name);
    const [first] = described;
    if (first === undefined) {
      add(['semantic_model', 0, 'datasets'], datasetOf(entity, codes), entity.name);
      continue;
    }
    for (const field of entity.fields)
      if (!described.some((dataset) => describes(dataset, entity, field.name)))
        add(
          [...first.path, 'fields'],
          fieldOf(field, codesOf(entity, field, codes)),
          `${entity.name}.${field.name}`,
        );
  }
  for (const link of schema.links)
    if (link.from.fields.length > 0 && !declares(model, tables, link))
      add(['semantic_model', 0, 'relationships'], tables.renamed(relationshipOf(link)), link.name);
  markInferred(document.getIn(['semantic_model', 0, 'relationships']));
  return { text: added.length === 0 ? existing.text : textOf(document), added };
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 120 });
}

function namesOf({ entities, links }: DatabaseSchema): string[] {
  return [
    ...entities.flatMap(({ name, fields }) => [
      name,
      ...fields.map((field) => `${name}.${field.name}`),
    ]),
    ...links.filter(({ from }) => from.fields.length > 0).map(({ name }) => name),
  ];
}

/** Which dataset of a file describes which table. */
class Tables {
  readonly #tableOf = new Map<string, string>();
  readonly #datasets = new Map<string, ModelDataset[]>();

  constructor({ datasets }: SemanticModel, schema: DatabaseSchema) {
    for (const dataset of datasets) {
      const [entity, ...others] = findEntities(schema, dataset.source);
      if (entity === undefined || others.length > 0) continue;
      this.#tableOf.set(dataset.name, entity.name);
      this.#datasets.set(entity.name, [...this.datasets(entity.name), dataset]);
    }
  }

  table(dataset: string): string | undefined {
    return this.#tableOf.get(dataset);
  }

  datasets(table: string): readonly ModelDataset[] {
    return this.#datasets.get(table) ?? [];
  }

  /** The relationship with the names that the file gives to the tables. */
  renamed(relationship: OsiRelationship): OsiRelationship {
    const nameOf = (table: string): string => this.datasets(table)[0]?.name ?? table;
    return { ...relationship, from: nameOf(relationship.from), to: nameOf(relationship.to) };
  }
}

function describes({ fields }: ModelDataset, entity: Entity, column: string): boolean {
  return fields.some(({ expression }) => {
    const name = nameOfExpression(expression)?.at(-1);
    return name !== undefined && findField(entity, name)?.name === column;
  });
}

function declares({ relationships }: SemanticModel, tables: Tables, { from, to }: Link): boolean {
  return relationships.some(
    (each) => tables.table(each.from) === from.entity && tables.table(each.to) === to.entity,
  );
}
