import { InferenceSession, type Tensor } from 'onnxruntime-node';
import type { GraphCache } from './cache/graph-cache.js';
import { cpuFallbacks, type CpuFallback } from './devices/cpu-fallbacks.js';
import type { Device } from './devices/device.js';
import type { RunProfile } from './inspection/run-profile.js';
import { SessionProfile } from './inspection/session-profile.js';
import { encodeModel } from './onnx/encode-model.js';
import type { OnnxGraph, OnnxValueInfo } from './onnx/onnx-graph.js';
import { checkExternalData, externalFolder, widensExternalData } from './session/external-data.js';
import { checkGraphSize } from './session/graph-size.js';
import { runError, sessionError } from './session/session-error.js';
import type { SessionOptions } from './session/session-options.js';
import { sessionSettings } from './session/session-settings.js';

export type { SessionOptions } from './session/session-options.js';

/** How a graph is compiled. */
export interface CompileOptions extends SessionOptions {
  readonly device: Device;
  /** Where optimised graphs are kept; `undefined`: nowhere. */
  readonly cache?: GraphCache | undefined;
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
    graph: OnnxGraph,
    { session, fromCache, modelBytes, profile, recorded = false, offHost = false }: CreatedSession,
  ) {
    this.name = graph.name;
    this.inputs = graph.inputs;
    this.outputs = graph.outputs;
    this.fromCache = fromCache;
    this.modelBytes = modelBytes;
    this.#session = session;
    this.#profile = profile;
    this.#recorded = recorded;
    this.#offHost = offHost;
  }

  /**
   * Creates the session. When that fails, nothing is left behind, on disk neither.
   * @throws {@link EngineError} `GRAPH_TOO_LARGE`, `EXTERNAL_DATA`, `OUT_OF_MEMORY`, or `SESSION_FAILED` with ONNX
   *   Runtime's error as cause
   */
  static async create(graph: OnnxGraph, options: CompileOptions): Promise<CompiledGraph> {
    checkGraphSize(graph);
    await checkExternalData(graph);
    const folder = externalFolder(graph);
    const widens = options.widenAtLoad !== false && widensExternalData(graph);
    const { profile: recorded = false, device } = options;
    const offHost = device.kind !== 'cpu';
    const profile = recorded || offHost ? new SessionProfile() : undefined;
    try {
      const model = encodeModel(graph, folder === undefined ? {} : { externalFolder: folder });
      const settings = sessionSettings(options, { device, externalFolder: folder, widens });
      // A recorded session is made afresh: its settings name a file of its own, which must not be in a cache key.
      const created = await (profile === undefined
        ? // A cached file would hold the widened constants.
          createSession(model, settings, widens ? undefined : options.cache)
        : createSession(model, { ...settings, ...profile.sessionOptions }, undefined));
      return new CompiledGraph(graph, { ...created, profile, recorded, offHost });
    } catch (cause) {
      profile?.discard();
      throw sessionError(graph.name, cause);
    }
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

async function createSession(
  model: Uint8Array,
  settings: InferenceSession.SessionOptions,
  cache: GraphCache | undefined,
): Promise<CreatedSession> {
  const modelBytes = model.byteLength;
  const created = { modelBytes, fromCache: false };
  if (cache === undefined)
    return { ...created, session: await InferenceSession.create(model, settings) };
  const { extra, ...rest } = settings;
  const { 'session.model_external_initializers_file_folder_path': _folder, ...entries } =
    extra as Record<string, string>; // the model holds places below that folder, wherever it lies
  const key = cache.key(model, JSON.stringify({ ...rest, ...entries }));
  const optimised = await cache.load(key);
  if (optimised !== undefined) {
    try {
      const session = await InferenceSession.create(optimised, {
        ...settings,
        graphOptimizationLevel: 'disabled', // it has been done
      });
      return { modelBytes, fromCache: true, session };
    } catch (error) {
      cache.reject(key, `ONNX Runtime refused it: ${String(error)}`);
    }
  }
  const reserved = await cache.reserve(key);
  if (reserved === undefined)
    return { ...created, session: await InferenceSession.create(model, settings) };
  try {
    const session = await InferenceSession.create(model, {
      ...settings,
      optimizedModelFilePath: reserved,
    });
    await cache.store(key, reserved);
    return { ...created, session };
  } catch (error) {
    await cache.discard(reserved);
    throw error;
  }
}
