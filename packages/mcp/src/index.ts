/**
 * Databases for agents, over the Model Context Protocol.
 * @module
 */
export { createMcpServer } from './create-mcp-server.js';
export type { McpOptions } from './mcp-options.js';
export { serveMcpStdio } from './serve-stdio.js';
export type { StdioStreams } from './serve-stdio.js';
