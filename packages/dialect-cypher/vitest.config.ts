import base from '../../vitest.base.js';

export default { ...base, test: { ...base.test, globalSetup: 'src/testing/neo4j-lender.ts' } };
