/** `npm start`: install, build, and ask the sample databases fifteen questions. */
import { bootstrap } from './lib/bootstrap.js';
import { runStep } from './lib/run-step.js';

console.log('MoMQ: install, build, then ask three sample databases fifteen questions.');
await bootstrap();
process.exitCode = await runStep('Ask questions (momq demo)', [
  process.execPath,
  'packages/cli/bin/momq.js',
  'demo',
]);
