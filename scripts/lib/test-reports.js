import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './run-step.js';

const report = '.cache/test-report.json';

/** Removes the reports of an earlier run, so that a package that writes none is noticed. */
export function clearReports() {
  for (const folder of testedFolders()) rmSync(path.join(folder, report), { force: true });
}

/**
 * Sums the reports of all packages and says what failed. A test file that fails outside its tests, and a package
 * without a report, count as one failure each.
 *
 * @returns {{ passed: number, failed: number, skipped: number, problems: string[], retried: string[] }}
 */
export function readReports() {
  const total = { passed: 0, failed: 0, skipped: 0, problems: [], retried: [] };
  for (const folder of testedFolders()) {
    const file = path.join(folder, report);
    if (!existsSync(file)) {
      total.failed += 1;
      total.problems.push(`${path.relative(root, folder)}: wrote no test report`);
      continue;
    }
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
      JSON.parse(readFileSync(file, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    );
    total.passed += numPassedTests;
    total.failed += numFailedTests + broken.length;
    total.skipped += numPendingTests + numTodoTests;
    total.problems.push(
      ...broken.map(({ name, message }) => `${path.relative(root, name)}: ${message}`),
      ...testsWith('failed', testResults),
    );
    total.retried.push(...testsWith('passed', testResults));
  }
  return total;
}

/** The tests of a status that an error was noted for, with its first lines: of `passed` ones, those that needed a second try. */
function testsWith(wanted, testResults) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === wanted && failureMessages?.length > 0)
      .map(({ fullName, failureMessages }) => {
        const lines = failureMessages.join('\n').split('\n').slice(0, 6);
        return `${path.relative(root, name)}: ${fullName}\n  ${lines.join('\n  ')}`;
      }),
  );
}

/** The closing line, for example `12 passed, 0 failed, 1 skipped`. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Folders of workspace packages that have a test script. */
export function testedFolders() {
  const candidates = ['packages', 'examples'].flatMap((group) => {
    const folder = path.join(root, group);
    return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  });
  return [...candidates, path.join(root, 'docs'), path.join(root, 'benchmarks')].filter(
    (folder) => {
      const manifest = path.join(folder, 'package.json');
      return (
        existsSync(manifest) &&
        JSON.parse(readFileSync(manifest, 'utf8')).scripts?.test !== undefined
      );
    },
  );
}
