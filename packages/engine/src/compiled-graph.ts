import { availableParallelism } from 'node:os';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { EngineError } from './engine-error.js';
import { encodeModel } from './onnx/encode-model.js';
import type { OnnxGraph, OnnxValueInfo } from './onnx/onnx-graph.js';

/** Settings of an ONNX Runtime session. */
export interface SessionOptions {
  /** Threads inside one operator. Default: all CPU cores. */
  readonly threads?: number;
  /**
   * Whether idle threads wait for work in a busy loop. That answers small graphs a little faster on a machine of one's
   * own, and wastes about half of the CPU time on a shared one. Default false.
   */
  readonly spinning?: boolean;
  /**
   * Whether the memory of intermediate values is kept from run to run. Without it a train step held 366 MB instead of
   * 914 MB and took 30 % more CPU time. Default true; each compiled signature keeps memory of its own.
   */
  readonly keepMemory?: boolean;
}

/** A graph with the ONNX Runtime session that runs it. */
export class CompiledGraph {
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly #session: InferenceSession;
  readonly #name: string;

  private constructor(graph: OnnxGraph, session: InferenceSession) {
    this.#name = graph.name;
    this.inputs = graph.inputs;
    this.outputs = graph.outputs;
    this.#session = session;
  }

  /**
   * Creates the session.
   * @throws {@link EngineError} `SESSION_FAILED` with ONNX Runtime's error as cause
   */
  static async create(
    graph: OnnxGraph,
    { threads = availableParallelism(), spinning = false, keepMemory = true }: SessionOptions = {},
  ): Promise<CompiledGraph> {
    try {
      const session = await InferenceSession.create(encodeModel(graph), {
        executionProviders: ['cpu'],
        graphOptimizationLevel: 'all',
        // A memory pattern nearly doubled the memory of a train step (1,686 instead of 914 MB) and saved no time.
        enableMemPattern: false,
        enableCpuMemArena: keepMemory,
        intraOpNumThreads: threads,
        logSeverityLevel: 4, // errors are thrown, not printed too
        // Denormal numbers in vanishing gradients cost up to a hundred times a normal multiplication.
        extra: {
          session: {
            set_denormal_as_zero: '1',
            intra_op: { allow_spinning: spinning ? '1' : '0' },
          },
        },
      });
      return new CompiledGraph(graph, session);
    } catch (cause) {
      throw new EngineError(
        'SESSION_FAILED',
        `${graph.name}: ONNX Runtime rejected the traced graph: ${messageOf(cause)}. Check the shapes and dtypes of that operation's operands.`,
        { cause },
      );
    }
  }

  /**
   * Runs the graph.
   * @param feeds - a tensor for every graph input
   * @param fetches - for every graph output a tensor to write into, or null to allocate one
   * @throws {@link EngineError} `RUN_FAILED` with ONNX Runtime's error as cause
   */
  async run(
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor>> {
    try {
      return await this.#session.run(feeds, fetches);
    } catch (cause) {
      throw new EngineError(
        'RUN_FAILED',
        `${this.#name}: ONNX Runtime failed: ${messageOf(cause)}. Check the values of the inputs, indices above all.`,
        { cause },
      );
    }
  }

  /** Frees the session. */
  release(): Promise<void> {
    return this.#session.release();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
