import type { DialectKeywords } from '@momq/dialect';
import { NOT_RESERVED, RESERVED } from './ngql-words.js';
import { aggregateNames, functionNames } from './syntax/function-names.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What the grammar of NebulaGraph 3 (`src/parser/parser.yy`) takes as a name, though the manual counts it as reserved. */
const namesAfterAll = new Set(['PATH']);

/** What the grammar reserves and the manual leaves out. */
const reservedToo = ['RIGHT'];

/** Keywords of the grammar (`src/parser/scanner.lex`) that the manual leaves out; they are names too. */
const unlisted = words('FUZZY INNER PREFIX REGEXP WILDCARD');

/** Words that SQL and Cypher have too, keywords and functions. */
const common = new Set(
  words(`
  ALL AND ANY AS ASC BY CASE COUNT DELETE DESC DISTINCT ELSE END EXISTS FALSE IN IS LIMIT MAX MIN NOT NULL OFFSET ON OR ORDER
  SET SUM THEN TRUE UNION WHEN WHERE WITH ABS AVG CEIL COALESCE EXP FLOOR LEFT LOG LOG10 LOWER REPLACE REVERSE RIGHT ROUND
  SIGN SIN COS TAN ASIN ACOS ATAN SQRT PI RADIANS SUBSTRING TRIM LTRIM RTRIM UPPER DATE TIME DATETIME CREATE DROP EXPLAIN
  FROM`),
);

/** Words that some SQL dialect has and Cypher has not, or that Cypher has and SQL has not. */
const shared = new Set(
  words(`
  ADD ALTER BOOL CHANGE CHARSET COLLATE COLLATION COMMENT CONTAINS DATA DEFAULT DESCRIBE DOUBLE ENDS FETCH FLOAT FORCE FORMAT
  FULLTEXT GRANT GRAPH GROUP GROUPS IF INDEX INDEXES INNER INSERT INT INTERSECT INTO JOIN KILL LOCAL LIST MAP MATCH MERGE NEW
  NO NONE OF OPTIONAL OVER PASSWORD PATH PLAN POINT PROFILE QUERY READ REDUCE REGEXP RENAME RESET RESTART RETURN REVOKE ROLE ROLES
  SESSION SHORTEST SHORTESTPATH ALLSHORTESTPATHS SHOW SINGLE SKIP SNAPSHOT STARTS STATUS STOP STORAGE STRING TEXT TIMESTAMP TO
  UNWIND UPDATE USE USER USERS UUID VALUE VALUES WRITE XOR YIELD DURATION ASCENDING DESCENDING CLEAR RECOVER REMOVE
  COLLECT CONCAT CONCAT_WS ENDNODE EXTRACT HEAD ID JSON_EXTRACT KEYS LABELS LAST LENGTH LOG2 LPAD NODES NOW POW PROPERTIES RAND
  RANGE RELATIONSHIPS RPAD SIZE SPLIT STARTNODE STD STRCASECMP SUBSTR TAIL TOBOOLEAN TOFLOAT TOINTEGER TOLOWER TOSTRING TOUPPER
  TYPE`),
);

/** Words that are names only in backticks, upper case. */
export const reservedWords: ReadonlySet<string> = new Set(
  [...words(RESERVED), ...reservedToo].filter((word) => !namesAfterAll.has(word)),
);

/** Keywords without functions, upper case. */
export const keywordSet: ReadonlySet<string> = new Set([
  ...words(RESERVED),
  ...words(NOT_RESERVED),
  ...reservedToo,
  ...unlisted,
]);

/** Words of clauses that only read, and functions that the embedded engine has; the other words are those of statements that write or administer. */
const inQueries = words(`
  BIDIRECT BIT_AND BIT_OR BIT_XOR BOTH CBRT COLLECT_SET DST E EDGE EDGES EXP2 FIND GET GO HASH HYPOT IS_EDGE LOOKUP MINUS NOLOOP OUT
  PROP RAND32 RAND64 RANK REVERSELY REVERSEPATH SAMPLE SRC STEP STEPS SUBGRAPH TAGS TOSET UPTO VERTEX VERTICES`);

const functions = [...functionNames, ...aggregateNames].map((name) => name.toUpperCase());
const all = [...new Set([...keywordSet, ...functions])].sort();

/** Keywords and functions of nGQL, upper case. */
export const ngqlKeywords: DialectKeywords = {
  all,
  specific: all.filter((word) => !common.has(word) && !shared.has(word)),
  inQueries,
};
