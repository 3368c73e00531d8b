import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyOfModel } from '../testing/base-goldens.js';
import { startHubServer, type HubServer } from '../testing/hub-server.js';
import { downloadModel, isModelId } from './download-model.js';
import { progressBar, terminalProgress, type DownloadProgress } from './download-progress.js';
import { loadBase } from './load-base.js';

const model = 'tiny-org/llama3.random';
const python = process.env['MOMQ_PYTHON'];
const run = promisify(execFile);
let source: string;
let cache: string;
let hub: HubServer;

async function serve(fixture: string): Promise<void> {
  source = await copyOfModel(fixture);
  await writeFile(join(source, 'pytorch_model.bin'), 'not for us');
  hub = await startHubServer(model, source);
  vi.stubEnv('HF_ENDPOINT', `${hub.endpoint}/`);
}

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'momq-hub-'));
  for (const name of ['HF_TOKEN', 'HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', 'HF_HUB_CACHE'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('HF_HOME', cache);
  await serve('llama3');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await hub.close();
  await rm(cache, { recursive: true });
  await rm(source, { recursive: true });
});

const storage = (): string => join(cache, 'hub', 'models--tiny-org--llama3.random');
const weights = (): Promise<Buffer> => readFile(join(source, 'model.safetensors'));
const coded = (code: string, text = ''): object =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as object;

