/**
 * The package that `momq dialect new` writes, from the tarballs to an answer: writes one in an empty project, installs it beside
 * the packages with npm, builds it, runs its tests and the suite, asks a question, and asks again with its own tarball installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages } from './lib/pack-packages.js';
import { writeManifest } from './lib/tarball-project.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-dialect-package-'));
const packed = await packPackages();
const project = path.join(folder, 'project');
const plover = path.join(project, 'momq-dialect-plover');
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

try {
  mkdirSync(project);
  writeManifest(project, packed.tarballs);
  step('npm install', 'npm', ['install', ...flags]);
  momq(['dialect', 'new', 'plover', '--display-name', 'Plover 2', '--json'], ({ files }) =>
    files.includes('src/dialect.ts'),
  );
  // the folder's own dependencies, with the packages from their tarballs
  const manifest = path.join(project, 'package.json');
  const workspace = { ...readJson(manifest), workspaces: ['momq-dialect-plover'] };
  writeFileSync(manifest, JSON.stringify(workspace));
  step('npm install in its folder', 'npm', ['install', ...flags]);
  step('npm test in its folder', 'npm', ['test', '--silent'], plover);
  momq(
    ['dialect', 'check', 'plover', '--json'],
    ({ failed, passed, stale }) => failed + stale === 0 && passed >= 45,
  );
  step('npm pack in its folder', 'npm', ['pack', '--silent', '--pack-destination', folder], plover);
  rmSync(plover, { recursive: true });
  const tarball = path.join(folder, 'momq-dialect-plover-0.0.0.tgz');
  writeManifest(project, { ...packed.tarballs, 'momq-dialect-plover': tarball });
  step('npm install of its tarball', 'npm', ['install', ...flags]);
  makeDatabase();
  momq(
    ['ask', 'How many customers are there?', '--db', 'shop.plover', '--json'],
    ({ rows, dialect, notes }) =>
      dialect === 'plover' &&
      JSON.stringify(rows) === '[[2]]' &&
      notes.some((note) => note.includes('imitated by SQLite')),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  packed.remove();
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function makeDatabase() {
  const script = `
    import sqlite from 'node-sqlite3-wasm';
    const database = new sqlite.Database('shop.plover');
    database.exec("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Ada'), (2, 'Alan')");
    database.close();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
}

/** Runs a program with its output shown; what fails ends the check. */
function step(title, program, args, cwd = project) {
  const start = performance.now();
  console.log(`\n▶ ${title}`);
  execFileSync(program, args, { cwd, stdio: 'inherit' });
  console.log(`✔ ${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Runs the installed command line and judges the object that it prints. */
function momq(args, holds) {
  const title = `momq ${args.join(' ')}`;
  console.log(`\n▶ ${title}`);
  const output = execFileSync(path.join(project, 'node_modules/.bin/momq'), args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!holds(JSON.parse(output))) throw new Error(`${title}: unexpected ${output.slice(0, 2000)}`);
  console.log(`✔ ${title}`);
}
