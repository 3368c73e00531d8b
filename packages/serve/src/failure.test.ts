import { expect, it } from 'vitest';
import { failureOf } from './failure.js';

const hidden = {
  texts: ['sesame-1234'],
  sources: { 'postgres://bob:s3cret@db/shop': 'shop', '/data/shop.sqlite': 'files' },
};
const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

it('shows no key, no password and no path', () => {
  const { message, status } = failureOf(
    coded(
      'DATABASE sesame-1234: postgres://bob:s3cret@db/shop said "s3cret"; /data/shop.sqlite is gone',
      'DATABASE_OPEN',
    ),
    hidden,
  );
  expect(status).toBe(503);
  expect(message).not.toMatch(/sesame|s3cret|bob|\/data/);
  expect(message).toContain('files is gone');
});

it.each([
  ['no code', new Error('at /home')],
  ["Node's code", coded('at /home', 'ERR_STREAM')],
  ["the system's code", Object.assign(coded('open /home', 'ENOENT'), { errno: -2 })],
])('says nothing of an error with %s', (_, error) => {
  expect(failureOf(error, hidden)).toMatchObject({
    status: 500,
    code: 'INTERNAL',
    message: expect.not.stringContaining('/home') as string,
  });
});
