import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';

/**
 * Writes a file so that whatever happens meanwhile, a kill or a full disk, leaves the old text or the new one. A symbolic link stays
 * one: the file that it names is replaced.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file); // none yet
  const draft = `${target}.${randomUUID()}.tmp`;
  try {
    const written = await open(draft, 'wx');
    try {
      await written.writeFile(text);
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
