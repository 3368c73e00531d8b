import { readFile } from 'node:fs/promises';
import { corruptBase } from './config-fields.js';

/** A parsed JSON file, or null when it does not exist. @throws MoeError `MOE_BASE_CORRUPT` */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    corruptBase(path, 'JSON', 'text that does not parse', cause);
  }
}
