import { testDialect } from '@momq/dialect-kit';
import { test } from 'vitest';
import { cypher } from './index.js';

testDialect({
  dialect: cypher(),
  test,
  unreachable: ['bolt://gull:hunter2@127.0.0.1:1'],
  writes: [
    'MATCH (s:ship) DETACH DELETE s',
    "CREATE (:ship {id: 5, name: 'x'})",
    'MATCH (v:visit) SET v.fee = 0',
    'MATCH (v:visit) REMOVE v.fee',
    'MERGE (d:dock {id: 1}) RETURN d',
    'MATCH (s:ship) CALL { WITH s SET s.draft = 0 } RETURN s',
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
  ],
});
