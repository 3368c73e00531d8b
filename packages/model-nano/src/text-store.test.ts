import { expect, test } from 'vitest';
import { TextStore } from './text-store.js';

/** A store of three texts whose vectors are their lengths, and what it asked to be encoded. */
function store(): { texts: TextStore; asked: string[][] } {
  const asked: string[][] = [];
  const texts = new TextStore((names) => {
    asked.push([...names]);
    return Promise.resolve(names.map(({ length }) => Float32Array.of(length)));
  }, 3);
  return { texts, asked };
}

test('each text is encoded once while it is among the last that were used', async () => {
  const { texts, asked } = store();
  expect(await texts.vectors(['a', 'bb', 'a'])).toEqual(
    new Map([
      ['a', Float32Array.of(1)],
      ['bb', Float32Array.of(2)],
    ]),
  );
  await texts.vectors(['ccc']);
  await texts.vectors(['a']); // bb is now the one used longest ago
  await texts.vectors(['dddd']);
  await texts.vectors(['a', 'bb']);
  expect(asked).toEqual([['a', 'bb'], ['ccc'], ['dddd'], ['bb']]);
});

test('a call gets all that it asks for, however many', async () => {
  const { texts } = store();
  const names = ['1', '22', '333', '4444', '55555'];
  expect([...(await texts.vectors(names)).keys()]).toEqual(names);
});
