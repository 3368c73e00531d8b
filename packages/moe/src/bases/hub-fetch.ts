import { setTimeout as sleep } from 'node:timers/promises';
import { MoeError } from '../errors.js';

/** Reads what the Hub's `x-error-code` and status say. https://huggingface.co/docs/hub/api */
function refusal(response: Response, model: string): MoeError {
  const { status } = response;
  const code = response.headers.get('x-error-code') ?? '';
  const got = `${status}${code === '' ? '' : ` ${code}`}`;
  if (status === 404 || code === 'RepoNotFound')
    return new MoeError(
      'MOE_MODEL_NOT_FOUND',
      `expected the model ${model} on the Hub, got ${got} from ${response.url}; check name and revision, and set HF_TOKEN for a private model`,
    );
  if (status === 401 || status === 403)
    return new MoeError(
      'MOE_MODEL_GATED',
      `expected access to ${model}, got ${got} from ${response.url}; accept the model's terms on its page and set HF_TOKEN to a token that may read it`,
    );
  return new MoeError(
    'MOE_DOWNLOAD_FAILED',
    `expected ${model} from the Hub, got ${got} from ${response.url}; try again, what has arrived is kept`,
  );
}

/** Statuses that may pass by themselves. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An error after which another attempt makes sense. */
export class PassingError extends MoeError {}

/**
 * `fetch` whose refusals are coded errors; `PassingError` for those that may pass.
 * @throws MoeError `MOE_MODEL_NOT_FOUND`, `MOE_MODEL_GATED`, `MOE_DOWNLOAD_FAILED`, `MOE_ABORTED`
 */
export function hubFetch(model: string, signal: AbortSignal | undefined): typeof fetch {
  return async (input, init) => {
    let response: Response;
    try {
      response = await fetch(input, { ...init, ...(signal === undefined ? {} : { signal }) });
    } catch (cause) {
      throw connectionError(model, cause, signal);
    }
    if (response.ok) return response;
    const error = refusal(response, model);
    await response.body?.cancel();
    if (passing.has(response.status))
      throw new PassingError(error.code, error.message, { cause: error });
    throw error;
  };
}

/** What a failed or broken connection becomes. */
export function connectionError(
  model: string,
  cause: unknown,
  signal: AbortSignal | undefined,
): MoeError {
  if (signal?.aborted === true)
    return new MoeError(
      'MOE_ABORTED',
      `expected ${model} to download, got an abort; call again to go on`,
      {
        cause,
      },
    );
  const reason = cause instanceof Error ? cause : new Error(String(cause));
  const inner = reason.cause instanceof Error ? `: ${reason.cause.message}` : '';
  return new PassingError(
    'MOE_DOWNLOAD_FAILED',
    `expected ${model} from the Hub, got ${reason.message}${inner}; check the network and HF_ENDPOINT and try again, what has arrived is kept`,
    { cause },
  );
}

/** Milliseconds before the first further attempt; the next ones wait longer. */
const RETRY_MS = 500;

/** Runs `attempt` again after a `PassingError`, at most `retries` times. */
export async function withRetries<T>(retries: number, attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingError) || number > retries) throw error;
      await sleep(RETRY_MS * number);
    }
  }
}
