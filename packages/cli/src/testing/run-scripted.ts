/**
 * A program that runs a command line with a model that proposes the query of `MOMQ_TEST_QUERY`, and says `proposed` on standard error
 * when it has.
 *
 * @module
 */
import { endOnBrokenOutput } from '../output/broken-output.js';
import { main } from '../main.js';
import { processOutput } from '../output/output.js';
import { scriptedModel } from './scripted-model.js';

endOnBrokenOutput();
const model = scriptedModel(process.env['MOMQ_TEST_QUERY'] ?? '');
process.exitCode = await main(process.argv.slice(2), {
  output: processOutput(),
  model: {
    ...model,
    generate: (request) => {
      process.stderr.write('proposed\n');
      return model.generate(request);
    },
  },
});
