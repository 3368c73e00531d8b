import { expect, it } from 'vitest';
import { queryOfAnswer } from './query-of-answer.js';

it.each([
  ['SELECT 1;', 'SELECT 1'],
  ['```sql\nSELECT name\nFROM t;\n```', 'SELECT name\nFROM t'],
  ['Here it is:\n```\nSELECT 1 ; ;\n```\nIt counts.\n```sql\nSELECT 2\n```', 'SELECT 1'],
  ['```sqlite\nSELECT 1', 'SELECT 1'],
  ['<think>SELECT 0;</think>\n\nMATCH (n) RETURN n', 'MATCH (n) RETURN n'],
  ['<think>\nSELECT 0;\n```sql\nSELECT 0', ''],
  ['<thinking>\nor SELECT 0\n</thinking>SELECT 1', 'SELECT 1'],
  ['SELECT 0 would do.\n</think>\n\nSELECT 1', 'SELECT 1'],
  ["SELECT '<think>', '</think>'", "SELECT '<think>', '</think>'"],
  ["SELECT ';' ;", "SELECT ';'"],
  [' \n ', ''],
])('%j says %j', (text, query) => expect(queryOfAnswer(text)).toBe(query));
