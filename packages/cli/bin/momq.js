#!/usr/bin/env node
import { main } from '../dist/main.js';
import { endOnBrokenOutput } from '../dist/output/broken-output.js';

endOnBrokenOutput();
process.exitCode = await main(process.argv.slice(2));
