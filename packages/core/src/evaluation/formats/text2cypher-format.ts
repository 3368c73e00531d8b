import { goldsOf, textOf } from './question-format.js';
import type { QuestionFormat } from './question-format.js';

/** Members that are no gold queries. */
const described = new Set([
  ...['question', 'schema', 'type', 'database', 'database_reference_alias', 'data_source'],
  ...['instance_id', 'syntax_error', 'timeout', 'returns_results', 'false_schema', 'no_cypher'],
]);

/**
 * Neo4j's Text2Cypher: `question`, the gold under the name of its dialect, and the database as `database` (the sets of demo
 * databases, CSV) or `database_reference_alias` (2024, JSON lines). Rows without a database, and those whose gold the set itself
 * marks as broken, too slow or without rows, are left out.
 *
 * @remarks Source: github.com/neo4j-labs/text2cypher and huggingface.co/datasets/neo4j/text2cypher-2024v1.
 */
export const text2CypherFormat: QuestionFormat = {
  name: 'Text2Cypher',
  recognises: (row) =>
    'question' in row &&
    !('db_id' in row) &&
    ('database' in row || 'database_reference_alias' in row || 'instance_id' in row),
  read(row) {
    const question = textOf(row, 'question');
    const gold = goldsOf(row, described);
    if (question === undefined || gold === undefined) return undefined;
    const dbId = textOf(row, 'database', 'database_reference_alias');
    const isBroken = says(row['syntax_error'], true) || says(row['timeout'], true);
    if (dbId === undefined || isBroken || says(row['returns_results'], false)) return null;
    const kind = textOf(row, 'type');
    return { dbId, question, gold, ...(kind !== undefined && { kind }) };
  },
};

/** `True` of Python, `true` of JSON. */
function says(value: unknown, wanted: boolean): boolean {
  return String(value).toLowerCase() === String(wanted);
}