describe('downloadModel', () => {
  it("fills the cache in the layout of Hugging Face's libraries", async () => {
    const { folder, revision } = await downloadModel(model);
    expect(revision).toBe(hub.commit);
    expect(folder).toBe(join(storage(), 'snapshots', hub.commit));
    expect((await readdir(folder)).sort()).toEqual(['config.json', 'model.safetensors']);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(await weights());
    expect(await readlink(join(folder, 'model.safetensors'))).toMatch(
      /^\.\.\/\.\.\/blobs\/[0-9a-f]{64}$/,
    );
    expect(await readFile(join(storage(), 'refs', 'main'), 'utf8')).toBe(hub.commit);
    expect(await readdir(join(storage(), 'blobs'))).toHaveLength(2);
  });

  it('downloads nothing twice, and a known commit without asking', async () => {
    await downloadModel(model);
    hub.requests.length = 0;
    await downloadModel(model);
    expect(hub.requests.map(({ path }) => path)).toEqual([
      `/api/models/${model}/revision/main`,
      `/api/models/${model}/tree/${hub.commit}`,
    ]);
    hub.requests.length = 0;
    await downloadModel(model, { revision: hub.commit });
    expect(hub.requests).toEqual([]);
  });

  it('fetches every shard of an index, and reports bytes up to the total', async () => {
    await hub.close();
    await serve('qwen2-sharded');
    const seen: DownloadProgress[] = [];
    const { folder } = await downloadModel(model, { progress: (event) => seen.push(event) });
    expect((await readdir(folder)).filter((name) => name.startsWith('model-'))).toHaveLength(3);
    const { loadedBytes, totalBytes } = seen.at(-1)!;
    expect(loadedBytes).toBe(totalBytes);
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(totalBytes).toBe(sizes.reduce((a, b) => a + b, 0));
    seen.forEach((event, i) =>
      expect(event.loadedBytes).toBeGreaterThanOrEqual(seen[i - 1]?.loadedBytes ?? 0),
    );
  });

  it('goes on where a broken download stopped', async () => {
    hub.faults.cutAfterBytes = 50_000;
    await expect(downloadModel(model, { retries: 0 })).rejects.toThrow(
      coded('MOE_DOWNLOAD_FAILED', 'what has arrived is kept'),
    );
    const partial = (await readdir(join(storage(), 'blobs'))).filter((name) =>
      name.endsWith('.incomplete'),
    );
    expect(partial).toHaveLength(1);
    const arrived = (await stat(join(storage(), 'blobs', partial[0]!))).size;
    expect(arrived).toBeGreaterThan(0);
    expect(arrived).toBeLessThanOrEqual(50_000);
    hub.faults.cutAfterBytes = Infinity;
    hub.requests.length = 0;
    const { folder } = await downloadModel(model);
    expect(hub.requests.filter(({ range }) => range === `bytes=${arrived}-`)).toHaveLength(2); // before and after the redirection
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(await weights());
    expect((await readdir(join(storage(), 'blobs'))).some((name) => name.includes('.inc'))).toBe(
      false,
    );
  });

  it('tries again by itself, going on each time', async () => {
    hub.faults.cutAfterBytes = 60_000;
    const { folder } = await downloadModel(model);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(await weights());
    const starts = hub.requests
      .filter(({ path }) => path.startsWith('/cdn'))
      .map(({ range = 'bytes=0-' }) => Number(/\d+/.exec(range)![0]));
    expect(starts.length).toBeGreaterThan(2);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts[1]).toBeGreaterThan(0);
  });

  it('starts over where the server knows no ranges', async () => {
    hub.faults.cutAfterBytes = 50_000;
    await expect(downloadModel(model, { retries: 0 })).rejects.toThrow();
    Object.assign(hub.faults, { cutAfterBytes: Infinity, ignoreRange: true });
    const { folder } = await downloadModel(model);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(await weights());
  });

  it('refuses and deletes a file whose checksum is wrong', async () => {
    hub.faults.damage = true;
    await expect(downloadModel(model)).rejects.toThrow(coded('MOE_DOWNLOAD_CORRUPT', 'checksum'));
    expect(await readdir(join(storage(), 'blobs'))).toHaveLength(1); // config.json
    hub.faults.damage = false;
    await expect(downloadModel(model)).resolves.toBeDefined();
  });

  it('starts over when what an earlier attempt left is damaged', async () => {
    hub.faults.cutAfterBytes = 50_000;
    await expect(downloadModel(model, { retries: 0 })).rejects.toThrow();
    const blobs = join(storage(), 'blobs');
    const [partial] = (await readdir(blobs)).filter((name) => name.endsWith('.incomplete'));
    await writeFile(join(blobs, partial!), Buffer.alloc(50_000));
    hub.faults.cutAfterBytes = Infinity;
    const { folder } = await downloadModel(model);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(await weights());
  });

  it('says what does not exist', async () => {
    await expect(downloadModel('tiny-org/other')).rejects.toThrow(
      coded('MOE_MODEL_NOT_FOUND', 'tiny-org/other'),
    );
    await expect(downloadModel(model, { revision: 'v2' })).rejects.toThrow(
      coded('MOE_MODEL_NOT_FOUND', 'RevisionNotFound'),
    );
    await rm(join(source, 'model.safetensors'));
    await hub.close();
    hub = await startHubServer(model, source);
    await expect(downloadModel(model, { endpoint: hub.endpoint })).rejects.toThrow(
      coded('MOE_MODEL_NOT_FOUND', 'pytorch_model.bin'),
    );
    await expect(downloadModel(model, { revision: '../x' })).rejects.toThrow(
      coded('MOE_BAD_INPUT'),
    );
  });

  it('needs a token for a gated model, and keeps it from other origins', async () => {
    hub.faults.gatedFor = 'hf_good';
    await expect(downloadModel(model)).rejects.toThrow(coded('MOE_MODEL_GATED', 'HF_TOKEN'));
    vi.stubEnv('HF_TOKEN', 'hf_bad');
    await expect(downloadModel(model)).rejects.toThrow(coded('MOE_MODEL_GATED', '403'));
    vi.stubEnv('HF_TOKEN', 'hf_good');
    hub.requests.length = 0;
    await downloadModel(model);
    const tokens = new Set(
      hub.requests.filter(({ path }) => path.startsWith('/cdn')).map((each) => each.authorization),
    );
    expect(tokens).toEqual(new Set([undefined]));
  });

  it('offline: uses the cache, refuses what is not wholly there', async () => {
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await expect(downloadModel(model)).rejects.toThrow(coded('MOE_OFFLINE', 'offline'));
    expect(hub.requests).toEqual([]);
    vi.stubEnv('HF_HUB_OFFLINE', undefined);
    const online = await downloadModel(model);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    hub.requests.length = 0;
    expect(await downloadModel(model)).toEqual(online);
    expect(hub.requests).toEqual([]);
    await rm(join(online.folder, 'model.safetensors'));
    await expect(downloadModel(model)).rejects.toThrow(coded('MOE_OFFLINE'));
  });

  it('uses the cache when the Hub cannot be reached, else says so', async () => {
    hub.faults.status = 503;
    await expect(downloadModel(model, { retries: 0 })).rejects.toThrow(
      coded('MOE_DOWNLOAD_FAILED', '503'),
    );
    delete hub.faults.status;
    const online = await downloadModel(model);
    hub.faults.status = 503;
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(await downloadModel(model, { retries: 0 })).toEqual(online);
    expect(warning).toHaveBeenCalledOnce();
    warning.mockRestore();
    await expect(
      downloadModel(model, { endpoint: 'http://127.0.0.1:9', retries: 0, cacheFolder: source }),
    ).rejects.toThrow(coded('MOE_DOWNLOAD_FAILED', 'HF_ENDPOINT'));
  });

  it('stops when told to, and two at once do not disturb each other', async () => {
    const stop = new AbortController();
    const stopped = downloadModel(model, { signal: stop.signal, progress: () => stop.abort() });
    await expect(stopped).rejects.toThrow(coded('MOE_ABORTED'));
    const [a, b] = await Promise.all([downloadModel(model), downloadModel(model)]);
    expect(a).toEqual(b);
    expect(await readFile(join(a.folder, 'model.safetensors'))).toEqual(await weights());
  });
});

