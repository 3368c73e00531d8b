import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { cpuFallbacks, type CpuFallback } from './devices/cpu-fallbacks.js';
import type { Device } from './devices/device.js';
import type { RunProfile } from './inspection/run-profile.js';
import { SessionProfile } from './inspection/session-profile.js';
import { encodeModel } from './onnx/encode-model.js';
import type { OnnxGraph, OnnxValueInfo } from './onnx/onnx-graph.js';
import { createSession } from './runtime/onnx-runtime.js';
import { checkExternalData, externalFolder, widensAtLoad } from './session/external-data.js';
import { checkGraphSize } from './session/graph-size.js';
import { idleOptimizers } from './session/idle-optimizers.js';
import { runError, sessionError } from './session/session-error.js';
import type { SessionOptions } from './session/session-options.js';
import { sessionSettings } from './session/session-settings.js';

export type { SessionOptions } from './session/session-options.js';

/** How a graph is compiled. */
export interface CompileOptions extends SessionOptions {
  readonly device: Device;
}

/** A graph that ONNX Runtime has optimised and written to a file. */
export interface OptimisedGraph extends Pick<OnnxGraph, 'name' | 'inputs' | 'outputs'> {
  /** The file's content. */
  readonly model: Uint8Array;
  /** Folder of the external constants, if there are any. */
  readonly externalFolder: string | undefined;
  /** Bytes of the model before it was optimised. */
  readonly modelBytes: number;
}

/** A graph with the ONNX Runtime session that runs it. */
export class CompiledGraph {
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Whether the session came from the cache on disk. */
  readonly fromCache: boolean;
  /** Bytes of the model that went to ONNX Runtime, without constants that lie in files. */
  readonly modelBytes: number;
  readonly #session: InferenceSession;
  readonly name: string;
  readonly #profile: SessionProfile | undefined;
  /** The recording is the caller's; else it is of the first run alone, for {@link cpuFallbacks}. */
  readonly #recorded: boolean;
  readonly #offHost: boolean;
  #fallbacks: readonly CpuFallback[] | undefined;

  private constructor(
    { name, inputs, outputs }: Pick<OnnxGraph, 'name' | 'inputs' | 'outputs'>,
    { session, fromCache, modelBytes, profile, recorded = false, offHost = false }: CreatedSession,
  ) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
    this.fromCache = fromCache;
    this.modelBytes = modelBytes;
    this.#session = session;
    this.#profile = profile;
    this.#recorded = recorded;
    this.#offHost = offHost;
  }

  /**
   * Creates the session.
   * @param saveTo - file to which ONNX Runtime writes the optimised graph, for {@link CompiledGraph.open}
   * @throws {@link EngineError} `GRAPH_TOO_LARGE`, `EXTERNAL_DATA`, `OUT_OF_MEMORY`, or `SESSION_FAILED` with ONNX
   *   Runtime's error as cause
   */
  static async create(
    graph: OnnxGraph,
    options: CompileOptions,
    saveTo?: string,
  ): Promise<CompiledGraph> {
    checkGraphSize(graph);
    await checkExternalData(graph);
    const folder = externalFolder(graph);
    const { profile: recorded = false, device } = options;
    const offHost = device.kind !== 'cpu';
    const profile = recorded || offHost ? new SessionProfile() : undefined;
    try {
      const model = encodeModel(graph, folder === undefined ? {} : { externalFolder: folder });
      const widens = widensAtLoad(graph, options);
      const context = { device, externalFolder: folder, widens, idle: idleOptimizers(graph) };
      const session = await createSession(model, {
        ...sessionSettings(options, context),
        ...profile?.sessionOptions,
        ...(saveTo !== undefined && { optimizedModelFilePath: saveTo }),
      });
      const modelBytes = model.byteLength;
      const created = { session, fromCache: false, modelBytes, profile, recorded, offHost };
      return new CompiledGraph(graph, created);
    } catch (cause) {
      profile?.discard();
      throw sessionError(graph.name, cause);
    }
  }

  /**
   * Creates the session of a graph that was optimised before, for the CPU. Whether its files of constants are there is
   * for the caller to check.
   * @throws ONNX Runtime's error
   */
  static async open(graph: OptimisedGraph, options: CompileOptions): Promise<CompiledGraph> {
    const { model, modelBytes, externalFolder } = graph;
    const session = await createSession(model, {
      ...sessionSettings(options, { device: options.device, externalFolder, widens: false }),
      graphOptimizationLevel: 'disabled', // it has been done
    });
    return new CompiledGraph(graph, { session, fromCache: true, modelBytes });
  }

  /**
   * Runs the graph.
   * @param feeds - a tensor for every graph input
   * @param fetches - for every graph output a tensor to write into, or null to allocate one
   * @throws {@link EngineError} `OUT_OF_MEMORY`, or `RUN_FAILED` with ONNX Runtime's error as cause
   */
  async run(
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor>> {
    try {
      const results = await this.#session.run(feeds, fetches);
      if (this.#profile !== undefined && !this.#recorded)
        this.#fallbacks ??= cpuFallbacks(this.#profile.finish(this.#session));
      return results;
    } catch (cause) {
      throw runError(this.name, cause);
    }
  }

  /** Operators left to the CPU by another device; known after the first run, `undefined` on the CPU. */
  get cpuFallbacks(): readonly CpuFallback[] | undefined {
    return this.#fallbacks;
  }

  /** Ends the recording of a session with the option `profile`; `undefined` without it. */
  endProfile(): RunProfile | undefined {
    if (!this.#recorded) return undefined;
    const profile = this.#profile?.finish(this.#session);
    if (profile !== undefined && this.#offHost) this.#fallbacks = cpuFallbacks(profile);
    return profile;
  }

  /** Frees the session. */
  release(): Promise<void> {
    this.#profile?.finish(this.#session); // ONNX Runtime would write the file when it frees the session
    return this.#session.release();
  }
}

interface CreatedSession {
  readonly session: InferenceSession;
  readonly fromCache: boolean;
  readonly modelBytes: number;
  readonly profile?: SessionProfile | undefined;
  /** Whether the caller asked for the profile. */
  readonly recorded?: boolean;
  /** Whether it runs on another device than the CPU. */
  readonly offHost?: boolean;
}
