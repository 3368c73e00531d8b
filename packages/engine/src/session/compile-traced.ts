import { graphKey } from '../cache/graph-key.js';
import type { GraphCache } from '../cache/graph-cache.js';
import { CompiledGraph, type CompileOptions } from '../compiled-graph.js';
import { reportGraph, type GraphReport } from '../inspection/graph-report.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { PassTarget } from '../passes/graph-pass.js';
import { runPasses } from '../passes/run-passes.js';
import { checkExternalData, externalFolder, widensAtLoad } from './external-data.js';
import { describeGraph, restoreGraph } from './graph-description.js';
import { extractRowUpdates, type RowUpdate } from './row-updates.js';
import { sessionSettings } from './session-settings.js';
import { checkSharedState } from './shared-state.js';

/** What a traced graph is compiled for. */
export interface TraceCompiler {
  readonly options: CompileOptions;
  readonly precision: PassTarget['precision'];
  /** Names of state that is updated where it lies. */
  readonly shared: ReadonlySet<string>;
  /** Where compiled graphs are kept; `undefined`: nowhere. */
  readonly cache: GraphCache | undefined;
}

/** A traced graph, compiled. */
export interface CompiledTrace {
  readonly compiled: CompiledGraph;
  readonly updates: readonly RowUpdate[];
  readonly report: GraphReport;
  /** Milliseconds spent in the passes: none when the graph comes from the cache. */
  readonly passesMs: number;
}

/**
 * Runs the passes over a traced graph and creates its session, or takes both from the cache on disk: its key is the
 * graph as traced, so that a second process need not rewrite it.
 * @throws {@link EngineError} as {@link CompiledGraph.create}, and `SHARED_STATE_HAZARD`
 */
export async function compileTraced(
  traced: OnnxGraph,
  compiler: TraceCompiler,
): Promise<CompiledTrace> {
  const { cache, options } = compiler;
  const { device, profile = false } = options;
  // A recorded session is made afresh: its settings name a file of its own, which must not be in a key.
  if (cache === undefined || device.kind !== 'cpu' || profile)
    return rewriteAndCreate(traced, compiler);
  await checkExternalData(traced);
  const key = await graphKey(traced, settingsOf(traced, compiler));
  const kept = await openKept(traced, compiler, { cache, key });
  if (kept !== undefined) return kept;
  const saveTo = await cache.reserve(key);
  if (saveTo === undefined) return rewriteAndCreate(traced, compiler);
  try {
    const created = await rewriteAndCreate(traced, compiler, saveTo);
    // A model with widened constants would hold a second copy of them.
    if (widensAtLoad(created.graph, options)) await cache.discard(saveTo);
    else await cache.store(key, saveTo, describeGraph(created));
    return created;
  } catch (error) {
    await cache.discard(saveTo);
    throw error;
  }
}

/** The graph after the passes, with the rows that it gives back instead of shared state. */
export function rewriteTraced(
  traced: OnnxGraph,
  { options, precision, shared }: Pick<TraceCompiler, 'options' | 'precision' | 'shared'>,
): { readonly graph: OnnxGraph; readonly updates: readonly RowUpdate[] } {
  const device = options.device.kind as PassTarget['device'];
  const rewritten = extractRowUpdates(runPasses(traced, { device, precision }), shared);
  checkSharedState(rewritten.graph, shared);
  return rewritten;
}

async function rewriteAndCreate(
  traced: OnnxGraph,
  compiler: TraceCompiler,
  saveTo?: string,
): Promise<CompiledTrace & { readonly graph: OnnxGraph }> {
  const started = performance.now();
  const { graph, updates } = rewriteTraced(traced, compiler);
  const passesMs = performance.now() - started;
  const compiled = await CompiledGraph.create(graph, compiler.options, saveTo);
  return { compiled, updates, graph, passesMs, report: reportGraph(traced, graph) };
}

async function openKept(
  traced: OnnxGraph,
  { options }: TraceCompiler,
  { cache, key }: { readonly cache: GraphCache; readonly key: string },
): Promise<CompiledTrace | undefined> {
  const kept = await cache.load(key);
  if (kept === undefined) return undefined;
  try {
    const { updates, report, ...graph } = restoreGraph(traced, kept);
    return { compiled: await CompiledGraph.open(graph, options), updates, report, passesMs: 0 };
  } catch (error) {
    cache.reject(key, `ONNX Runtime refused it: ${String(error)}`);
    return undefined;
  }
}

/** What the compiled graph depends on besides the traced one, as text. */
function settingsOf(
  traced: OnnxGraph,
  { options, precision, shared }: Pick<TraceCompiler, 'options' | 'precision' | 'shared'>,
): string {
  const { device, widenAtLoad = true } = options;
  const folder = externalFolder(traced);
  const { extra, ...rest } = sessionSettings(options, {
    device,
    externalFolder: folder,
    widens: false,
  });
  const { 'session.model_external_initializers_file_folder_path': _folder, ...entries } =
    extra as Record<string, string>; // the model holds places below that folder, wherever it lies
  return JSON.stringify([rest, entries, device.kind, precision, widenAtLoad, [...shared].sort()]);
}
