/** `npm start`: install, build, and ask the sample databases their questions. */
import { bootstrap } from './lib/bootstrap.js';
import { runStep } from './lib/run-step.js';

console.log('MoMQ: install, build, then ask the sample database of every dialect five questions.');
await bootstrap();
process.exitCode = await runStep('Ask questions (momq demo)', [
  process.execPath,
  'packages/cli/bin/momq.js',
  'demo',
]);
