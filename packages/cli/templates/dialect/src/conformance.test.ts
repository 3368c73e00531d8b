import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { testDialect } from '@momq/dialect-kit';
import { __factory__ } from './index.js';

const given = JSON.parse(readFileSync(new URL('../conformance.json', import.meta.url), 'utf8'));

testDialect({ dialect: __factory__(), test, ...given });
