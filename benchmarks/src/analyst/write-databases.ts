/**
 * Writes `schema.sql` and `data/*.csv` of every database of `benchmarks/analyst`: `node benchmarks/src/analyst/write-databases.ts`
 * with tsx, from the repository's root.
 *
 * @module
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { databases } from './databases.js';
import { csvText, schemaText } from './database-text.js';

for (const { id, tables } of databases()) {
  const folder = path.join('benchmarks/analyst', id);
  rmSync(path.join(folder, 'data'), { recursive: true, force: true });
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  writeFileSync(path.join(folder, 'schema.sql'), schemaText(tables));
  for (const plan of tables)
    writeFileSync(path.join(folder, 'data', `${plan.name}.csv`), csvText(plan));
}
