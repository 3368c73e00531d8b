/**
 * A pack that nothing here knows, from tarball to answer: packs `reference/toy-dialect` and all packages, installs them into an
 * empty folder with npm, and there lists, asks, makes data, trains the pack's group, installs it, asks again and evaluates.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages } from './lib/pack-packages.js';
import { writeManifest } from './lib/tarball-project.js';
import { root } from './lib/run-step.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-seventh-'));
const packed = await packPackages();
const project = path.join(folder, 'project');
const toy = path.join(folder, 'toy-dialect');
/** What the steps below found wrong. */
const failures = [];

try {
  mkdirSync(project);
  cpSync(path.join(root, 'reference/toy-dialect'), toy, { recursive: true });
  installToy();
  writeProject();
  momq('lists the pack', ['dialects', '--json'], ({ dialects }) => {
    const found = dialects.find(({ id }) => id === 'toy');
    return found?.package === 'momq-dialect-toy' && found.version === '1.0.0';
  });
  makeDatabase();
  momq(
    'opens and asks',
    ask(),
    ({ query, rows, notes }) =>
      query.startsWith('FETCH') &&
      rows.length === 1 &&
      notes.some((note) => note.includes('no expert group for toy')),
  );
  const sizes = ['--train', '1', '--validation', '1', '--test', '1'];
  momq(
    'makes training data',
    ['datagen', '--dialect', 'toy', '--out', 'data', ...sizes, '--json'],
    ({ pairsBySplit }) => pairsBySplit.toy.train > 0,
  );
  const weights = path.join(toy, 'weights/nano.safetensors');
  mkdirSync(path.dirname(weights));
  const training = ['--dialect', 'toy', '--data', 'data', '--steps', '3', '--positions', '960'];
  momq(
    'trains the group',
    ['train', 'group', ...training, '--out', weights, '--json'],
    ({ steps }) => steps === 3,
  );
  installToy();
  momq(
    'asks with the trained group',
    ask(),
    ({ query, routing, notes }) =>
      query.startsWith('FETCH') &&
      routing.toy > 0 &&
      !notes.some((note) => note.includes('expert group')),
  );
  momq(
    'evaluates',
    ['demo', '--dialect', 'toy', '--json'],
    ({ questions, right }) => questions === 5 && right >= 3,
  );
  const suite = ['--questions', 'questions.jsonl', '--databases', 'databases'];
  momq(
    'scores a suite',
    ['eval', ...suite, '--dialect', 'toy', '--json'],
    ({ dialect, n, executable }) => dialect === 'toy' && n === 2 && executable > 0,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  packed.remove();
}
if (failures.length > 0) {
  console.error(`✖ failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}

/** Packs the toy pack and installs it beside the packages, as `npm install <tarball>` does. */
function installToy() {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: toy });
  const tarball = path.join(folder, 'momq-dialect-toy-1.0.0.tgz');
  writeManifest(project, { ...packed.tarballs, 'momq-dialect-toy': tarball });
  rmSync(path.join(project, 'package-lock.json'), { force: true });
  rmSync(path.join(project, 'node_modules/momq-dialect-toy'), { recursive: true, force: true });
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

function makeDatabase() {
  const script = `
    import sqlite from 'node-sqlite3-wasm';
    const database = new sqlite.Database('shop.toy');
    database.exec("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Ada'), (2, 'Alan')");
    database.close();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
}

function ask() {
  return ['ask', 'How many customers are there?', '--db', 'shop.toy', '--json'];
}

/** Runs the installed command line and judges the object that it prints. */
function momq(title, args, holds) {
  console.log(`\n▶ ${title}: momq ${args.join(' ')}`);
  const output = execFileSync(path.join(project, 'node_modules/.bin/momq'), args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const right = holds(JSON.parse(output));
  console.log(right ? `✔ ${title}` : `✖ ${title}: ${output.slice(0, 500)}`);
  if (!right) failures.push(title);
}
