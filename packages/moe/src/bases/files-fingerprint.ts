import { stat } from 'node:fs/promises';

/** A text that changes when files do: where they lie, how long they are, when they were written. */
export async function filesFingerprint(files: readonly string[]): Promise<string> {
  const lines = [...files].sort().map(async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).join('\n');
}
