import type { DialectPack } from '@momq/core';
import { bigquery } from '@momq/dialect-bigquery';
import { cypher } from '@momq/dialect-cypher';
import { mysql } from '@momq/dialect-mysql';
import { ngql } from '@momq/dialect-ngql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';

/** Every pack of this repository. */
export const packs: readonly DialectPack[] = [
  sqlite(),
  postgres(),
  mysql(),
  bigquery(),
  cypher(),
  ngql(),
];
