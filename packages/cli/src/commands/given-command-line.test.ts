import { Command } from 'commander';
import { expect, it } from 'vitest';
import { givenCommandLine } from './given-command-line.js';
import { positiveNumber } from './number-option.js';
import { price } from './sql-gen-options.js';

it.each([
  [[], 'momq train --minutes 60'],
  [
    ['--data', 'runs/my data', '--start-from', '/home/ann/model', '--dialect', 'sqlite', 'cypher'],
    "momq train --data 'runs/my data' --start-from <folder> --dialect sqlite cypher --minutes 60",
  ],
  [
    ['--no-judge', '--keep', '--start-from', 'redis://:s3cret@queue:6379'],
    'momq train --start-from <folder> --minutes 60 --no-judge --keep',
  ],
  [['--start-from=https://ann:s3cret@host/v1#m'], 'momq train --start-from <folder> --minutes 60'],
  [['--start-from', 'host=h password=s3cret'], 'momq train --start-from <folder> --minutes 60'],
  [['--start-from', 'file:///home/ann/model'], 'momq train --start-from <folder> --minutes 60'],
  [['--price', '0.5/1.5'], 'momq train --minutes 60 --price 0.5/1.5'],
  [['--judge', 'ollama:llama3'], 'momq train --minutes 60 --judge ollama:llama3'],
  [['--json', '--minutes', '2.5', '--rate', '0.1'], 'momq train --minutes 2.5 --rate 0.1'],
])('tells %j', (args, said) => {
  const program = new Command('momq');
  const train = program
    .command('train')
    .option('--data <folder>', 'pairs', 'runs/data')
    .option('--start-from <folder>', 'checkpoint')
    .option('--dialect <ids...>', 'ids')
    .option('--minutes <n>', 'minutes', positiveNumber, 60)
    .option('--rate <n>', 'rate', positiveNumber)
    .option('--price <input/output>', 'of tokens', price)
    .option('--judge <name>', 'who judges')
    .option('--no-judge', 'nobody judges')
    .option('--keep', 'keep empty ones')
    .option('--json', 'print one JSON object')
    .action(() => undefined);
  program.parse(['train', ...args], { from: 'user' });
  expect(givenCommandLine(train)).toBe(said);
});