it('loadBase downloads by id, and its weights have the digest of the file', async () => {
  const base = await loadBase(model);
  expect(base).toMatchObject({ id: model, revision: hub.commit });
  expect(base.config.decoder.numLayers).toBe(2);
  const local = await loadBase(source);
  expect(local.id).toBe(source.split('/').at(-1));
  expect(await local.weightsSha256()).toBe(await base.weightsSha256());
});

it.each([
  ['Qwen/Qwen2.5-0.5B', true],
  ['a/b', true],
  ['gpt2', false],
  ['a/b/c', false],
  ['../b', false],
  ['./b', false],
  ['/a/b', false],
  ['a/..', false],
])('%s names a model: %s', (text, expected) => {
  expect(isModelId(text)).toBe(expected);
});

it('draws a bar on a terminal and one line per file elsewhere', () => {
  const event = { model, file: 'model.safetensors', loadedBytes: 5e8, totalBytes: 1e9 };
  expect(progressBar(event, 25e6)).toBe(
    `${model} ████████████░░░░░░░░░░░░  50 % of 1.00 GB, 25.0 MB/s  model.safetensors`,
  );
  for (const [isTTY, expected] of [
    [true, 2],
    [false, 1],
  ] as const) {
    const lines: string[] = [];
    const draw = terminalProgress({
      isTTY: isTTY as true,
      columns: 80,
      write: (text: string | Uint8Array) => lines.push(String(text)) > 0,
    });
    for (const loadedBytes of [1e8, 2e8, 3e8, 1e9]) draw({ ...event, loadedBytes });
    expect(lines).toHaveLength(expected);
    expect(lines.at(-1)!.endsWith('\n')).toBe(true);
  }
});

describe.skipIf(python === undefined)(
  'the cache is shared with Python (needs MOMQ_PYTHON, a Python with reference/bases/requirements.txt)',
  () => {
    const snapshot = async (offline: boolean): Promise<string> => {
      const code = `from huggingface_hub import snapshot_download; print(snapshot_download('${model}', local_files_only=${offline ? 'True' : 'False'}, ignore_patterns=['*.bin']))`;
      const env = { ...process.env, HF_HUB_DISABLE_PROGRESS_BARS: '1', HF_ENDPOINT: hub.endpoint };
      return (await run(python as string, ['-c', code], { env })).stdout.trim();
    };

    it('Python finds what was downloaded here', async () => {
      const { folder } = await downloadModel(model);
      expect(await snapshot(true)).toBe(folder);
    });

    it('what Python downloaded is found here, offline', async () => {
      const folder = await snapshot(false);
      expect(await downloadModel(model, { offline: true })).toEqual({
        folder,
        revision: hub.commit,
      });
    });
  },
);
