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

/**
 * Reads `bigquery://project/dataset?location=EU`.
 *
 * @throws DatabaseOpenError for a text that is no such URL, or has parameters that nobody knows
 */
export function serviceAddress(source: string): ServiceAddress {
  const [, project, dataset, search = ''] =
    /^bigquery:\/\/([\w.:-]+)\/(\w+)\/?(\?.*)?$/i.exec(source) ?? [];
  const parameters = new URLSearchParams(search);
  const stray = [...parameters.keys()].find((name) => !KNOWN.has(name));
  if (project === undefined || dataset === undefined || stray !== undefined) {
    throw new DatabaseOpenError(
      `bigquery: expected a URL such as bigquery://project/dataset?location=EU (also endpoint, keyFile), got ${hideSecrets(source)}. Name project and dataset.`,
    );
  }
  return { project, dataset, ...Object.fromEntries(parameters) };
}
