import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports a server for each transport', () => {
  expect(Object.keys(exported).sort()).toEqual(['createMcpServer', 'serveMcpStdio']);
});
