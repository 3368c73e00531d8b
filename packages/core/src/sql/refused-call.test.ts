import { expect, it } from 'vitest';
import { refusedCall } from './refused-call.js';

const effects = { sleep: 'keeps the server waiting' };

it.each([
  ['SLEEP', 'SLEEP(), which keeps the server waiting'],
  [
    'nap',
    "nap(), which is none of Sloth's own reading functions (allow it by name with allowFunctions)",
  ],
  [
    'constructor',
    "constructor(), which is none of Sloth's own reading functions (allow it by name with allowFunctions)",
  ],
])('says why %s is refused', (name, reason) => {
  expect(refusedCall(name, 'Sloth', effects)).toBe(reason);
});
