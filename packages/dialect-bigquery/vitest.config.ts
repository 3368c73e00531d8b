import { withAlone } from '../../vitest.base.js';

export default withAlone('src/embedded-database.test.ts');
