import { withAlone } from '../../vitest.base.js';

export default withAlone('src/sqlite-limits.test.ts');
