import { mkdir, readFile, rename, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const COMMIT = /^[0-9a-f]{40}$/;

/** Whether a revision is a commit, which never changes. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}

/** Whether a file exists, symbolic links followed. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * One model in the cache that Hugging Face's libraries share: `blobs/<etag>` hold the files, `snapshots/<commit>/<name>` link
 * to them, `refs/<branch or tag>` name the commit. https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export class CachedModel {
  readonly #folder: string;

  constructor(cacheFolder: string, model: string) {
    this.#folder = join(cacheFolder, ['models', ...model.split('/')].join('--'));
  }

  /** The folder of a commit's files. */
  snapshot(commit: string): string {
    return join(this.#folder, 'snapshots', commit);
  }

  /** Where a file's content lies. @param etag SHA-256 of large files, git's blob id of others */
  blob(etag: string): string {
    return join(this.#folder, 'blobs', etag);
  }

  /** The commit that a branch or tag named when it was last asked for, or null. */
  async commitOf(revision: string): Promise<string | null> {
    if (isCommit(revision)) return revision;
    const commit = await readFile(join(this.#folder, 'refs', revision), 'utf8').catch(() => ''); // not asked for yet
    return COMMIT.test(commit.trim()) ? commit.trim() : null;
  }

  /** Remembers the commit of a branch or tag. */
  async setCommit(revision: string, commit: string): Promise<void> {
    if (isCommit(revision)) return;
    const path = join(this.#folder, 'refs', revision);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, commit);
  }

  /** Makes a blob appear in a snapshot: a relative link, or where links are not allowed the file itself, as in Python. */
  async link(commit: string, name: string, etag: string): Promise<void> {
    const pointer = join(this.snapshot(commit), name);
    await mkdir(dirname(pointer), { recursive: true });
    if (await exists(pointer)) return;
    await unlink(pointer).catch(() => undefined); // a link whose blob was removed
    try {
      await symlink(relative(dirname(pointer), this.blob(etag)), pointer);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST') return; // another process was faster
      if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'EACCES') throw cause;
      await rename(this.blob(etag), pointer);
    }
  }
}
