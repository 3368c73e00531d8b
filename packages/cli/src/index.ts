export type { CommandContext } from './command-context.js';
export { main } from './main.js';
export type { Output, Style } from './output/output.js';
