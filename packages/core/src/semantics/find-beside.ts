import { access } from 'node:fs/promises';
import path from 'node:path';

const endings = ['.osi.yaml', '.osi.yml', '.osi.json'] as const;

/**
 * The semantic file beside a database file: `shop.osi.yaml`, `.yml` or `.json` for `shop.db`. Undefined for servers and where there is none.
 */
export async function findBeside(source: string): Promise<string | undefined> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(source) && !/^[a-z]:[\\/]/i.test(source)) return undefined;
  const { dir, name } = path.parse(source);
  if (name === '') return undefined;
  for (const ending of endings) {
    const file = path.join(dir, `${name}${ending}`);
    if (await exists(file)) return file;
  }
  return undefined;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
