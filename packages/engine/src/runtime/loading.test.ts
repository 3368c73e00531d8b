import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Prints the packages that importing a built entry loads: CommonJS modules, and native code. */
const script = `
import { createRequire } from 'node:module';
await import(process.argv[1]);
const loaded = [
  ...Object.keys(createRequire(import.meta.url).cache),
  ...process.report.getReport().sharedObjects,
].join();
console.log(['onnxruntime', 'tfjs-core'].filter((name) => loaded.includes(name)).join());
`;

function loadedBy(entry: string): string {
  const file = new URL(`../../dist/${entry}`, import.meta.url).href;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script, file], {
    encoding: 'utf8',
  }).trim();
}

test.each([
  ['index.js', 'onnxruntime,tfjs-core'],
  ['ops/index.js', 'tfjs-core'],
  ['training/index.js', 'tfjs-core'],
  ['safetensors/index.js', ''],
  ['onnx/index.js', ''],
  ['inspection/index.js', ''],
])('the built %s loads of ONNX Runtime and TF.js: %s', (entry, expected) => {
  expect(loadedBy(entry)).toBe(expected);
});
