import { readExtension } from './momq-extension.js';
import type {
  MomqExtension,
  OsiAiContext,
  OsiDataset,
  OsiDocument,
  OsiExpression,
  OsiField,
  OsiMetric,
  OsiRelationship,
  OsiSemanticModel,
} from './osi-document.js';
import { refuseProblems } from './semantics-error.js';
import type {
  DocumentOrigin,
  DocumentPath,
  DocumentProblem,
  ModelDataset,
  ModelField,
  ModelMetric,
  ModelRelationship,
  SemanticModel,
} from './semantic-model.js';

/**
 * What an Open Semantic Interchange document teaches. Its shape has been checked.
 *
 * @param notes - remarks so far
 * @throws SemanticsError `SEMANTICS_INVALID` for names that occur twice, and for extensions that are not as MoMQ reads them
 */
export function osiModel(
  document: OsiDocument,
  origin: DocumentOrigin,
  notes: readonly string[] = [],
): SemanticModel {
  const reader = new OsiReader(origin);
  const models = document.semantic_model.map((model, index) =>
    reader.model(model, ['semantic_model', index]),
  );
  refuseProblems('SEMANTICS_INVALID', reader.problems, origin);
  return {
    origin,
    datasets: models.flatMap(({ datasets }) => datasets),
    relationships: models.flatMap(({ relationships }) => relationships),
    metrics: models.flatMap(({ metrics }) => metrics),
    instructions: models.flatMap(({ instructions }) => instructions),
    examples: models.flatMap(({ examples }) => examples),
    notes: [...notes, ...reader.notes],
  };
}

class OsiReader {
  readonly problems: DocumentProblem[] = [];
  readonly notes: string[] = [];
  readonly #origin: DocumentOrigin;

  constructor(origin: DocumentOrigin) {
    this.#origin = origin;
  }

  model(model: OsiSemanticModel, path: DocumentPath): Omit<SemanticModel, 'origin' | 'notes'> {
    const { examples = [] } = this.#extension(model, path);
    const context = contextOf(model.ai_context, 'instruction');
    const datasets = parts(model.datasets, [...path, 'datasets']);
    this.#unique(datasets, 'dataset');
    const read = datasets.flatMap(({ part, at }) => this.#dataset(part, at));
    const relationships = parts(model.relationships, [...path, 'relationships']);
    this.#unique(relationships, 'relationship');
    const metrics = parts(model.metrics, [...path, 'metrics']);
    this.#unique(metrics, 'metric');
    return {
      datasets: read,
      relationships: relationships.map(({ part, at }) => this.#relationship(part, at)),
      metrics: [
        ...metrics.map(({ part, at }) => metricOf(part, at)),
        ...datasets.flatMap(({ part, at }) =>
          parts(part.metrics, [...at, 'metrics']).map((metric) =>
            metricOf(metric.part, metric.at, part.name),
          ),
        ),
      ],
      instructions: [
        ...texts(model.description),
        ...context.instructions,
        ...datasets.flatMap(({ part }) => contextOf(part.ai_context, 'synonyms').instructions),
      ],
      examples,
    };
  }

  #dataset(dataset: OsiDataset, path: DocumentPath): ModelDataset[] {
    const source =
      typeof dataset.source === 'string' ? dataset.source : (dataset.source.identifier ?? '');
    const names = nameParts(source);
    if (names === undefined) {
      this.notes.push(
        `${this.#origin.at([...path, 'source'])}: dataset ${dataset.name} is left out, since its source is a query or a file and no table.`,
      );
      return [];
    }
    const fields = parts(dataset.fields, [...path, 'fields']);
    this.#unique(fields, `field of ${dataset.name}`);
    const { hidden = false } = this.#extension(dataset, path);
    return [
      {
        path,
        name: dataset.name,
        source: names,
        required: true,
        aliases: contextOf(dataset.ai_context, 'synonyms').synonyms,
        ...described(dataset),
        hidden,
        primaryKey: dataset.primary_key ?? [],
        fields: fields.map(({ part, at }) => this.#field(part, at)),
      },
    ];
  }

  #field(field: OsiField, path: DocumentPath): ModelField {
    const { hidden = false, codes = {} } = this.#extension(field, path);
    return {
      path,
      name: field.name,
      expression: expressionOf(field.expression) ?? field.name,
      aliases: contextOf(field.ai_context, 'synonyms').synonyms,
      ...described(field),
      ...(field.datatype != null && { datatype: field.datatype }),
      hidden,
      codes: Object.entries(codes).flatMap(([code, names]) => {
        const given = (Array.isArray(names) ? names : [names]) as readonly string[];
        const filled = given.map((name) => name.trim()).filter((name) => name !== '');
        return filled.length === 0 ? [] : [{ code, names: filled }];
      }),
    };
  }

  #relationship(relationship: OsiRelationship, path: DocumentPath): ModelRelationship {
    const { name, from, to, from_columns: fromColumns, to_columns: toColumns } = relationship;
    if (fromColumns.length !== toColumns.length)
      this.problems.push({
        path,
        message: `relationship ${name}: expected as many to_columns as from_columns (${fromColumns.length}), got ${toColumns.length}.`,
      });
    return { path, name, from, to, fromColumns, toColumns, required: true };
  }

