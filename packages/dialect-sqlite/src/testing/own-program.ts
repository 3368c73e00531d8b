const built = process.env['MOMQ_TEST_BUILT'] === '1';

/** This package, for a program of its own that a test starts: as it was built where other packages are, else its sources. */
export const ownPackage: string = new URL(
  built ? '../../dist/index.js' : '../index.ts',
  import.meta.url,
).href;

/** Arguments of Node that run `script`, a module that imports {@link ownPackage}. */
export function programArguments(script: string): readonly string[] {
  const sources = ['--import', new URL(import.meta.resolve('tsx')).href];
  return [
    '--no-warnings',
    process.env['MOMQ_TEST_NODE']!.split('\n')[0]!,
    ...(built ? [] : sources),
    '--input-type=module',
    '-e',
    script,
  ];
}
