import type { BigQueryOptions } from '@google-cloud/bigquery';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { hideSecrets } from '@momq/core/execution';
import { EngineMissingError, QueryExecutionError } from '@momq/dialect';
import { findOptional, howToInstall } from './optional-packages.mjs';
import type { ServiceAddress } from './service-url.js';

/** Calls of BigQuery's REST interface, version 2, under a project. */
export interface ServiceClient {
  /** @throws ServiceError with the service's own words */
  get(path: string, search?: Readonly<Record<string, string | number | boolean>>): Promise<unknown>;
  /** @throws ServiceError with the service's own words */
  post(path: string, body: object, search?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** What the service refuses, or that it is not there. */
export class ServiceError extends QueryExecutionError {
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined) {
    super(message);
    this.status = status;
  }
}

/** Attempts of the client at a call that may pass. */
const MAX_RETRIES = 2;

/**
 * A client of the service, which signs in with the key file or the application's default credentials; an endpoint of one's own
 * is asked without.
 *
 * @throws EngineMissingError where `@google-cloud/bigquery` is not installed
 */
export async function connectService(address: ServiceAddress): Promise<ServiceClient> {
  const { project, endpoint, keyFile } = address;
  const { BigQuery } = await driver();
  const client = new BigQuery({
    projectId: project,
    maxRetries: MAX_RETRIES,
    ...(keyFile !== undefined && { keyFilename: keyFile }),
    ...(endpoint !== undefined && { apiEndpoint: endpoint }),
    ...(endpoint !== undefined && keyFile === undefined && { authClient: nobody }),
  });
  const call = (options: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done = (error: unknown, body?: unknown): void => {
        if (error === null || error === undefined) resolve(body);
        else reject(serviceError(error, endpoint));
      };
      client.request(options as Parameters<typeof client.request>[0], done);
    });
  return {
    get: (path, search = {}) => call({ uri: path, qs: search, json: true }),
    post: (path, body, search = {}) => call({ method: 'POST', uri: path, json: body, qs: search }),
  };
}

/** Signs in nowhere. */
const nobody = {
  getRequestHeaders: () => Promise.resolve(new Headers()),
} as unknown as NonNullable<BigQueryOptions['authClient']>;

/** The package of Google's client. */
export const SERVICE_CLIENT = '@google-cloud/bigquery';

type ClientModule = typeof import('@google-cloud/bigquery');

/** Google's client, from wherever npm may have put it. */
export async function loadServiceClient(): Promise<ClientModule> {
  try {
    return await import('@google-cloud/bigquery');
  } catch (error) {
    const manifest = findOptional(SERVICE_CLIENT, import.meta.url);
    if (manifest === undefined) throw error;
    const file = createRequire(manifest).resolve(SERVICE_CLIENT);
    return (await import(pathToFileURL(file).href)) as ClientModule;
  }
}

async function driver(): Promise<ClientModule> {
  try {
    return await loadServiceClient();
  } catch (cause) {
    throw new EngineMissingError(
      `@momq/dialect-bigquery: expected ${SERVICE_CLIENT} to open the service, got none. Install it: ${howToInstall(SERVICE_CLIENT)}.`,
      { cause },
    );
  }
}

function serviceError(error: unknown, endpoint: string | undefined): ServiceError {
  const { message, code } = error as { message?: string; code?: unknown };
  const shown = endpoint === undefined ? '' : hideSecrets(endpoint);
  const words = unanswered(message ?? String(error)).replaceAll(endpoint ?? '\0', shown);
  return new ServiceError(words, typeof code === 'number' ? code : undefined);
}

/** Why no answer came, in place of the path that was asked for. */
function unanswered(message: string): string {
  const [, origin, reason] =
    /^request to (https?:\/\/[^/]+)\S* failed, reason: ([^\n]*)/.exec(message) ?? [];
  return origin === undefined
    ? message
    : `no answer of ${origin} (${reason}); the service is not there, or has gone`;
}
