import { withAlone } from '../../vitest.base.js';

export default withAlone('src/ask-borders.test.ts');
