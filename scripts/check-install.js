/**
 * The packages as a new user meets them: installs the tarballs into an empty folder with npm and its defaults, and there
 * asks in an ESM, a CommonJS and bundled programs, as docs/guide/getting-started.md says; then `momq doctor`, with all in
 * place and with a file gone.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages } from './lib/pack-packages.js';
import { root } from './lib/run-step.js';
import { writeManifest } from './lib/tarball-project.js';

const packed = await packPackages();
const folder = mkdtempSync(path.join(tmpdir(), 'momq-install-'));
const project = path.join(folder, 'project');
const esbuild = esbuildProgram();
/** What the steps below found wrong. */
const failures = [];
/** Dialects of the programs; BigQuery's engine, ZetaSQL, is an optional package that nothing here installs. */
const names = ['sqlite', 'postgres', 'mysql', 'cypher', 'ngql', 'bigquery'];
/** What every program prints. */
const answers = names
  .map((id) => (id === 'bigquery' ? 'bigquery ENGINE_MISSING' : `${id} [[3]]`))
  .join('\n');

try {
  mkdirSync(project);
  install();
  step(
    'no package has an install script',
    () => {
      const { packages } = JSON.parse(
        readFileSync(path.join(project, 'package-lock.json'), 'utf8'),
      );
      return Object.keys(packages)
        .filter((name) => packages[name].hasInstallScript === true)
        .join(', ');
    },
    '',
  );
  writePrograms();
  step('an ESM program', () => node('program.mjs'), answers);
  step('a CommonJS program', () => node('program.cjs'), answers);
  bundle('program.mjs', 'out/bundle.mjs', ['--format=esm', '--external:@momq/*']);
  step('a bundle as the guide says', () => node('out/bundle.mjs'), answers);
  bundle('program.cjs', 'out/whole.cjs', []);
  step('a bundle of everything, the packages installed', () => node('out/whole.cjs'), answers);
  step('momq doctor', () => doctor().join(' '), '0 ');
  step('momq dialects', () => dialects().join(', '), [...names].sort().join(', '));
  const weights = 'node_modules/@momq/model-nano/weights/momq.json';
  renameSync(path.join(project, weights), path.join(folder, 'momq.json'));
  step('momq doctor without the weights', () => doctor().join(' '), '3 weights');
  cpSync(path.join(project, 'out/whole.cjs'), path.join(folder, 'alone.cjs'));
  step(
    'a bundle of everything, without the packages, says what to do',
    () => /sqlite ENGINE_MISSING.*--external:@momq\/dialect-sqlite/.test(node('../alone.cjs')),
    true,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  packed.remove();
}
if (failures.length > 0) {
  console.error(`✖ failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}

function step(title, run, expected) {
  const start = performance.now();
  const got = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (got === expected) return console.log(`✔ ${title}: done after ${seconds} s`);
  failures.push(title);
  console.error(`✖ ${title}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
}

/** npm's defaults: install scripts may run. */
function install() {
  writeManifest(project, packed.tarballs);
  step(
    'npm install',
    () => {
      const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
        cwd: project,
        encoding: 'utf8',
      });
      return status === 0 ? '' : stderr;
    },
    '',
  );
}

/** The same program twice: `require` of ES modules is part of Node 20.19 and later. */
function writePrograms() {
  const packages = [
    ['createMoMQ', '@momq/core'],
    ...names.map((id) => [id, `@momq/dialect-${id}`]),
  ];
  const body = `
    async function main() {
      const dialects = [${names.map((id) => `${id}()`).join(', ')}];
      const momq = createMoMQ({ dialects });
      const entity = { name: 'customer', fields: [{ name: 'id', type: 'integer', primaryKey: true }, { name: 'name', type: 'text' }] };
      const schema = { name: 'shop', family: 'relational', entities: [entity], links: [] };
      const content = { schema, rows: { customer: [[1, 'Ada'], [2, 'Grace'], [3, 'Alan']] } };
      for (const dialect of dialects) {
        const database = await dialect.createDatabase(content).catch((error) => error);
        if (database instanceof Error) {
          console.log(dialect.id, database.code, ...(database.message.match(/--external:[^ ,]+/g) ?? []));
          continue;
        }
        const { rows } = await momq.ask('How many customers are there?', database, { timeoutMs: 120_000 });
        console.log(dialect.id, JSON.stringify(rows));
        await database.close();
      }
      await momq.close();
    }
    main().catch((error) => console.log(error.code + ': ' + error.message));`;
  const esm = packages.map(([name, from]) => `import { ${name} } from '${from}';`);
  const cjs = packages.map(([name, from]) => `const { ${name} } = require('${from}');`);
  writeFileSync(path.join(project, 'program.mjs'), [...esm, body].join('\n'));
  writeFileSync(path.join(project, 'program.cjs'), [...cjs, body].join('\n'));
}

/** What a program in the project prints. */
function node(file) {
  const { NODE_PATH: _, ...env } = process.env; // pnpm's programs find this repository's packages there
  const { stdout, stderr } = spawnSync(process.execPath, [file], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  return (stdout + stderr).trim();
}

/** The exit code of `momq doctor`, and what it finds that is needed and not right. */
function doctor() {
  const bin = path.join(project, 'node_modules/.bin/momq');
  const { status, stdout } = spawnSync(bin, ['doctor', '--json'], {
    cwd: project,
    encoding: 'utf8',
  });
  const { checks } = JSON.parse(stdout);
  const wrong = checks.filter(({ state, needed }) => state !== 'ok' && needed !== false);
  return [status, wrong.map(({ part }) => part).join(', ')];
}

/** Ids of what `momq dialects` lists. */
function dialects() {
  const bin = path.join(project, 'node_modules/.bin/momq');
  const { stdout } = spawnSync(bin, ['dialects', '--json'], { cwd: project, encoding: 'utf8' });
  return JSON.parse(stdout).dialects.map(({ id }) => id);
}

function bundle(entry, outfile, options) {
  const flags = ['--bundle', '--platform=node', `--outfile=${outfile}`, '--log-level=error'];
  execFileSync(esbuild, [entry, ...flags, ...options], { cwd: project, stdio: 'inherit' });
}

/** tsx, which runs the benchmarks, brings esbuild. */
function esbuildProgram() {
  const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx');
  return createRequire(tsx).resolve('esbuild/bin/esbuild');
}
