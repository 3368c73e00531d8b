import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MoeError } from '../errors.js';
import { withFileLock } from './file-lock.js';
import { exists } from './hub-cache.js';
import { connectionError, hubFetch, PassingError, withRetries } from './hub-fetch.js';

/** A file of a model as the Hub lists it. */
export interface HubFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256 of a large file (Git LFS), else git's blob id; name of the blob in the cache. */
  readonly etag: string;
}

/** How a file is fetched. */
export interface TransferOptions {
  readonly model: string;
  readonly token: string | null;
  /** Further attempts after a connection failed. */
  readonly retries: number;
  readonly signal: AbortSignal | undefined;
  /** Called with the number of bytes that arrived, or that were already there. */
  readonly onBytes: (count: number) => void;
}

/** Starts the hash whose hex digest is the etag: SHA-256 of the bytes, or SHA-1 of git's blob. */
function startHash({ etag, sizeBytes }: HubFile): Hash {
  if (etag.length === 64) return createHash('sha256');
  return createHash('sha1').update(`blob ${sizeBytes}\0`);
}

/**
 * Fetches a file into `blob`, going on where an earlier attempt stopped (`<blob>.incomplete`), and checks size and checksum.
 * @param url where the Hub resolves the file
 * @throws MoeError `MOE_DOWNLOAD_FAILED`, `MOE_DOWNLOAD_CORRUPT`, `MOE_MODEL_NOT_FOUND`, `MOE_MODEL_GATED`, `MOE_DISK_FULL`, `MOE_ABORTED`
 */
export async function fetchHubFile(
  url: string,
  file: HubFile,
  blob: string,
  options: TransferOptions,
): Promise<void> {
  await mkdir(dirname(blob), { recursive: true });
  const partial = `${blob}.incomplete`;
  await withFileLock(`${partial}.lock`, options.signal, async () => {
    if (await exists(blob)) return options.onBytes(file.sizeBytes);
    await withRetries(options.retries, () => transfer(url, file, partial, options));
    await rename(partial, blob);
  });
}

async function transfer(
  url: string,
  file: HubFile,
  partial: string,
  options: TransferOptions,
): Promise<void> {
  const { model, token, signal } = options;
  let start = await stat(partial).then(
    ({ size }) => (size <= file.sizeBytes ? size : 0),
    () => 0, // nothing there yet
  );
  const hash = startHash(file);
  let response: Response | null = null;
  if (start < file.sizeBytes || file.sizeBytes === 0) {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (start > 0) headers['range'] = `bytes=${start}-`;
    response = await hubFetch(model, signal)(url, { headers });
    // a server that does not know ranges sends the whole file
    const offset = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (start > 0 && (response.status !== 206 || Number(offset) !== start)) start = 0;
  }
  const resumed = start > 0;
  if (resumed) await pipeline(createReadStream(partial, { end: start - 1 }), hash, { end: false });
  options.onBytes(start);
  let done = start;
  const target = await open(partial, resumed ? 'r+' : 'w');
  try {
    await target.truncate(start);
    for await (const chunk of chunksOf(response, options)) {
      hash.update(chunk);
      await target.write(chunk, 0, chunk.length, done);
      done += chunk.length;
      options.onBytes(chunk.length);
    }
    await target.sync();
  } catch (cause) {
    options.onBytes(-done);
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new MoeError(
        'MOE_DISK_FULL',
        `expected room for ${file.sizeBytes - done} more bytes of ${file.name}, got a full disk at ${partial}; free space or set HF_HUB_CACHE`,
        { cause },
      );
    throw cause;
  } finally {
    await target.close();
  }
  if (done < file.sizeBytes) {
    options.onBytes(-done);
    throw connectionError(
      model,
      new Error(`${done} of ${file.sizeBytes} bytes of ${file.name}`),
      signal,
    );
  }
  const digest = hash.digest('hex');
  if (done === file.sizeBytes && digest === file.etag) return;
  await rm(partial);
  options.onBytes(-done);
  const message = `${file.name} of ${model}: expected ${file.sizeBytes} bytes with checksum ${file.etag}, got ${done} with ${digest}; the file was deleted, try again`;
  // what an earlier attempt left may be at fault, then a fresh start helps
  if (resumed) throw new PassingError('MOE_DOWNLOAD_CORRUPT', message);
  throw new MoeError('MOE_DOWNLOAD_CORRUPT', message);
}

/** The body in pieces; a connection that breaks becomes a coded error. */
async function* chunksOf(
  response: Response | null,
  { model, signal }: TransferOptions,
): AsyncGenerator<Uint8Array> {
  const reader = response?.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw connectionError(model, cause, signal);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // it may have broken already
  }
}
