import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceReport } from './device.js';
import { moduleBases } from '../installed-package.js';
import { environment } from './environment.js';

/** A TF.js backend package and the name under which it registers its backend. */
interface BackendPackage {
  readonly package: string;
  readonly backend: string;
}

/** The packages in the order in which the engine looks for them. */
export const TFJS_BACKEND_PACKAGES: readonly BackendPackage[] = [
  { package: '@tensorflow/tfjs-node-gpu', backend: 'tensorflow' },
  { package: '@tensorflow/tfjs-node', backend: 'tensorflow' },
  { package: '@tensorflow/tfjs-backend-wasm', backend: 'wasm' },
  { package: '@tensorflow/tfjs-backend-webgpu', backend: 'webgpu' },
  { package: '@tensorflow/tfjs-backend-cpu', backend: 'cpu' },
];

const CORE = '@tensorflow/tfjs-core';
const NATIVE_REMEDY =
  'Its install script did not finish; packages/engine/README.md, "Devices", shows how to build the native binding without that script.';

/** A registered TF.js backend, or why each package was passed over. */
export interface TfjsBackendSearch {
  /** Name for `tf.setBackend`; absent when no package can be used. */
  readonly backend?: string;
  /** The package that brought the backend. */
  readonly package?: string;
  /** Packages that are installed and cannot be used, with the reason and the remedy. */
  readonly rejected: readonly string[];
}

/**
 * Imports the first TF.js backend package that is installed and works, and initialises its backend. The backend that
 * the program had made current stays current.
 * @param from - folders to resolve the packages from, in order. Default: the one that `MOMQ_TFJS_PATH` names, this
 *   package's own, the working directory
 */
export async function findTfjsBackend(
  from: readonly string[] = defaultFolders(),
): Promise<TfjsBackendSearch> {
  const rejected: string[] = [];
  for (const candidate of TFJS_BACKEND_PACKAGES) {
    const file = resolveFrom(candidate.package, from);
    if (file === undefined) continue;
    const failure = otherCore(candidate.package, file) ?? (await activate(candidate, file));
    if (failure === undefined)
      return { backend: candidate.backend, package: candidate.package, rejected };
    rejected.push(failure);
  }
  return { rejected };
}

/** Whether some TF.js backend can run functions eagerly. */
export async function describeTfjs(from?: readonly string[]): Promise<DeviceReport> {
  const found = await findTfjsBackend(from);
  const report = { kind: 'tfjs', software: false } as const;
  if (found.backend !== undefined) {
    const passed = found.rejected.map((each) => `; passed over: ${each}`).join('');
    const detail = `TF.js backend "${found.backend}" of ${found.package}${passed}`;
    return { ...report, available: true, detail };
  }
  if (found.rejected.length > 0)
    return {
      ...report,
      available: false,
      detail: found.rejected.join('; '),
      remedy: NATIVE_REMEDY,
    };
  return {
    ...report,
    available: false,
    detail: 'no TF.js backend package is installed',
    remedy: `Install one of ${TFJS_BACKEND_PACKAGES.map((each) => each.package).join(', ')}, version ${tf.version_core}.`,
  };
}

function defaultFolders(): string[] {
  const named = environment['MOMQ_TFJS_PATH'];
  return [named, import.meta.dirname as string | undefined, process.cwd()].filter(
    (folder) => folder !== undefined,
  );
}

/** Main file of a package in the `node_modules` of the first folder, or of one above it, that has it. */
function resolveFrom(name: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    for (let at = path.resolve(folder); ; at = path.dirname(at)) {
      const installed = path.join(at, 'node_modules', name);
      if (existsSync(path.join(installed, 'package.json')))
        return createRequire(path.join(at, 'resolve.js')).resolve(name);
      if (at === path.dirname(at)) break;
    }
  }
  return undefined;
}

/** TF.js keeps its kernels in a registry of each copy of its core, so a backend of another copy is of no use. */
function otherCore(name: string, file: string): string | undefined {
  const own = realpathSync(createRequire(moduleBases(import.meta.url)[0] ?? '').resolve(CORE));
  const theirs = realpathSync(createRequire(file).resolve(CORE));
  if (own === theirs) return undefined;
  return `${name} uses another copy of ${CORE} (${theirs}) than this package (${own}); install one version for both, for example with "overrides" in package.json`;
}

async function activate({ package: name, backend }: BackendPackage, file: string) {
  const current = tf.engine().backendName as string | undefined;
  try {
    await import(pathToFileURL(file).href);
    if (tf.findBackend(backend) === null && !(await tf.setBackend(backend)))
      return `the backend of ${name} does not start here`;
    return undefined;
  } catch (error) {
    return `${name} is installed and cannot be loaded: ${firstLine(error)}`;
  } finally {
    // Importing tfjs-node makes its backend current.
    if (current != null && tf.engine().backendName !== current) await tf.setBackend(current);
  }
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return line.trim().replace(/\.$/, '');
}
