import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PartReport } from '@momq/dialect';

/** The driver for servers, and the folder that the embedded engine starts from. */
export async function diagnosePostgres(cacheFolder: string): Promise<PartReport[]> {
  return [await driver(), await cache(cacheFolder)];
}

async function driver(): Promise<PartReport> {
  const part = 'pg (servers)';
  try {
    await import('pg');
    return { part, state: 'ok', detail: 'loads' };
  } catch (error) {
    const [detail = ''] = String(error).split('\n');
    return { part, state: 'broken', detail, remedy: 'Install @momq/dialect-postgres again' };
  }
}

async function cache(folder: string): Promise<PartReport> {
  const part = 'cache folder';
  const place = await nearest(folder);
  try {
    await access(place, constants.W_OK);
    return { part, state: 'ok', detail: `${folder} can be written`, needed: false };
  } catch {
    return {
      part,
      state: 'broken',
      detail: `${place} cannot be written`,
      remedy:
        'Make it writable, or pass cacheFolder; without it the embedded engine starts a second later',
      needed: false,
    };
  }
}

/** The folder, or the nearest one above that exists. */
async function nearest(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there || dirname(folder) === folder ? folder : nearest(dirname(folder));
}
