import { defaultCacheFolder } from '../cache/cache-folder.js';
import { GraphCache } from '../cache/graph-cache.js';
import type { CompiledGraph, CompileOptions } from '../compiled-graph.js';
import type { Device } from '../devices/device.js';
import type { HostTensor, StoredTensor } from '../host-tensor.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { State } from '../state.js';
import {
  traceFunction,
  type TraceableFunction,
  type TracedConstant,
} from '../trace/trace-function.js';
import { compileTraced, rewriteTraced, type TraceCompiler } from './compile-traced.js';
import type { CompiledSignature } from './compiled-signature.js';
import { checkFiniteResults, checkFiniteRun } from './debug-run.js';
import { warningEmitter } from './engine-warning.js';
import type { JitOptions } from './jit-options.js';
import type { JitProgram } from './jit-program.js';
import type { RowUpdate } from './row-updates.js';
import { runGraph } from './run-graph.js';
import { signatureOf, type Signature } from './signature.js';
import { SignatureTable } from './signature-table.js';

/** What a program is made of. */
export interface ProgramSource {
  readonly fn: TraceableFunction;
  readonly name: string;
  readonly constants: ReadonlyMap<string, TracedConstant>;
  readonly device: Device;
}

interface CompiledEntry {
  readonly compiled: CompiledGraph;
  readonly graph: OnnxGraph | undefined;
  readonly updates: readonly RowUpdate[];
  readonly report: CompiledSignature;
  release(): Promise<void>;
}

/** A function that is traced and compiled once per signature and run by ONNX Runtime. */
export class CompiledProgram implements JitProgram {
  readonly #source: ProgramSource;
  readonly #options: JitOptions;
  readonly #compileOptions: CompileOptions;
  readonly #compiler: TraceCompiler;
  readonly #shared: ReadonlySet<string>;
  readonly #table: SignatureTable<CompiledEntry>;
  readonly #reports = new Map<string, { report: CompiledSignature; compiled: CompiledGraph }>();

  constructor(source: ProgramSource, options: JitOptions) {
    this.#source = source;
    this.#options = options;
    const { cacheFolder, cache = cacheFolder !== undefined, onWarning } = options;
    this.#compileOptions = { ...options, device: source.device };
    this.#shared = new Set(options.sharedState);
    this.#compiler = {
      options: this.#compileOptions,
      precision: options.precision ?? 'float32',
      shared: this.#shared,
      cache: cache
        ? new GraphCache(cacheFolder ?? defaultCacheFolder(), warningEmitter(onWarning))
        : undefined,
    };
    this.#table = new SignatureTable(options.maxSignatures ?? Infinity);
  }

  async run(
    inputs: Readonly<Record<string, StoredTensor>>,
    state: State,
  ): Promise<Record<string, HostTensor>> {
    const { name, constants } = this.#source;
    const signature = signatureOf(inputs, state, constants);
    if (this.#options.debug) checkFiniteRun(name, inputs, state);
    return this.#table.use(
      signature.text,
      () => this.#compile(signature),
      ({ compiled, graph, updates }) =>
        runGraph(compiled, {
          inputs,
          state,
          shared: this.#shared,
          rowUpdates: updates,
          ...(graph !== undefined && {
            inspect: (feeds, results) =>
              checkFiniteResults(
                { graph, options: this.#compileOptions, repeatable: this.#shared.size === 0 },
                feeds,
                results,
              ),
          }),
        }),
    );
  }

  /** The signatures that are compiled now. */
  inspect(): CompiledSignature[] {
    return [...this.#reports.values()].map(({ report, compiled }) => {
      const profile = compiled.endProfile();
      const { cpuFallbacks } = compiled;
      return {
        ...report,
        ...(profile !== undefined && { profile }),
        ...(cpuFallbacks !== undefined && { cpuFallbacks }),
      };
    });
  }

  dispose(): Promise<void> {
    return this.#table.clear();
  }

  async #compile({ inputs, state, text }: Signature): Promise<CompiledEntry> {
    const { fn, name, constants, device } = this.#source;
    const started = performance.now();
    const traced = traceFunction(fn, { name, inputs, state, constants });
    const tracedAt = performance.now();
    const {
      compiled,
      updates,
      passesMs,
      report: graphReport,
    } = await compileTraced(traced, this.#compiler);
    const report: CompiledSignature = {
      signature: text,
      traceMs: tracedAt - started,
      passesMs,
      sessionMs: performance.now() - tracedAt - passesMs,
      modelBytes: compiled.modelBytes,
      fromCache: compiled.fromCache,
      device: { kind: device.kind, reason: device.reason },
      ...graphReport,
    };
    this.#reports.set(text, { report, compiled });
    return {
      compiled,
      updates,
      // Otherwise its constants would stay in memory.
      graph: this.#options.debug ? rewriteTraced(traced, this.#compiler).graph : undefined,
      report,
      release: async () => {
        if (this.#reports.get(text)?.report === report) this.#reports.delete(text);
        await compiled.release();
      },
    };
  }
}
