import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findOptional } from './optional-packages.mjs';

/** Name of the package that brings ZetaSQL. */
export const ZETASQL = '@fivetrandevelopers/zetasql';

/** Bytes of memory that one server may take, so that no query takes the machine's: 4 GiB, in the unit of `ulimit -v`. */
const MEMORY_KIB = 4 * 1024 * 1024;

/** Milliseconds within which a server listens. */
const START_MS = 30_000;

/** Programs of the package by platform. */
const PROGRAMS = new Map([
  ['linux-x64', 'remote_server.so'],
  ['linux-arm64', 'remote_server_arm.so'],
  ['darwin-x64', 'remote_server'],
  ['darwin-arm64', 'remote_server_arm'],
]);

/**
 * Ends the server when its input ends, in whatever way this process does; the socket's folder goes with it. Signals, such as
 * Ctrl-C's to all processes of a terminal, do not reach it before. Arguments: program, address, folder, memory.
 */
const SUPERVISOR =
  'ulimit -v "$3" 2>/dev/null; "$0" "$1" 1 >/dev/null 2>&1 & cat >/dev/null; kill -9 $!; wait; rm -rf "$2"';

/**
 * The program and the libraries of the installed package; undefined where it is not installed or has no program for this machine.
 *
 * @param {string | undefined} moduleUrl - `import.meta.url` of who asks
 * @returns {import('./zetasql-service.mjs').FoundZetaSql | undefined}
 */
export function findZetaSql(moduleUrl) {
  const name = PROGRAMS.get(`${process.platform}-${process.arch}`);
  const manifest = findOptional(ZETASQL, moduleUrl);
  if (manifest === undefined || name === undefined) return undefined;
  const folder = join(dirname(manifest), 'lib', 'zetasql');
  const program = join(folder, name);
  return existsSync(program) ? { program, folder, require: createRequire(manifest) } : undefined;
}

/**
 * Starts a server of ZetaSQL and connects to it.
 *
 * @param {import('./zetasql-service.mjs').FoundZetaSql} found
 * @param {string} proto - messages of the calls
 * @param {number} [nesting] - levels of messages at most; default 100
 * @returns {import('./zetasql-service.mjs').ZetaSqlService}
 */
export function startZetaSql(found, proto, nesting = 100) {
  const folder = mkdtempSync(join(tmpdir(), 'momq-zetasql-'));
  const socket = join(folder, 's');
  const address = `unix:${socket}`;
  const child = spawn(
    '/bin/sh',
    ['-c', SUPERVISOR, found.program, address, folder, String(MEMORY_KIB)],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  const types = messages(found, proto, nesting);
  const grpc = found.require('@grpc/grpc-js');
  const client = new grpc.Client(`${address}:1`, grpc.credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  return {
    child,
    /** Resolves when the server listens. */
    async ready() {
      const started = performance.now();
      while (!existsSync(`${socket}:1`)) {
        if (child.exitCode !== null || performance.now() - started > START_MS)
          throw new Error(`${ZETASQL}: expected its server to start, but it did not`);
        await wait(5);
      }
    },
    /**
     * Calls the service; the error's `code` is gRPC's.
     *
     * @param {string} method - for example `EvaluateQuery`
     * @param {object} request
     * @returns {Promise<any>}
     */
    call(method, request) {
      const [input, output] = [`${method}Request`, `${method}Response`].map((name) =>
        types.lookupType(`zetasql.${name}`),
      );
      return new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          `/zetasql.local_service.ZetaSqlLocalService/${method}`,
          (/** @type {object} */ value) => input.encode(input.fromObject(value)).finish(),
          (/** @type {Uint8Array} */ bytes) => output.toObject(output.decode(bytes), FORM),
          request,
          (/** @type {unknown} */ error, /** @type {unknown} */ value) =>
            error ? reject(error) : resolve(value),
        );
      });
    },
    /** Ends the server at once; resolves when it is gone. */
    async stop() {
      client.close();
      child.ref();
      child.stdin.end();
      await ended;
    },
    /** Whether it keeps this process alive. @param {boolean} alive */
    hold(alive) {
      const stdin = /** @type {import('node:net').Socket} */ (child.stdin);
      for (const handle of [child, stdin]) alive ? handle.ref() : handle.unref();
    },
  };
}

/** How messages are read: whole numbers of 64 bits as text. */
const FORM = { longs: String, bytes: Buffer };

/**
 * The messages of a text of protocol buffers; imports come from the package.
 *
 * @param {import('./zetasql-service.mjs').FoundZetaSql} found
 * @param {string} proto
 * @param {number} nesting
 * @returns {any}
 */
function messages({ folder, require }, proto, nesting) {
  const loader = createRequire(require.resolve('@grpc/proto-loader'));
  const protobuf = loader('protobufjs');
  protobuf.Reader.recursionLimit = Math.max(protobuf.Reader.recursionLimit, nesting);
  protobuf.util.recursionLimit = protobuf.Reader.recursionLimit;
  const root = new protobuf.Root();
  const seen = new Set();
  /** @param {string} text */
  const add = (text) => {
    const { imports = [], weakImports = [] } = protobuf.parse(text, root);
    for (const name of [...imports, ...weakImports]) {
      if (seen.has(name) || name.startsWith('google/')) continue;
      seen.add(name);
      add(readFileSync(join(folder, 'protos', name), 'utf8'));
    }
  };
  add(proto);
  return root;
}
