import { readFileSync } from 'node:fs';
import { testDialect } from '@momq/dialect-kit';
import type { CheckDialectOptions } from '@momq/dialect-kit';
import { test } from 'vitest';
import { duckdb } from './index.js';

const file = new URL('../conformance.json', import.meta.url);
const facts = JSON.parse(readFileSync(file, 'utf8')) as Omit<CheckDialectOptions, 'dialect'>;

testDialect({ dialect: duckdb(), test, ...facts });
