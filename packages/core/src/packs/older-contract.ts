/**
 * Packs of the contract that was part of `@momq/core` 0.1, read as packs of `@momq/dialect` 1.x.
 *
 * They also say `v1`, and are told by their capabilities: `setOperations` and `subqueries` where `unsupported` is now.
 *
 * @module
 */
import type {
  Database,
  DatabaseSchema,
  DialectPack,
  QueryOptions,
  QueryResult,
  Value,
} from '@momq/dialect';
import { logicalConstructs, UnsupportedFeatureError } from '@momq/dialect';
import { viewAsGraph } from '../graph/view-as-graph.js';
import { adaptOlderLanguage, olderConstructs } from './older-language.js';

const sets = ['union', 'intersect', 'except'] as const;

/** A database as it was: a limit by position, no options of a schema, no signals. */
interface OlderDatabase {
  readonly dialect: string;
  schema(): Promise<DatabaseSchema>;
  values(entity: string, field: string, limit: number): Promise<readonly Value[]>;
  query(text: string, options?: QueryOptions): Promise<QueryResult>;
  explain?(text: string): Promise<string>;
  close(): Promise<void>;
}

/** A pack as it was, where it differs. */
export interface OlderPack extends Omit<
  DialectPack,
  'capabilities' | 'createGrammar' | 'openDatabase' | 'createDatabase' | 'prompt'
> {
  readonly capabilities: {
    readonly setOperations: readonly (typeof sets)[number][];
    readonly subqueries: boolean;
    readonly engines: readonly ('embedded' | 'url')[];
    readonly explain: boolean;
  };
  openDatabase(source: string): Promise<OlderDatabase>;
  createDatabase(content: Parameters<DialectPack['createDatabase']>[0]): Promise<OlderDatabase>;
  renderSchema(schema: DatabaseSchema): string;
}

/** True for a pack of the older contract. */
export function isOlderPack(pack: object): pack is OlderPack {
  const { capabilities } = pack as { readonly capabilities?: unknown };
  return (
    typeof capabilities === 'object' &&
    capabilities !== null &&
    'setOperations' in capabilities &&
    !('unsupported' in capabilities)
  );
}

/** The same pack under today's contract; its databases are adapted as they open. */
export function adaptOlderPack(older: OlderPack): DialectPack {
  const { setOperations, subqueries, engines, explain } = older.capabilities;
  const lacking = new Set<string>([
    ...sets.filter((name) => !setOperations.includes(name)),
    ...(subqueries ? [] : ['subquery', 'exists']),
  ]);
  const unsupported = logicalConstructs.filter(
    (construct) => lacking.has(construct) || !olderConstructs.includes(construct),
  );
  return {
    specificationVersion: 'v1',
    id: older.id,
    displayName: older.displayName,
    family: older.family,
    version: older.version,
    capabilities: {
      unsupported,
      engines: [...engines, 'file'],
      explain,
      estimate: false,
    },
    keywords: older.keywords,
    tutorials: older.tutorials,
    expertGroup: older.expertGroup,
    ...(older.language !== undefined && {
      language: adaptOlderLanguage(older.id, older.language, unsupported),
    }),
    prompt: { renderSchema: (schema) => older.renderSchema(schema), rules: [] },
    createParser: () => older.createParser(),
    recognises: (source) => older.recognises(source),
    openDatabase: async (source) => adaptOlderDatabase(await older.openDatabase(source)),
    createDatabase: async (content) => adaptOlderDatabase(await older.createDatabase(content)),
    ...(older.family === 'graph' && { viewRelational: viewAsGraph }),
  };
}

function adaptOlderDatabase(older: OlderDatabase): Database {
  const { explain } = older;
  const query = async (text: string, options: QueryOptions = {}): Promise<QueryResult> => {
    options.signal?.throwIfAborted();
    if (options.parameters !== undefined)
      throw new UnsupportedFeatureError(
        `${older.dialect}: expected a query without parameters, got some. Write the values into the text, or update the pack.`,
      );
    const result = await older.query(text, options);
    return { ...result, columnTypes: result.columns.map(() => 'other') };
  };
  return {
    dialect: older.dialect,
    schema: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      return older.schema();
    },
    values: async (entity, field, { limit, equalTo, signal }) => {
      signal?.throwIfAborted();
      const wanted = equalTo && new Set(equalTo.map((text) => text.toLowerCase()));
      const values = await older.values(entity, field, limit);
      return wanted === undefined
        ? values
        : values.filter((value) => typeof value === 'string' && wanted.has(value.toLowerCase()));
    },
    query,
    async *stream(text, options = {}) {
      yield await query(text, { maxRows: Number.MAX_SAFE_INTEGER, ...options });
    },
    ...(explain !== undefined && { explain: (text) => explain.call(older, text) }),
    close: () => older.close(),
  };
}
