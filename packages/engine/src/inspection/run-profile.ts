/** Time that one operator takes on one execution provider. */
export interface OperatorTime {
  /** Operator after ONNX Runtime's own optimisation, `MemcpyToHost` and other inserted ones included. */
  readonly operator: string;
  /** Execution provider without its suffix: `CPU`, `WebGpu`, `CUDA`. */
  readonly provider: string;
  /** Nodes of that operator on that provider. */
  readonly nodeCount: number;
  /** Milliseconds per run, all these nodes together. */
  readonly milliseconds: number;
}

/** What ONNX Runtime recorded while a session ran. */
export interface RunProfile {
  /** Runs that the times are the mean of. The first run, which allocates memory, is left out if there are others. */
  readonly runs: number;
  /** Milliseconds per run. */
  readonly milliseconds: number;
  /** Times by operator and provider, the longest first. */
  readonly operators: readonly OperatorTime[];
  /** Largest number of bytes that ONNX Runtime's CPU allocator had given out, packed weights included. */
  readonly measuredPeakBytes: number;
}

/** One event of ONNX Runtime's profile, in Chrome's trace event format; times are microseconds. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly ts: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Reads the profile that ONNX Runtime wrote.
 * Format: https://onnxruntime.ai/docs/performance/tune-performance/profiling-tools.html
 */
export function parseProfile(json: string): RunProfile {
  const events = JSON.parse(json) as ProfileEvent[];
  const all = events.filter(({ name }) => name === 'model_run');
  const runs = all.length > 1 ? all.slice(1) : all;
  const from = runs[0]?.ts ?? 0;
  const count = Math.max(1, runs.length);
  const times = new Map<
    string,
    { operator: string; provider: string; nodes: Set<string>; sum: number }
  >();
  let measuredPeakBytes = 0;
  for (const { cat, name, dur, ts, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || ts < from) continue;
    const operator = String(args['op_name']);
    const provider = String(args['provider']).replace(/ExecutionProvider$/, '');
    const key = `${operator} ${provider}`;
    const time = times.get(key) ?? { operator, provider, nodes: new Set(), sum: 0 };
    time.nodes.add(String(args['node_index']));
    time.sum += dur;
    times.set(key, time);
    measuredPeakBytes = Math.max(measuredPeakBytes, Number(args['mem_in_use_peak'] ?? 0));
  }
  return {
    runs: runs.length,
    milliseconds: runs.reduce((sum, { dur }) => sum + dur, 0) / 1000 / count,
    operators: [...times.values()]
      .map(({ operator, provider, nodes, sum }) => ({
        operator,
        provider,
        nodeCount: nodes.size,
        milliseconds: sum / 1000 / count,
      }))
      .sort((a, b) => b.milliseconds - a.milliseconds),
    measuredPeakBytes,
  };
}