  #extension(part: Pick<OsiDataset, 'custom_extensions'>, path: DocumentPath): MomqExtension {
    const { extension, problems, unknown } = readExtension(part.custom_extensions, path);
    this.problems.push(...problems);
    this.notes.push(...unknown.map((each) => `${this.#origin.at(each.path)}: ${each.message}`));
    return extension;
  }

  #unique(named: readonly { part: { name: string }; at: DocumentPath }[], what: string): void {
    const seen = new Set<string>();
    for (const { part, at } of named) {
      if (seen.has(part.name))
        this.problems.push({
          path: [...at, 'name'],
          message: `expected one ${what} of the name ${part.name}, got a second. Rename one.`,
        });
      seen.add(part.name);
    }
  }
}

function parts<T>(list: readonly T[] | null | undefined, path: DocumentPath) {
  return (list ?? []).map((part, index) => ({ part, at: [...path, index] }));
}

function metricOf(metric: OsiMetric, path: DocumentPath, dataset?: string): ModelMetric {
  const expression = expressionOf(metric.expression);
  return {
    path,
    name: metric.name,
    ...(dataset !== undefined && { dataset }),
    ...(expression !== undefined && { expression }),
    aliases: contextOf(metric.ai_context, 'synonyms').synonyms,
    ...described(metric),
    ...(metric.datatype != null && { datatype: metric.datatype }),
  };
}

/** The text in standard SQL, else in the first dialect that writes the same for what is read here. */
function expressionOf({ dialects }: OsiExpression): string | undefined {
  const of = (name: string) => dialects.find(({ dialect }) => dialect === name)?.expression;
  return of('ANSI_SQL') ?? of('SNOWFLAKE') ?? of('DATABRICKS') ?? of('BIGQUERY');
}

interface Context {
  readonly synonyms: readonly string[];
  readonly instructions: readonly string[];
}

function contextOf(context: OsiAiContext | null | undefined, plain: 'synonyms' | 'instruction') {
  if (context == null) return { synonyms: [], instructions: [] } satisfies Context;
  if (typeof context !== 'string')
    return {
      synonyms: [...(context.synonyms ?? [])],
      instructions: [
        ...texts(context.instructions),
        ...(context.examples ?? []).map((question) => `People ask, for example: ${question}`),
      ],
    } satisfies Context;
  const listed = context.split(',').map((name) => name.trim());
  const isList = listed.every((name) => name !== '' && name.split(/\s+/).length <= 4);
  return plain === 'synonyms' && isList
    ? ({ synonyms: listed, instructions: [] } satisfies Context)
    : ({ synonyms: [], instructions: [context] } satisfies Context);
}

function described({ description }: { readonly description?: string | null }) {
  return description == null ? {} : { description };
}

function texts(text: string | null | undefined): string[] {
  return text == null ? [] : [text];
}

const namePart = /"(?:[^"]|"")+"|`[^`]+`|\[[^\]]+\]|[\p{L}\p{N}_$#-]+/u.source;
const wholeName = new RegExp(`^(?:${namePart})(?:\\.(?:${namePart}))*$`, 'u');

/** Parts of `db."Sales".orders`; undefined for what is no name. */
export function nameParts(source: string): string[] | undefined {
  if (!wholeName.test(source.trim())) return undefined;
  return [...source.matchAll(new RegExp(namePart, 'gu'))].map(([name]) =>
    /^["`[]/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name,
  );
}
