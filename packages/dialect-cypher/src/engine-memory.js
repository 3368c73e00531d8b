/**
 * How the engine process keeps within memory. Plain JavaScript for the process itself.
 *
 * @module
 */

/** Memory that a query may take beyond what the process had before it. */
export const queryMemoryBytes = 2 ** 30;

/** What the process ends with when a query needs more: the engine cannot be told to stop. */
export const memoryExitCode = 82;
