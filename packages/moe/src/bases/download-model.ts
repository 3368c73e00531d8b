import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoeError } from '../errors.js';
import { terminalProgress, type DownloadProgress } from './download-progress.js';
import { CachedModel, exists, isCommit } from './hub-cache.js';
import { hubFetch, PassingError, withRetries } from './hub-fetch.js';
import { fetchHubFile, type HubFile } from './hub-file.js';
import { hubSettings, type HubSettings } from './hub-settings.js';

/** How a model of the Hub is found and fetched. */
export interface DownloadOptions {
  /** Branch, tag or commit. Default `main`. */
  readonly revision?: string;
  /** Address of the Hub. Default: `HF_ENDPOINT`, else `https://huggingface.co`. */
  readonly endpoint?: string;
  /** The shared cache. Default: `HF_HUB_CACHE`, `HF_HOME`/hub, `~/.cache/huggingface/hub`. */
  readonly cacheFolder?: string;
  /** Access token, null for none. Default: `HF_TOKEN`, else the token saved by `hf auth login`. */
  readonly token?: string | null;
  /** Only use the cache. Default: `HF_HUB_OFFLINE`. */
  readonly offline?: boolean;
  /** True draws a bar on standard error; a function gets the numbers. Default false. */
  readonly progress?: boolean | ((progress: DownloadProgress) => void);
  /** Further attempts after a connection failed, each going on where the last one stopped. Default 3. */
  readonly retries?: number;
  /** Stops the download; what has arrived is kept. */
  readonly signal?: AbortSignal;
}

/** A model in the cache. */
export interface DownloadedModel {
  /** Folder of the snapshot. */
  readonly folder: string;
  /** Commit. */
  readonly revision: string;
}

const CONFIG = 'config.json';
const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';
/** Files beside the weights that a base may have. */
const small = [CONFIG, 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Whether a text can name a model of the Hub: `organisation/name`. */
export function isModelId(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]*\/[\w][\w.-]*$/.test(text) && !/--|\.\./.test(text);
}

/**
 * Brings a model's config, tokenizer and safetensors weights into the shared cache, unless they are there.
 * @param model `org/name`
 * @throws MoeError `MOE_MODEL_NOT_FOUND`, `MOE_MODEL_GATED`, `MOE_OFFLINE`, `MOE_DOWNLOAD_FAILED`, `MOE_DOWNLOAD_CORRUPT`, `MOE_DISK_FULL`, `MOE_ABORTED`
 */
