import { suggestion } from './near-names.js';
import { SemanticsError } from './semantics-error.js';
import type {
  DocumentOrigin,
  DocumentPath,
  ModelDataset,
  ModelField,
  ModelRelationship,
  SemanticModel,
} from './semantic-model.js';

type Keys = Readonly<Record<string, unknown>>;

/** True for the properties of a dbt project: `models:` or `sources:`, and not `semantic_model:`. */
export function isDbt(data: unknown): data is Keys {
  const keys = keysOf(data);
  return !('semantic_model' in keys) && ('models' in keys || 'sources' in keys || 'seeds' in keys);
}

/**
 * What a dbt `schema.yml` says about tables and columns: descriptions, `meta.synonyms`, and the test `relationships`.
 * A project describes more than one database, so that tables which are not there are no mistake.
 *
 * @throws SemanticsError `SEMANTICS_INVALID` for lists that are none and elements without a name
 */
export function dbtModel(data: Keys, origin: DocumentOrigin): SemanticModel {
  const datasets: ModelDataset[] = [];
  const relationships: ModelRelationship[] = [];
  const notes: string[] = [];
  const add = (table: Keys, path: DocumentPath, namespace: readonly string[]): void => {
    const name = nameOf(table, path, origin);
    const source = String(table['alias'] ?? table['identifier'] ?? name);
    const columns = listOf(table['columns'], [...path, 'columns'], origin);
    datasets.push({
      path,
      name,
      source: [...namespace, source],
      required: false,
      aliases: synonymsOf(table),
      ...descriptionOf(table),
      hidden: false,
      primaryKey: [],
      fields: columns.map(({ value, at }) => columnOf(value, at, origin)),
    });
    for (const { value, at } of columns)
      relationships.push(...relationshipsOf(name, value, at, origin));
  };
  for (const kind of ['models', 'seeds'] as const)
    for (const { value, at } of listOf(data[kind], [kind], origin)) add(value, at, []);
  for (const { value, at } of listOf(data['sources'], ['sources'], origin)) {
    const schema = String(value['schema'] ?? nameOf(value, at, origin));
    for (const table of listOf(value['tables'], [...at, 'tables'], origin))
      add(table.value, table.at, [schema]);
  }
  return {
    origin,
    datasets,
    relationships,
    metrics: [],
    instructions: [],
    examples: [],
    notes,
  };
}

function columnOf(column: Keys, path: DocumentPath, origin: DocumentOrigin): ModelField {
  const name = nameOf(column, path, origin);
  return {
    path,
    name,
    expression: name,
    aliases: synonymsOf(column),
    ...descriptionOf(column),
    hidden: false,
    codes: [],
    ...acceptedValuesOf(column),
  };
}

/** Tests `relationships: { to: ref('customers'), field: id }`, with or without `arguments`. */
function relationshipsOf(
  from: string,
  column: Keys,
  path: DocumentPath,
  origin: DocumentOrigin,
): ModelRelationship[] {
  const name = nameOf(column, path, origin);
  return testsOf(column).flatMap(({ value, at }): ModelRelationship[] => {
    const { to, field } = argumentsOf(value, 'relationships');
    const target = /(?:ref|source)\((?:[^)]*,)?\s*['"]([^'"]+)['"]\s*\)/.exec(String(to))?.[1];
    if (target === undefined || typeof field !== 'string') return [];
    return [
      {
        path: [...path, ...at],
        name: `${from}.${name}`,
        from,
        to: target,
        fromColumns: [name],
        toColumns: [field],
        required: false,
      },
    ];
  });
}

/** Test `accepted_values: { values: [open, paid] }`, with or without `arguments`. */
function acceptedValuesOf(column: Keys): { allowedValues?: string[] } {
  for (const test of testsOf(column)) {
    const { values } = argumentsOf(test.value, 'accepted_values');
    if (Array.isArray(values)) return { allowedValues: values.map(String) };
  }
  return {};
}

function testsOf(column: Keys): { value: unknown; at: DocumentPath }[] {
  return ['tests', 'data_tests'].flatMap((kind) => {
    const tests = column[kind];
    return Array.isArray(tests)
      ? tests.map((value: unknown, index) => ({ value, at: [kind, index] }))
      : [];
  });
}

function argumentsOf(test: unknown, name: string): Keys {
  const given = keysOf(keysOf(test)[name]);
  return { ...given, ...keysOf(given['arguments']) };
}

function synonymsOf(part: Keys): string[] {
  const metas = [keysOf(part['meta']), keysOf(keysOf(part['config'])['meta'])];
  return metas.flatMap(({ synonyms }) =>
    Array.isArray(synonyms)
      ? synonyms.filter((name): name is string => typeof name === 'string')
      : [],
  );
}

function descriptionOf({ description }: Keys): { description?: string } {
  return typeof description === 'string' && description.trim() !== '' && !description.includes('{{')
    ? { description }
    : {};
}

function nameOf(part: Keys, path: DocumentPath, origin: DocumentOrigin): string {
  const { name } = part;
  if (typeof name === 'string' && name !== '') return name;
  throw new SemanticsError('SEMANTICS_INVALID', [
    `${origin.at(path)}: expected a name, got none. ${suggestion('name', Object.keys(part))}`,
  ]);
}

function listOf(
  list: unknown,
  path: DocumentPath,
  origin: DocumentOrigin,
): { value: Keys; at: DocumentPath }[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list))
    throw new SemanticsError('SEMANTICS_INVALID', [
      `${origin.at(path)}: ${String(path.at(-1))}: expected a list, got ${typeof list}.`,
    ]);
  return list.map((value, index) => ({ value: keysOf(value), at: [...path, index] }));
}

function keysOf(value: unknown): Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Keys)
    : {};
}
