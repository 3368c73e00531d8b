import { hideSecrets } from '@momq/core/execution';
import { DatabaseOpenError } from '@momq/dialect';

/** Where a dataset is. */
export interface ServiceAddress {
  readonly project: string;
  readonly dataset: string;
  /** Region or multi-region of the dataset, for example `EU`; default: the service finds it. */
  readonly location?: string;
  /** Base URL of the service where it is not Google's. */
  readonly endpoint?: string;
  /** Key file of a service account; default: the application's default credentials. */
  readonly keyFile?: string;
}

const KNOWN = new Set(['location', 'endpoint', 'keyFile']);

/** What a base URL of a service is: a host, maybe a port and a path. */
const ENDPOINT = /^https?:\/\/[\w.-]+(:\d+)?(\/[\w./-]*)?$/i;

/**
 * Reads `bigquery://project/dataset?location=EU`.
 *
 * @throws DatabaseOpenError for a text that is no such URL, or has parameters that nobody knows; says which, never their values
 */
export function serviceAddress(source: string): ServiceAddress {
  const [, project, dataset, search = ''] =
    /^bigquery:\/\/([\w.:-]+)\/(\w+)\/?(\?.*)?$/i.exec(source) ?? [];
  if (project === undefined || dataset === undefined)
    throw wrongUrl(
      source,
      source.includes('@')
        ? 'It has no user and password: sign in with gcloud auth application-default login, or name a keyFile.'
        : 'Name project and dataset.',
    );
  const parameters = new URLSearchParams(search);
  const stray = [...parameters.keys()].find((name) => !KNOWN.has(name));
  if (stray !== undefined)
    throw wrongUrl(
      source,
      `There is no parameter ${/^\w{1,40}$/.test(stray) ? stray : 'of such a name'}; leave it out.`,
    );
  const endpoint = parameters.get('endpoint');
  if (endpoint !== null && !ENDPOINT.test(endpoint))
    throw wrongUrl(
      source,
      'endpoint is a URL such as http://127.0.0.1:9050, without user and password.',
    );
  return { project, dataset, ...Object.fromEntries(parameters) };
}

function wrongUrl(source: string, remedy: string): DatabaseOpenError {
  return new DatabaseOpenError(
    `bigquery: expected a URL such as bigquery://project/dataset?location=EU (also endpoint, keyFile), got ${hideSecrets(source)}. ${remedy}`,
  );
}
