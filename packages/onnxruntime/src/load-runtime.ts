import { createRequire } from 'node:module';
import path from 'node:path';
import type * as common from 'onnxruntime-common';

/** Reason why {@link loadRuntime} fails. */
export type RuntimeErrorCode = 'RUNTIME_UNAVAILABLE';

/** What ONNX Runtime's Node package exports. */
export interface RuntimeModule {
  readonly InferenceSession: typeof common.InferenceSession;
  readonly Tensor: typeof common.Tensor;
  readonly env: common.Env;
  listSupportedBackends(): readonly SupportedBackend[];
}

/** An execution provider that the native library was built with. */
export interface SupportedBackend {
  /** For example `cpu`, `cuda`, `webgpu`. */
  readonly name: string;
  /** True where it is part of the library itself. */
  readonly bundled: boolean;
}

/** The loaded runtime and where it comes from. */
export interface LoadedRuntime {
  readonly module: RuntimeModule;
  /** Folder of the native libraries for this machine. */
  readonly libraryFolder: string;
}

/** The version of onnxruntime-node that this package holds. */
export const VERSION = '1.30.0';

const NAME = '@momq/onnxruntime';
const PUBLISHED = 'onnxruntime-node';

/**
 * Loads onnxruntime-node where it is installed in this version, which a CUDA user does, else the copy in this package.
 *
 * @param bases - files or addresses to look from, in order
 * @throws Error `RUNTIME_UNAVAILABLE` when neither is there or the native library does not load
 */
export function loadRuntime(bases: readonly string[]): LoadedRuntime {
  const main = bases.map(installed).find((found) => found !== undefined) ?? ownCopy(bases);
  if (main === undefined) {
    throw unavailable(
      `expected the installed package ${NAME}, got none from ${bases.join(' or ')}`,
      `Install it beside the program; in a bundle, keep it outside (esbuild: --external:${NAME})`,
    );
  }
  try {
    const module = createRequire(main)(main) as RuntimeModule;
    const libraries = path.join('bin/napi-v6', process.platform, process.arch);
    return { module, libraryFolder: path.join(main, '../..', libraries) };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw unavailable(
      `expected its library for ${process.platform}-${process.arch} to load, got: ${detail}`,
      'It runs on Linux x64 and arm64 with glibc 2.28 or later, macOS arm64, Windows x64 and arm64; reinstall on the machine that runs the program',
      cause,
    );
  }
}

/** Main file of an installed onnxruntime-node of the right version. */
function installed(base: string): string | undefined {
  const main = resolveFrom(base, PUBLISHED);
  if (main === undefined) return undefined;
  const { version } = createRequire(main)(`${PUBLISHED}/package.json`) as { version: string };
  return version === VERSION ? main : undefined;
}

/** Main file of the copy in this package, which is beside `dist` wherever a bundler has moved this module to. */
function ownCopy(bases: readonly string[]): string | undefined {
  for (const base of bases) {
    const manifest = resolveFrom(base, `${NAME}/package.json`);
    if (manifest !== undefined) {
      const main = path.join(path.dirname(manifest), 'runtime/dist/index.js');
      if (resolveFrom(base, main) !== undefined) return main;
    }
  }
  return undefined;
}

function resolveFrom(base: string, name: string): string | undefined {
  try {
    return createRequire(base).resolve(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function unavailable(problem: string, remedy: string, cause?: unknown): Error {
  const error = new Error(`ONNX Runtime: ${problem}. ${remedy}.`, { cause });
  return Object.assign(error, { code: 'RUNTIME_UNAVAILABLE' satisfies RuntimeErrorCode });
}
