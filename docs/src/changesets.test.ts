import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const changes = new URL('../../.changeset/', import.meta.url);
const files = readdirSync(changes).filter((file) => file.endsWith('.md') && file !== 'README.md');

/** Names of the packages that are published. */
const published = readdirSync(new URL('../../packages/', import.meta.url)).flatMap((folder) => {
  const manifest = new URL(`../../packages/${folder}/package.json`, import.meta.url);
  if (!existsSync(manifest)) return [];
  const { name, private: kept } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly name: string;
    readonly private?: boolean;
  };
  return kept === true ? [] : [name];
});

/** What is wrong with the head of a changeset, `'name': patch` a line between two `---`. */
function faults(text: string): string[] {
  const head = /^---\n(.*?)^---\n/ms.exec(text)?.[1];
  if (head === undefined) return ['has no head'];
  const lines = head.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return ['names no package'];
  return lines.flatMap((line) => {
    const name = /^(['"])(.+)\1: (?:patch|minor|major)$/.exec(line)?.[2];
    if (name === undefined) return [`${line}: expected 'package': patch, minor or major`];
    return published.includes(name) ? [] : [`${name}: no published package is called so`];
  });
}

it('has changesets that name published packages', () => {
  const found = files.flatMap((file) =>
    faults(readFileSync(new URL(file, changes), 'utf8')).map(
      (fault) => `.changeset/${file}: ${fault}`,
    ),
  );
  expect(found).toEqual([]);
});

it.each([
  ["---\n'momq': minor\n'@momq/core': patch\n---\n\nText.\n", []],
  ["---\n'@momq/cli': minor\n---\n\nText.\n", ['@momq/cli: no published package is called so']],
  ["---\n'@momq/docs': minor\n---\n", ['@momq/docs: no published package is called so']],
  ["---\n'momq': small\n---\n", ["'momq': small: expected 'package': patch, minor or major"]],
  ['---\n---\n\nText.\n', ['names no package']],
  ['Text.\n', ['has no head']],
])('finds what is wrong with %j', (text, wrong) => {
  expect(faults(text)).toEqual(wrong);
});
