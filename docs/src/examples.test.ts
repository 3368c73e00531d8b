import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { typedPrograms } from './typed-programs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'docs/.cache/examples');

const inFolder = (name: string) => readdirSync(path.join(root, name));
const documents = [
  'README.md',
  ...inFolder('packages').map((name) => `packages/${name}/README.md`),
  ...inFolder('examples').map((name) => `examples/${name}/README.md`),
  ...inFolder('docs/guide').map((name) => `docs/guide/${name}`),
].filter((name) => name.endsWith('.md') && existsSync(path.join(root, name)));

const programs = documents.flatMap((document) =>
  typedPrograms(document, readFileSync(path.join(root, document), 'utf8')),
);
const complaints = new Map<string, string[]>();

/** What the compiler says of names that the text around an example introduces: unknown, or of no known type. */
const unknownName = /error TS(?:2304|2552|18004|7006|7031): |'\.\/index\.js'/;

/** Lets an example import every package, whatever the folder it lies in depends on. */
function linkPackages(): void {
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, '@momq'), { recursive: true });
  for (const name of inFolder('packages')) {
    const place = path.join(root, 'packages', name);
    if (!existsSync(path.join(place, 'package.json'))) continue;
    const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as {
      name: string;
    };
    symlinkSync(place, path.join(modules, manifest.name), 'junction');
  }
}

function writeProject(): void {
  rmSync(folder, { recursive: true, force: true });
  linkPackages();
  for (const { name, code } of programs) writeFileSync(path.join(folder, name), code);
  const built = process.env['MOMQ_TEST_BUILT'] === '1';
  const config = {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      rootDir: root,
      ...(built && { customConditions: [] }),
    },
    include: ['*.mts'],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
}

beforeAll(async () => {
  writeProject();
  const compiler = path.join(root, 'node_modules/typescript-native/bin/tsc');
  const said = await new Promise<string>((resolve) => {
    // complaints make it exit with another code than 0
    execFile(process.execPath, [compiler, '-p', folder], { cwd: folder }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
  for (const line of said.split(/\n(?! )/)) {
    const name = /^([^(]+)\(/.exec(line)?.[1] ?? '';
    if (line.trim() !== '' && !(unknownName.test(line) && !isWhole(name)))
      complaints.set(name, [...(complaints.get(name) ?? []), line]);
  }
}, 600_000);

function isWhole(name: string): boolean {
  return programs.find((program) => program.name === name)?.whole === true;
}

it('finds the examples', () => {
  expect(new Set(programs.map(({ document }) => document)).size).toBeGreaterThan(25);
});

it.each(programs)('$document:$line is what a compiler takes', ({ name }) => {
  expect(complaints.get(name) ?? []).toEqual([]);
});

it('leaves nothing unsaid', () => {
  const known = new Set(programs.map(({ name }) => name));
  expect([...complaints].filter(([name]) => !known.has(name))).toEqual([]);
});
