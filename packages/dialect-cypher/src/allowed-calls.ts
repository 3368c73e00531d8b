import { ConfigError } from '@momq/dialect';

/** Procedures and functions beyond Neo4j's own reading ones that queries may call, by full name; case does not matter. */
export interface CypherOptions {
  /** For example `apoc.text.clean`. Default: none. */
  readonly allowedFunctions?: readonly string[];
  /** For example `gds.graph.list`. A Neo4j server has to list each in mode READ. Default: none. */
  readonly allowedProcedures?: readonly string[];
}

/** What queries may call. */
export interface AllowedCalls {
  /** Lower case. */
  readonly procedures: ReadonlySet<string>;
  /** Lower case; functions without a namespace are Neo4j's own and always allowed. */
  readonly functions: ReadonlySet<string>;
  /** The procedures among them that the user names. */
  readonly named: ReadonlySet<string>;
}

/**
 * Neo4j's procedures that tell what a graph holds. Its mode READ alone says too little: `db.stats.retrieve` shows other users'
 * queries, `db.stats.clear` and `db.prepareForReplanning` change what all users share, `db.awaitIndexes` waits,
 * `dbms.listConfig` and `dbms.queryJmx` show the server's settings.
 */
const readingProcedures = [
  // Names in the graph, and what has which.
  'db.labels',
  'db.relationshipTypes',
  'db.propertyKeys',
  'db.schema.visualization',
  'db.schema.nodeTypeProperties',
  'db.schema.relTypeProperties',
  // Name and version of database and server.
  'db.info',
  'db.ping',
  'dbms.components',
  // Searches in an index.
  'db.index.fulltext.queryNodes',
  'db.index.fulltext.queryRelationships',
  'db.index.fulltext.listAvailableAnalyzers',
  'db.index.vector.queryNodes',
  'db.index.vector.queryRelationships',
];

const clocks = ['date', 'datetime', 'localdatetime', 'time', 'localtime'];

/** Neo4j's functions with a namespace (Cypher manual 5, "Functions"); those of other namespaces come from plugins and may do anything. */
const readingFunctions = [
  ...clocks.flatMap((type) =>
    ['realtime', 'statement', 'transaction', 'truncate'].map((name) => `${type}.${name}`),
  ),
  'datetime.fromEpoch',
  'datetime.fromEpochMillis',
  'duration.between',
  'duration.inMonths',
  'duration.inDays',
  'duration.inSeconds',
  'point.distance',
  'point.withinBBox',
  'vector.similarity.cosine',
  'vector.similarity.euclidean',
];

/** Neo4j's own reading calls, and those that the options name. @throws ConfigError for a list that holds no full names */
export function allowedCalls(options: CypherOptions = {}): AllowedCalls {
  const named = namesIn('allowedProcedures', options.allowedProcedures);
  const functions = namesIn('allowedFunctions', options.allowedFunctions);
  return {
    procedures: new Set([...readingProcedures.map(lower), ...named]),
    functions: new Set([...readingFunctions.map(lower), ...functions]),
    named: new Set(named),
  };
}

function namesIn(option: string, names: readonly string[] = []): readonly string[] {
  const wrong = names.find((name) => !/^[A-Za-z_]\w*(\.\w+)+$/.test(name));
  if (wrong !== undefined) {
    throw new ConfigError(
      `${option}: expected full names such as apoc.text.clean, got ${JSON.stringify(wrong)}. Name each one; there are no patterns.`,
    );
  }
  return names.map(lower);
}

function lower(name: string): string {
  return name.toLowerCase();
}
