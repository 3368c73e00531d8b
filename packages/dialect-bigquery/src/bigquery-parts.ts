import type { PartReport } from '@momq/dialect';
import { howToInstall } from './optional-packages.mjs';
import { SERVICE_CLIENT, loadServiceClient } from './service-client.js';
import { hasZetaSql } from './zetasql-parse.js';
import { ZETASQL } from './zetasql-service.mjs';

/** ZetaSQL, and the client of the service. */
export async function diagnoseBigquery(): Promise<PartReport[]> {
  return [zetaSql(), await client()];
}

function zetaSql(): PartReport {
  const part = 'ZetaSQL (embedded engine and parser)';
  if (hasZetaSql()) return { part, state: 'ok', detail: 'installed', needed: false };
  return {
    part,
    state: 'missing',
    detail: `none for ${process.platform}-${process.arch}`,
    remedy: `${howToInstall(ZETASQL)} (Linux and macOS); without it nothing runs but the service`,
    needed: false,
  };
}

async function client(): Promise<PartReport> {
  const part = '@google-cloud/bigquery (service)';
  try {
    await loadServiceClient();
    return { part, state: 'ok', detail: 'loads', needed: false };
  } catch (error) {
    const [detail = ''] = String(error).split('\n');
    const remedy = `${howToInstall(SERVICE_CLIENT)}, to open datasets of the service`;
    return { part, state: 'missing', detail, remedy, needed: false };
  }
}
