import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MoeError } from '../errors.js';

/**
 * Writes a file so that a kill or a full disk at any moment leaves either the old content or the new one:
 * temporary file beside it, fsync, rename, fsync of the folder.
 * @throws MoeError `MOE_DISK_FULL`
 */
export async function writeFileAtomically(
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true });
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new MoeError(
        'MOE_DISK_FULL',
        `expected room for ${content.length} bytes at ${path}, got a full disk; the earlier file is unharmed, free some space and run again`,
        { cause },
      );
    }
    throw cause;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Lower-case hex SHA-256. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
