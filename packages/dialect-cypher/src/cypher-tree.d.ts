import type { ParsedText } from './syntax-tree.js';

/** The statements of a text by Neo4j's grammar, empty ones left out, or where the first error is. */
export declare function parseTree(text: string): ParsedText;
