import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from '../../gradients/register-gradients.js';
import { randomNumbers } from '../../random-inputs.test-support.js';
import { GraphBuilder } from '../../trace/graph-builder.js';
import { TRACE_BACKEND } from '../../trace/trace-backend.js';
import { traceFunction } from '../../trace/trace-function.js';
import { kernelTranslations, registerKernels } from '../register-kernels.js';
import { UNSUPPORTED_KERNELS } from '../unsupported-kernels.js';
import { kernelCases } from './kernel-cases.test-support.js';
import { Draw, type Sizes } from './kernel-case.test-support.js';

/** What is known of one kernel after tracing its cases. */
interface Coverage {
  calls: number;
  readonly dtypes: Set<string>;
  readonly operators: Set<string>;
}

/** Lines of the README around the table. */
export const TABLE_BEGIN = '<!-- kernels: written by scripts/write-coverage-table.ts -->';
export const TABLE_END = '<!-- end of kernels -->';

/** All kernel names of TF.js, which its module exports as constants of their own name. */
export function tfjsKernels(): string[] {
  return Object.entries(tf as Record<string, unknown>)
    .filter(([name, value]) => name === value)
    .map(([name]) => name)
    .sort(byName);
}

/** Traces the cases of every kernel and notes dtypes and ONNX operators. */
function observe(): Map<string, Coverage> {
  registerKernels();
  registerGradients();
  const seen = new Map<string, Coverage>();
  let current: string | undefined;
  const appendNode = GraphBuilder.prototype.node;
  const kernels = Object.keys(kernelTranslations).map((name) => {
    const config = tf.getKernel(name, TRACE_BACKEND);
    seen.set(name, { calls: 0, dtypes: new Set(), operators: new Set() });
    return { name, config, kernelFunc: config.kernelFunc };
  });
  for (const { name, config, kernelFunc } of kernels) {
    config.kernelFunc = (params) => {
      current = name;
      (seen.get(name) as Coverage).calls += 1;
      for (const each of Object.values(params.inputs)) {
        if (each != null) seen.get(name)?.dtypes.add(each.dtype);
      }
      try {
        return kernelFunc(params);
      } finally {
        current = undefined;
      }
    };
  }
  GraphBuilder.prototype.node = function (this: GraphBuilder, ...node) {
    if (current !== undefined) seen.get(current)?.operators.add(node[0]);
    return appendNode.apply(this, node);
  };
  try {
    traceCases();
  } finally {
    GraphBuilder.prototype.node = appendNode;
    for (const { config, kernelFunc } of kernels) config.kernelFunc = kernelFunc;
  }
  return seen;
}

function traceCases(): void {
  const random = randomNumbers(1);
  for (const { draw } of kernelCases) {
    for (let sample = 0; sample < 24; sample++) {
      const sizes: Sizes = sample % 2 === 0 ? 'any' : 'prime';
      const { inputs, fn } = draw(new Draw(random, sizes));
      const specs = inputs.map(({ shape, dtype = 'float32' }, which) => {
        return [`x${which}`, { shape, dtype }] as const;
      });
      traceFunction(
        (record) => {
          const result = fn(...inputs.map((_, which) => record[`x${which}`] as tf.Tensor));
          const outputs = Array.isArray(result) ? result : [result];
          return { outputs: Object.fromEntries(outputs.map((each, index) => [`y${index}`, each])) };
        },
        { name: 'coverage', inputs: new Map(specs), state: new Map(), constants: new Map() },
      );
    }
  }
  traceFunction(
    ({ p }) => ({
      outputs: {
        drawn: tf.multinomial(p as tf.Tensor2D, 2),
        y: tf.engine().runKernel('MomqRandomUniform', {}, { shape: [2] }) as tf.Tensor,
      },
    }),
    {
      name: 'coverage',
      inputs: new Map([['p', { shape: [2, 3], dtype: 'float32' }]]),
      state: new Map(),
      constants: new Map(),
    },
  );
}

/** The table of the README: every kernel of the registry, and the kernels of TF.js that are not in it. */
export function coverageTable(): string {
  const observed = observe();
  const rows = Object.keys(kernelTranslations)
    .sort(byName)
    .map((kernel) => {
      const { calls, dtypes, operators } = observed.get(kernel) as Coverage;
      if (calls === 0) throw new Error(`no case of ${kernel} runs that kernel`);
      return [
        `\`${kernel}\``,
        'yes',
        tf.getGradient(kernel) == null ? '–' : 'yes',
        [...dtypes].sort(byName).join(', ') || '–',
        [...operators].sort(byName).join(', ') || 'none',
      ];
    });
  const header = ['kernel', 'forward', 'gradient', 'input dtypes', 'ONNX operators'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] as string).length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  const unsupported = Object.entries(UNSUPPORTED_KERNELS)
    .map(([reason, kernels]) => `${reason} (${kernels.map((each) => `\`${each}\``).join(', ')})`)
    .join('; ');
  return [
    TABLE_BEGIN,
    '',
    line(header),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
    '',
    `Not translated: ${unsupported}.`,
    '',
    TABLE_END,
  ].join('\n');
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
