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
  /**
   * Whether ONNX Runtime keeps a second copy of constant weights, in its own memory and laid out for its matrix
   * kernels. Saves 8 to 30 % of a matrix product's CPU time. Default: true for constants inside the graph, false as soon
   * as a constant is external, so that mapped weights stay the only copy.
   */
  readonly prepack?: boolean;
  /**
   * Whether ONNX Runtime records the time of every node, from the first run to the first `inspect()`, which then gives
   * time and provider of each operator. Slows small graphs; turns the cache on disk off. Default false.
   */
  readonly profile?: boolean;
  /**
   * Whether external float16 and bfloat16 constants are widened to float32 once, when the session is created, into ONNX
   * Runtime's own memory: twice the size of their file. Otherwise every run widens them anew, which leaves the file the
   * only copy between runs. Default true. A graph with constants that are widened so is not kept in the cache on disk.
   */
  readonly widenAtLoad?: boolean;
}
