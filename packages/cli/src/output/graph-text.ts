import type { InspectedGraph } from '@momq/moe/pointer';
import { formatBar } from './bar.js';
import { memoryChart } from './memory-chart.js';
import { operatorRows, type OperatorRow } from './operator-rows.js';
import type { Output } from './output.js';
import { formatBytes, formatFlops, formatMilliseconds } from './quantities.js';

const barWidth = 20;

/**
 * Prints a graph: its sizes, a table of operators with time bars, and memory over the sequence of nodes.
 *
 * @param shownOperators - lines of the table; the rest is summed up
 */
export function printGraph(graph: InspectedGraph, output: Output, shownOperators = 15): void {
  const { report } = graph;
  output.print('');
  output.print(`${output.style('bold', graph.name)}  ${output.style('dim', graph.size)}`);
  for (const line of describeGraph(graph)) output.print(`  ${line}`);
  output.print('');
  const rows = operatorRows(graph);
  for (const line of operatorTable(rows.slice(0, shownOperators))) output.print(`  ${line}`);
  const rest = rows.slice(shownOperators);
  if (rest.length > 0) {
    const milliseconds = rest.reduce((sum, row) => sum + row.milliseconds, 0);
    output.print(`  … and ${rest.length} more operators, ${formatMilliseconds(milliseconds)}`);
  }
  output.print('');
  output.print('  intermediate values in memory, node by node');
  for (const line of memoryChart(report.liveBytes)) output.print(`  ${line}`);
}

/** The facts of a graph, a line each. */
export function describeGraph({ report }: InspectedGraph): string[] {
  const { profile, device } = report;
  const time = profile?.milliseconds ?? 0;
  const rate = time > 0 ? `, ${formatFlops((report.flops / time) * 1000)}/s` : '';
  const elsewhere = (profile?.operators ?? []).filter(
    ({ provider }) => device.kind !== 'cpu' && provider === 'CPU',
  );
  const fallbacks = elsewhere.map(({ operator, nodeCount }) => `${operator} ×${nodeCount}`);
  return [
    `device   ${device.kind} (${device.reason})`,
    `nodes    ${report.tracedNodeCount} traced, ${report.nodeCount} after the graph passes`,
    `compile  trace ${formatMilliseconds(report.traceMs)}, passes ${formatMilliseconds(report.passesMs)}, session ${formatMilliseconds(report.sessionMs)}`,
    `work     ${formatFlops(report.flops)} in ${formatMilliseconds(time)} a run${rate}`,
    `memory   intermediates ${formatBytes(report.peakBytes)} at most, constants ${formatBytes(report.initializerBytes + report.externalBytes)}, inputs and state ${formatBytes(report.inputBytes)}`,
    ...(fallbacks.length > 0 ? [`on CPU   ${fallbacks.join(', ')}`] : []),
  ];
}

function operatorTable(rows: readonly OperatorRow[]): string[] {
  const cells = rows.map(({ operator, nodes, flops, milliseconds, share }) => [
    operator,
    nodes === 0 ? '·' : String(nodes),
    flops === 0 ? '·' : formatFlops(flops),
    formatMilliseconds(milliseconds),
    `${formatBar(share, barWidth).padEnd(barWidth)} ${(share * 100).toFixed(1).padStart(5)} %`,
  ]);
  const table = [['operator', 'nodes', 'work', 'time', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((row) => (row[column] as string).length)),
  );
  return table.map(([operator = '', nodes = '', work = '', time = '', bar = '']) =>
    [
      operator.padEnd(widths[0] as number),
      nodes.padStart(widths[1] as number),
      work.padStart(widths[2] as number),
      time.padStart(widths[3] as number),
      bar,
    ]
      .join('  ')
      .trimEnd(),
  );
}
