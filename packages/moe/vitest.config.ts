import { withAlone } from '../../vitest.base.js';

export default withAlone('src/text/generation/compiled-passes.test.ts');
