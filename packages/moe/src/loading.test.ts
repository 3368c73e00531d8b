import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

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
  const file = new URL(`../dist/${entry}`, import.meta.url).href;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script, file], {
    encoding: 'utf8',
  }).trim();
}

it.each([
  ['pointer/index.js', 'onnxruntime,tfjs-core'],
  ['text/index.js', 'onnxruntime,tfjs-core'],
  ['index.js', ''],
  ['bases/index.js', ''],
  ['training/index.js', ''],
  ['report/index.js', ''],
  ['merging/index.js', ''],
  ['interop/index.js', ''],
])('the built %s loads of ONNX Runtime and TF.js: %s', (entry, expected) => {
  expect(loadedBy(entry)).toBe(expected);
});
