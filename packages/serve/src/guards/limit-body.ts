import type { MiddlewareHandler } from 'hono';
import { ServeError } from '../serve-error.js';
import type { ServedEnv } from './guarded-app.js';

/** Refuses bodies that are too long: by the length that they say, else while they are read. */
export function limitBody(maxBytes: number): MiddlewareHandler<ServedEnv> {
  return async (context, next) => {
    const { body, headers, method, url } = context.req.raw;
    if (body !== null) {
      if (headers.has('content-length') && !headers.has('transfer-encoding')) {
        if (Number(headers.get('content-length')) > maxBytes) throw tooLarge(maxBytes);
      } else {
        // Hono's own limit hands the request to a constructor that takes none of the adapter's
        const read = await readAtMost(body, maxBytes);
        context.req.raw = new Request(url, { method, headers, body: read });
      }
    }
    await next();
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(maxBytes: number): ServeError {
  return new ServeError(
    'SERVE_BODY_TOO_LARGE',
    `body: expected ${maxBytes} bytes at most, got more. Send less, for example fewer earlier messages.`,
  );
}
