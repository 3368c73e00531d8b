/**
 * Bundles the benchmark program with the engine and TF.js into one file; ONNX Runtime's package stays outside, because
 * of its native library.
 *
 *     node bundle.mjs <program.js>
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [outfile] = process.argv.slice(2);
if (outfile === undefined) throw new RangeError('bundle.mjs: expected the file to write');
await build({
  entryPoints: [fileURLToPath(new URL('../src/gpu/gpu-program.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@momq/source'],
  external: ['onnxruntime-node'],
  // TF.js's core is CommonJS and calls require() for Node's own modules.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
