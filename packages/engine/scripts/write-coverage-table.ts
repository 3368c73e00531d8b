/**
 * Writes the table of kernels into the README from the registry of kernels and gradients.
 *
 * Run after a kernel, a gradient or a case changed:
 * `node --conditions=@momq/source --import tsx packages/engine/scripts/write-coverage-table.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  coverageTable,
  TABLE_BEGIN,
  TABLE_END,
} from '../src/kernels/cases/coverage-table.test-support.js';

const path = new URL('../README.md', import.meta.url);
const readme = readFileSync(path, 'utf8');
const [begin, end] = [readme.indexOf(TABLE_BEGIN), readme.indexOf(TABLE_END)];
if (begin < 0 || end < begin) throw new Error(`README.md: expected ${TABLE_BEGIN} … ${TABLE_END}`);
writeFileSync(
  path,
  readme.slice(0, begin) + coverageTable() + readme.slice(end + TABLE_END.length),
);