export async function downloadModel(
  model: string,
  options: DownloadOptions = {},
): Promise<DownloadedModel> {
  const settings = await hubSettings(options);
  const revision = options.revision ?? 'main';
  if (!/^[\w][\w./-]*$/.test(revision) || revision.includes('..'))
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected a branch, tag or commit as revision, got ${JSON.stringify(revision)}; use e.g. "main"`,
    );
  const cache = new CachedModel(settings.cacheFolder, model);
  const cached = await completeSnapshot(cache, revision);
  if (settings.offline) {
    if (cached !== null) return cached;
    throw new MoeError(
      'MOE_OFFLINE',
      `expected ${model} (${revision}) in ${settings.cacheFolder}, got no or not all of its files in offline mode; load it once online, or give a folder`,
    );
  }
  if (cached !== null && isCommit(revision)) return cached;
  let listing: Listing;
  try {
    listing = await withRetries(retriesOf(options), () =>
      listModel(model, revision, { settings, signal: options.signal }),
    );
  } catch (error) {
    if (cached === null || !(error instanceof PassingError)) throw error;
    process.emitWarning(`The Hub cannot be reached; using the cached ${model}. ${error.message}`);
    return cached;
  }
  const transfer = new ModelTransfer(model, listing, { cache, settings, options });
  await transfer.run();
  await cache.setCommit(revision, listing.commit);
  return { folder: cache.snapshot(listing.commit), revision: listing.commit };
}

function retriesOf({ retries = 3 }: DownloadOptions): number {
  return retries;
}

/** The cached snapshot of a revision if it has a config and all weights. */
async function completeSnapshot(
  cache: CachedModel,
  revision: string,
): Promise<DownloadedModel | null> {
  const commit = await cache.commitOf(revision);
  if (commit === null) return null;
  const folder = cache.snapshot(commit);
  if (!(await exists(join(folder, CONFIG)))) return null;
  const files = (await exists(join(folder, WEIGHTS))) ? [WEIGHTS] : [INDEX];
  if (files[0] === INDEX) {
    if (!(await exists(join(folder, INDEX)))) return null;
    files.push(...(await shardNames(join(folder, INDEX))));
  }
  const present = await Promise.all(files.map((name) => exists(join(folder, name))));
  return present.every(Boolean) ? { folder, revision: commit } : null;
}

/** Shards that an index names; a damaged index names none, and is reported when the weights are opened. */
async function shardNames(index: string): Promise<string[]> {
  let map: unknown;
  try {
    map = (JSON.parse(await readFile(index, 'utf8')) as { weight_map?: unknown }).weight_map;
  } catch {
    return [];
  }
  return typeof map === 'object' && map !== null
    ? [...new Set(Object.values(map as Record<string, string>))]
    : [];
}

interface Listing {
  readonly commit: string;
  readonly files: ReadonlyMap<string, HubFile>;
}

/** Commit and files of a revision, from the Hub's API. */
async function listModel(
  model: string,
  revision: string,
  { settings, signal }: { settings: HubSettings; signal: AbortSignal | undefined },
): Promise<Listing> {
  // loaded when first needed: it is large, and local folders do without
  const { listFiles, modelInfo } = await import('@huggingface/hub');
  const common = {
    hubUrl: settings.endpoint,
    fetch: hubFetch(model, signal),
    ...(settings.token === null ? {} : { accessToken: settings.token }),
  };
  const { sha } = await modelInfo({ name: model, revision, additionalFields: ['sha'], ...common });
  requireHex(sha, model, settings);
  const files = new Map<string, HubFile>();
  for await (const entry of listFiles({ repo: model, revision: sha, ...common })) {
    const etag = entry.lfs?.oid ?? entry.oid;
    if (entry.type !== 'file' || etag === undefined) continue;
    requireHex(etag, model, settings); // it becomes a file name
    files.set(entry.path, { name: entry.path, sizeBytes: entry.size, etag });
  }
  return { commit: sha, files };
}

function requireHex(id: string | undefined, model: string, { endpoint }: HubSettings): void {
  if (id !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return;
  throw new MoeError(
    'MOE_DOWNLOAD_FAILED',
    `expected 40 or 64 hexadecimal digits to identify ${model} and its files, got ${JSON.stringify(id)} from ${endpoint}; check HF_ENDPOINT`,
  );
}

/** One download of the files that are missing. */
class ModelTransfer {
  readonly #model: string;
  readonly #listing: Listing;
  readonly #cache: CachedModel;
  readonly #settings: HubSettings;
  readonly #options: DownloadOptions;
  #loadedBytes = 0;
  #totalBytes = 0;

  constructor(
    model: string,
    listing: Listing,
    context: { cache: CachedModel; settings: HubSettings; options: DownloadOptions },
  ) {
    this.#model = model;
    this.#listing = listing;
    this.#cache = context.cache;
    this.#settings = context.settings;
    this.#options = context.options;
  }

  async run(): Promise<void> {
    const { files, commit } = this.#listing;
    this.#require(CONFIG);
    const first = small.filter((name) => files.has(name));
    const whole = files.has(WEIGHTS);
    if (!whole) this.#require(INDEX);
    // sizes of shards are known before the index is, as their names have the usual form
    const shards = [...files.keys()].filter((name) => /^model-\d+-of-\d+\.safetensors$/.test(name));
    const report = this.#reporter();
    this.#expect([...first, ...(whole ? [WEIGHTS] : [INDEX, ...shards])]);
    for (const name of first) await this.#fetch(name, report);
    if (whole) return this.#fetch(WEIGHTS, report);
    await this.#fetch(INDEX, report);
    const named = await shardNames(join(this.#cache.snapshot(commit), INDEX));
    this.#expect([...first, INDEX, ...named]);
    for (const name of named) await this.#fetch(name, report);
  }

  #expect(names: readonly string[]): void {
    this.#totalBytes = names.reduce((sum, name) => sum + this.#require(name).sizeBytes, 0);
  }

  #require(name: string): HubFile {
    const file = this.#listing.files.get(name);
    if (file !== undefined) return file;
    const expected = name === INDEX ? `${WEIGHTS} or ${INDEX}` : name;
    throw new MoeError(
      'MOE_MODEL_NOT_FOUND',
      `expected ${expected} in ${this.#model} (${this.#listing.commit}), got ${[...this.#listing.files.keys()].slice(0, 12).join(', ')}; take a model with safetensors weights`,
    );
  }

  async #fetch(name: string, report: (file: string) => void): Promise<void> {
    const file = this.#require(name);
    const { commit } = this.#listing;
    const blob = this.#cache.blob(file.etag);
    const count = (bytes: number): void => {
      this.#loadedBytes += bytes;
      report(name);
    };
    if (await exists(join(this.#cache.snapshot(commit), name))) return count(file.sizeBytes);
    if (await exists(blob)) count(file.sizeBytes);
    else
      await fetchHubFile(
        `${this.#settings.endpoint}/${this.#model}/resolve/${commit}/${encodeURIComponent(name)}`,
        file,
        blob,
        {
          model: this.#model,
          token: this.#settings.token,
          retries: retriesOf(this.#options),
          signal: this.#options.signal,
          onBytes: count,
        },
      );
    await this.#cache.link(commit, name, file.etag);
  }

  #reporter(): (file: string) => void {
    const { progress = false } = this.#options;
    const listener = progress === true ? terminalProgress(process.stderr) : progress;
    if (listener === false) return () => undefined;
    return (file) =>
      listener({
        model: this.#model,
        file,
        loadedBytes: this.#loadedBytes,
        totalBytes: this.#totalBytes,
      });
  }
}
