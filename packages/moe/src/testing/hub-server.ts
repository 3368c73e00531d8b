import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What the server does wrong on purpose; may be changed while it runs. */
export interface HubFaults {
  /** Closes the connection after so many bytes of a large file's body. */
  cutAfterBytes?: number;
  /** Flips a bit of every large file. */
  damage?: boolean;
  /** Sends whole files where a range was asked for. */
  ignoreRange?: boolean;
  /** Only this token may read files. */
  gatedFor?: string;
  /** Answers everything with this status. */
  status?: number;
}

/** A request as it came in. */
export interface HubRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** A local stand-in for huggingface.co with the endpoints that a download uses. */
export interface HubServer {
  readonly endpoint: string;
  readonly commit: string;
  readonly requests: HubRequest[];
  readonly faults: HubFaults;
  close(): Promise<void>;
}

interface StoredFile {
  readonly name: string;
  readonly content: Buffer;
  readonly etag: string;
  readonly isLarge: boolean;
}

/**
 * Serves one model as the Hub does: `api/models/…/revision`, `api/models/…/tree`, and `resolve`, which answers small files itself and
 * sends large ones (Git LFS: safetensors) to another origin, with `x-repo-commit`, `x-linked-etag`, `x-linked-size` and ranges.
 */
export async function startHubServer(model: string, folder: string): Promise<HubServer> {
  const files = new Map<string, StoredFile>();
  for (const name of await readdir(folder)) {
    const content = await readFile(join(folder, name));
    const isLarge = name.endsWith('.safetensors');
    const hash = isLarge
      ? createHash('sha256')
      : createHash('sha1').update(`blob ${content.length}\0`);
    files.set(name, { name, content, isLarge, etag: hash.update(content).digest('hex') });
  }
  const commit = createHash('sha1').update(model).digest('hex');
  const requests: HubRequest[] = [];
  const faults: HubFaults = {};
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url as string, 'http://hub');
    const { range, authorization } = request.headers;
    requests.push({ method: request.method as string, path: pathname, range, authorization });
    const path = decodeURIComponent(pathname);
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(code === '' ? {} : { 'x-error-code': code }),
      });
      response.end(JSON.stringify({ error: code }));
    };
    const json = (value: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (faults.status !== undefined) return refuse(faults.status, '');
    const cdn = /^\/cdn\/(.+)$/.exec(path)?.[1];
    if (cdn !== undefined) return send(request, response, files.get(cdn) as StoredFile);
    const [, api, id, kind, rest = ''] =
      /^\/(api\/models\/)?([^/]+\/[^/]+)(?:\/(revision|tree|resolve)\/(.+))?$/.exec(path) ?? [];
    if (id !== model) return refuse(401, 'RepoNotFound');
    const [revision = 'main', ...name] = rest.split('/');
    if (revision !== 'main' && revision !== '' && revision !== commit)
      return refuse(404, 'RevisionNotFound');
    if (api !== undefined && kind === 'tree')
      return json(
        [...files.values()].map(({ name: entry, content, etag, isLarge }) => ({
          type: 'file',
          path: entry,
          size: content.length,
          oid: isLarge ? createHash('sha1').update(etag).digest('hex') : etag,
          ...(isLarge ? { lfs: { oid: etag, size: content.length, pointerSize: 134 } } : {}),
        })),
      );
    if (api !== undefined)
      return json({
        _id: '1',
        id: model,
        modelId: model,
        sha: commit,
        private: false,
        gated: faults.gatedFor === undefined ? false : 'manual',
        downloads: 0,
        likes: 0,
        tags: [],
        lastModified: '2026-01-01T00:00:00.000Z',
        siblings: [...files.keys()].map((rfilename) => ({ rfilename })),
      });
    if (faults.gatedFor !== undefined && authorization !== `Bearer ${faults.gatedFor}`)
      return refuse(authorization === undefined ? 401 : 403, 'GatedRepo');
    const file = files.get(name.join('/'));
    if (file === undefined) return refuse(404, 'EntryNotFound');
    response.setHeader('x-repo-commit', commit);
    if (!file.isLarge) return send(request, response, file);
    response.writeHead(302, {
      // another origin, so a token must not follow
      location: `http://localhost:${port}/cdn/${file.name}`,
      'x-linked-etag': `"${file.etag}"`,
      'x-linked-size': file.content.length,
    });
    response.end();
  }

  function send(request: IncomingMessage, response: ServerResponse, file: StoredFile): void {
    let { content } = file;
    if (file.isLarge && faults.damage === true) {
      content = Buffer.from(content);
      content[content.length - 1]! ^= 1;
    }
    const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const ranged = match !== null && faults.ignoreRange !== true;
    const start = ranged ? Number(match[1]) : 0;
    const end = ranged && match[2] !== '' ? Number(match[2]) + 1 : content.length;
    const body = content.subarray(start, end);
    response.writeHead(ranged ? 206 : 200, {
      'accept-ranges': 'bytes',
      'content-length': body.length,
      'content-type': 'application/octet-stream',
      etag: `"${file.etag}"`,
      ...(ranged ? { 'content-range': `bytes ${start}-${end - 1}/${content.length}` } : {}),
    });
    if (request.method === 'HEAD') return void response.end();
    const cut = faults.cutAfterBytes;
    if (file.isLarge && cut !== undefined && cut < body.length)
      response.write(body.subarray(0, cut), () => setTimeout(() => request.socket.end(), 200)); // a client loses what it has not read when the connection breaks
    else response.end(body);
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    commit,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
