import type { DatabaseSchema, Entity, Link } from '@momq/dialect';
import type { Document, YAMLSeq } from 'yaml';
import { findEntities, findField } from './find-entity.js';
import { nameOfExpression } from './expression-tokens.js';
import { parseDocumentText, parseYaml } from './read-document.js';
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
  const { Document, isMap } = await import('yaml');
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
    document.commentBefore = heading;
    markInferred(document.getIn(['semantic_model', 0, 'relationships']));
    return { text: textOf(document), added: namesOf(schema) };
  }
  const model = modelOf(await parseDocumentText(existing.text, existing.name));
  const { document } = await parseYaml(existing.text);
  const added: string[] = [];
  const add = (path: readonly (string | number)[], value: unknown, name: string): void => {
    if (document.getIn(path) == null) document.setIn(path, document.createNode([]));
    document.addIn(path, document.createNode(value));
    added.push(name);
  };
  for (const entity of schema.entities) {
    const described = datasetsOf(model, schema, entity);
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
    if (link.from.fields.length > 0 && !declares(model, schema, link))
      add(
        ['semantic_model', 0, 'relationships'],
        withDatasets(relationshipOf(link), model, schema),
        link.name,
      );
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

function datasetsOf(model: SemanticModel, schema: DatabaseSchema, entity: Entity): ModelDataset[] {
  return model.datasets.filter(({ source }) => {
    const found = findEntities(schema, source);
    return found.length === 1 && found[0]?.name === entity.name;
  });
}

function describes({ fields }: ModelDataset, entity: Entity, column: string): boolean {
  return fields.some(({ expression }) => {
    const name = nameOfExpression(expression)?.at(-1);
    return name !== undefined && findField(entity, name)?.name === column;
  });
}

function declares(model: SemanticModel, schema: DatabaseSchema, { from, to }: Link): boolean {
  const entityOf = (name: string): string | undefined => {
    const dataset = model.datasets.find((each) => each.name === name);
    return dataset && findEntities(schema, dataset.source)[0]?.name;
  };
  return model.relationships.some(
    (each) => entityOf(each.from) === from.entity && entityOf(each.to) === to.entity,
  );
}

/** The relationship with the names that the file gives to the tables. */
function withDatasets(
  relationship: ReturnType<typeof relationshipOf>,
  model: SemanticModel,
  schema: DatabaseSchema,
): ReturnType<typeof relationshipOf> {
  const nameOf = (table: string): string => {
    const entity = schema.entities.find(({ name }) => name === table);
    return (entity && datasetsOf(model, schema, entity)[0]?.name) ?? table;
  };
  return { ...relationship, from: nameOf(relationship.from), to: nameOf(relationship.to) };
}
