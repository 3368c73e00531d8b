import type { InspectedGraph } from '@momq/moe/pointer';

/** One operator of a graph: what the engine wrote, and what ONNX Runtime ran under that name. */
export interface OperatorRow {
  readonly operator: string;
  /** Nodes of the graph that went to ONNX Runtime. */
  readonly nodes: number;
  /** Floating-point operations of these nodes. */
  readonly flops: number;
  /** Nodes that ONNX Runtime ran after its own optimisation, by provider. */
  readonly ran: Readonly<Record<string, number>>;
  /** Milliseconds per run. */
  readonly milliseconds: number;
  /** Share of the time of all operators, 0 to 1. */
  readonly share: number;
}

/** The operators of a graph, the slowest first. */
export function operatorRows({ report }: InspectedGraph): OperatorRow[] {
  const timed = report.profile?.operators ?? [];
  const total = timed.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const names = new Set([
    ...timed.map(({ operator }) => operator),
    ...Object.keys(report.operators),
  ]);
  return [...names]
    .map((operator) => {
      const own = timed.filter((time) => time.operator === operator);
      const milliseconds = own.reduce((sum, time) => sum + time.milliseconds, 0);
      return {
        operator,
        nodes: report.operators[operator] ?? 0,
        flops: report.flopsByOperator[operator] ?? 0,
        ran: Object.fromEntries(own.map(({ provider, nodeCount }) => [provider, nodeCount])),
        milliseconds,
        share: total === 0 ? 0 : milliseconds / total,
      };
    })
    .sort((a, b) => b.milliseconds - a.milliseconds || b.nodes - a.nodes);
}
