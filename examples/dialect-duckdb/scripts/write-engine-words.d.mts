/** The text of src/engine-words.ts, from the engine that is installed. */
export function engineWords(): Promise<string>;
