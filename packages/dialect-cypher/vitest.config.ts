import { mergeConfig } from 'vitest/config';
import base, { oneProcess } from '../../vitest.base.js';

export default mergeConfig(base, oneProcess);
