/** Memory that a query may take beyond what the engine's process had before it. */
export declare const queryMemoryBytes: number;
/** What the process ends with when a query needs more: the engine cannot be told to stop. */
export declare const memoryExitCode: number;
