/**
 * What SQL packs share: logical queries as SQL text, and the relational side of `DatabaseContent`.
 *
 * @module
 */
export { SqlGenerator } from './sql-generator.js';
export { TypedSqlGenerator } from './typed-sql-generator.js';
export { isIsoDate, isoDayPattern, isoTimePattern, isoZonePattern } from './iso-dates.js';
export type { SelectClauses, SelectOptions, SqlSelectGenerator } from './sql-select-generator.js';
export type { SqlConditionGenerator } from './sql-condition-generator.js';
export type { NestedUse, SqlExpressionGenerator } from './sql-expression-generator.js';
export type { CastType, SqlSpelling, TypedText } from './sql-spelling.js';
export { QueryScope } from './query-scope.js';
export type { DerivedNames, SourceNames } from './query-scope.js';
export { quoteEntity, quoteIdentifier, quoteText } from './identifier-quoting.js';
export type { IdentifierRules } from './identifier-quoting.js';
export { parenthesised } from './parenthesised.js';
export { mayHaveSeveralRows } from './several-rows.js';
export { argumentText, infix, named, standardFunctions } from './standard-functions.js';
export type { FunctionSpellings, SpelledCall, Spelling } from './standard-functions.js';
export { foreignKeyLinks } from './foreign-key-links.js';
export type { ForeignKey } from './foreign-key-links.js';
export { describeContent, describeField } from './describe-content.js';
export { inferLinks } from './infer-links.js';
export type { InferLinksOptions, InferredLinks, LinkCandidate, LinkColumn } from './infer-links.js';
export { temporalEncoding } from './temporal-encoding.js';
export { firstRowOfGroups, isFirstRowQuery } from './first-row-of-groups.js';
export type { FirstRowQuery } from './first-row-of-groups.js';
export { strictGrouping, withoutPrimaryKeys } from './strict-grouping.js';
export { createTableStatement, fittedSchema } from './relational-content.js';
export type { ColumnTypes } from './relational-content.js';
export { renderSqlSchema } from './sql-schema-text.js';
export { KillableWorker } from './killable-worker.js';
export type { WorkerRequest, WorkerSend } from './killable-worker.js';
export { offsetsOfBytes } from './byte-offsets.js';
export { keywordsIn } from './keyword-scan.js';
export { refusedCall } from './refused-call.js';
export { nodeSqlParser } from './node-sql-parser.js';
export type { NodeSqlLibrary, NodeSqlParserOptions } from './node-sql-parser.js';
export { engineScript, packageFile, requireDependency } from './engine-script.js';
export { startProcess, startThread } from './engine-process.js';
export type { EngineProcess } from './engine-process.js';
export { sqlNameGrammar } from './name-grammar/sql-name-grammar.js';
export type { SqlForm, SqlGrammarRules } from './name-grammar/sql-grammar-rules.js';
export type { Clause } from './name-grammar/query-names.js';
export type { NameRules } from './name-grammar/sql-names.js';
export type { LexicalRules } from '../text-grammar/grammar-node.js';
