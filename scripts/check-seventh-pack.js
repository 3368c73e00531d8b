/**
 * Packs that nothing here knows, from tarball to answer: `reference/toy-dialect`, which has no build and no engine of its own, and
 * `examples/dialect-duckdb`, which has both. Packs them and all packages, installs the tarballs into an empty folder with npm, and
 * there lists, asks, makes data, trains each pack's group, installs it, asks again and evaluates.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pnpm } from './lib/bootstrap.js';
import { packPackages } from './lib/pack-packages.js';
import { writeManifest } from './lib/tarball-project.js';
import { root } from './lib/run-step.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-seventh-'));
const project = path.join(folder, 'project');
/** What the steps below found wrong. */
const failures = [];

const tables =
  "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Ada'), (2, 'Alan')";

/** Each pack with what it is, what its queries begin with, and a program that makes a database of its engine. */
const packs = [
  {
    id: 'toy',
    stage: (into) => cpSync(path.join(root, 'reference/toy-dialect'), into, { recursive: true }),
    begins: 'FETCH',
    conforms: false,
    database: `
      import sqlite from 'node-sqlite3-wasm';
      const database = new sqlite.Database('shop.toy');
      database.exec(${JSON.stringify(tables)});
      database.close();`,
  },
  {
    id: 'duckdb',
    stage: stageBuilt,
    begins: 'SELECT',
    conforms: true,
    database: `
      import { DuckDBInstance } from '@duckdb/node-api';
      const instance = await DuckDBInstance.create('shop.duckdb');
      const connection = await instance.connect();
      await connection.run(${JSON.stringify(tables)});
      connection.closeSync();
      instance.closeSync();`,
  },
];

const packed = await packPackages();
try {
  mkdirSync(project);
  for (const pack of packs) {
    pack.folder = path.join(folder, `${pack.id}-dialect`);
    pack.stage(pack.folder);
    pack.manifest = JSON.parse(readFileSync(path.join(pack.folder, 'package.json'), 'utf8'));
  }
  installPacks();
  writeProject();
  for (const pack of packs) beforeTraining(pack);
  for (const pack of packs) train(pack);
  installPacks();
  for (const pack of packs) afterTraining(pack);
} finally {
  rmSync(folder, { recursive: true, force: true });
  packed.remove();
}
if (failures.length > 0) {
  console.error(`✖ failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}

function beforeTraining({ id, manifest, begins, conforms, database }) {
  momq(`lists ${id}`, ['dialects', '--json'], ({ dialects }) => {
    const found = dialects.find((each) => each.id === id);
    return found?.package === manifest.name && found.version === manifest.version;
  });
  if (conforms)
    momq(
      `checks ${id}`,
      ['dialect', 'check', id, '--json'],
      ({ failed, stale, passed }) => failed + stale === 0 && passed > 40,
    );
  execFileSync(process.execPath, ['--input-type=module', '-e', database], { cwd: project });
  momq(
    `opens and asks in ${id}`,
    ask(id),
    ({ query, rows, notes }) =>
      query.startsWith(begins) &&
      rows.length === 1 &&
      notes.some((note) => note.includes(`no expert group for ${id}`)),
  );
}

/** Where the trained group goes, the pack brings it with its next tarball. */
function train({ id, folder: source }) {
  const sizes = ['--train', '1', '--validation', '1', '--test', '1'];
  const data = `${id}-data`;
  momq(
    `makes training data for ${id}`,
    ['datagen', '--dialect', id, '--out', data, ...sizes, '--json'],
    ({ pairsBySplit }) => pairsBySplit[id].train > 0,
  );
  const weights = path.join(source, 'weights/nano.safetensors');
  mkdirSync(path.dirname(weights), { recursive: true });
  const training = ['--dialect', id, '--data', data, '--steps', '3', '--positions', '960'];
  momq(
    `trains the group of ${id}`,
    ['train', 'group', ...training, '--out', weights, '--json'],
    ({ steps }) => steps === 3,
  );
}

function afterTraining({ id, begins }) {
  momq(
    `asks in ${id} with the trained group`,
    ask(id),
    ({ query, routing, notes }) =>
      query.startsWith(begins) &&
      routing[id] > 0 &&
      !notes.some((note) => note.includes('expert group')),
  );
  momq(
    `demonstrates ${id}`,
    ['demo', '--dialect', id, '--json'],
    ({ questions, right }) => questions === 5 && right >= 3,
  );
  const suite = ['--questions', 'questions.jsonl', '--databases', 'databases'];
  momq(
    `scores a suite in ${id}`,
    ['eval', ...suite, '--dialect', id, '--json'],
    ({ dialect, n, executable }) => dialect === id && n === 2 && executable > 0,
  );
}

/** What npm would get of the example: built, and packed with the versions of its peers. */
function stageBuilt(into) {
  const source = path.join(root, 'examples/dialect-duckdb');
  const [program, ...args] = pnpm;
  execFileSync(program, [...args, 'pack', '--pack-destination', folder], {
    cwd: source,
    shell: process.platform === 'win32', // npx is a .cmd file there
  });
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const tarball = path.join(folder, `momq-dialect-duckdb-${version}.tgz`);
  mkdirSync(into);
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', into]);
}

/** Packs the packs and installs them beside the packages, as `npm install <tarball>` does. */
function installPacks() {
  const tarballs = { ...packed.tarballs };
  for (const { folder: source, manifest } of packs) {
    const flags = ['--silent', '--ignore-scripts', '--pack-destination', folder];
    execFileSync('npm', ['pack', ...flags], { cwd: source });
    tarballs[manifest.name] = path.join(folder, `${manifest.name}-${manifest.version}.tgz`);
    const installed = path.join(project, 'node_modules', manifest.name);
    if (existsSync(installed)) rmSync(installed, { recursive: true });
  }
  writeManifest(project, tarballs);
  rmSync(path.join(project, 'package-lock.json'), { force: true });
  console.log('\n▶ npm install');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', ...flags], { cwd: project, stdio: 'inherit' });
}

/** A suite of two questions in Spider's layout. */
function writeProject() {
  const data = path.join(project, 'databases/library/data');
  mkdirSync(data, { recursive: true });
  writeFileSync(
    path.join(project, 'databases/library/schema.sql'),
    'CREATE TABLE `library`.`book` (\n    `title` VARCHAR(40),\n    `pages` INTEGER\n);\n',
  );
  writeFileSync(path.join(data, 'book.csv'), 'title,pages\nEngines,120\nNotes,80\nCompilers,300\n');
  const questions = [
    { db_id: 'library', question: 'How many books are there?', query: 'SELECT count(*) FROM book' },
    {
      db_id: 'library',
      question: 'List the titles of books with more than 100 pages.',
      query: 'SELECT title FROM book WHERE pages > 100',
    },
  ];
  writeFileSync(
    path.join(project, 'questions.jsonl'),
    questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
  );
}

function ask(id) {
  return ['ask', 'How many customers are there?', '--db', `shop.${id}`, '--json'];
}

/** Runs the installed command line and judges the object that it prints. */
function momq(title, args, holds) {
  console.log(`\n▶ ${title}: momq ${args.join(' ')}`);
  const started = performance.now();
  const output = execFileSync(path.join(project, 'node_modules/.bin/momq'), args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const right = holds(JSON.parse(output));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(right ? `✔ ${title}: ${seconds} s` : `✖ ${title}: ${output.slice(0, 500)}`);
  if (!right) failures.push(title);
}
