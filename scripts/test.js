/** `npm test`: install, build, run the tests of every package; the last line counts them. */
import { bootstrap, quiet } from './lib/bootstrap.js';
import { testPackages } from './lib/test-packages.js';
import { clearReports, readReports, summaryLine, testedFolders } from './lib/test-reports.js';

console.log('MoMQ: install, build, then run the tests of every package.');
await bootstrap();
clearReports();
const passed = await testPackages(testedFolders(), { ...quiet, MOMQ_TEST_BUILT: '1' });
const counts = readReports();
if (!passed && counts.failed === 0) {
  counts.failed = 1;
  counts.problems.push(
    'a package failed without a failing test: look above for "Unhandled" or for what happened while it loaded',
  );
}
for (const test of counts.retried) console.error(`⚠ passed at the second try: ${test}`);
for (const problem of counts.problems) console.error(`✖ ${problem}`);
console.log(`\n${summaryLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
