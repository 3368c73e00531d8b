import { hideSecrets, suggestion } from '@momq/core/execution';
import { DatabaseOpenError } from '@momq/dialect';
import type { ServiceClient } from './service-client.js';
import { ServiceError } from './service-client.js';
import type { ServiceAddress } from './service-url.js';

const NOT_FOUND = 404;

/** Why a dataset could not be opened, and what to do; of a dataset that is not there, which the project has. */
export async function serviceOpenError(
  source: string,
  address: ServiceAddress,
  client: ServiceClient,
  error: unknown,
): Promise<DatabaseOpenError> {
  const words = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  const detail = words.replaceAll(address.keyFile ?? '\0', '…');
  const known =
    error instanceof ServiceError && error.status === NOT_FOUND
      ? await datasets(client)
      : undefined;
  const remedy =
    known === undefined ? remedyOf(detail, address) : suggestion(address.dataset, known);
  return new DatabaseOpenError(
    `bigquery: expected a dataset at ${hideSecrets(source)}, got: ${detail}. ${remedy}`,
  );
}

/** Names of the project's datasets; undefined where they cannot be read. */
async function datasets(client: ServiceClient): Promise<readonly string[] | undefined> {
  try {
    const { datasets: found = [] } = (await client.get('/datasets', { maxResults: 1000 })) as {
      datasets?: readonly { readonly datasetReference: { readonly datasetId: string } }[];
    };
    return found.map(({ datasetReference }) => datasetReference.datasetId);
  } catch (error) {
    if (error instanceof ServiceError) return undefined; // the first error says more
    throw error;
  }
}

function remedyOf(detail: string, { endpoint, keyFile }: ServiceAddress): string {
  if (keyFile !== undefined && /ENOENT|EACCES/.test(detail))
    return 'keyFile is the path of a service account’s key, in JSON, that can be read.';
  if (/default credentials|invalid_grant|Unauthenticated/i.test(detail))
    return 'Sign in with gcloud auth application-default login, or name a keyFile.';
  if (detail.startsWith('no answer'))
    return endpoint === undefined
      ? 'Check the network, or name another server as endpoint.'
      : 'Check endpoint, and that the server runs.';
  return 'Check project, dataset, location and credentials.';
}
