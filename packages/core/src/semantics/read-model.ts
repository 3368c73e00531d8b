import { dbtModel, isDbt } from './dbt-model.js';
import { checkShape } from './document-shape.js';
import { osiVersions } from './osi-document.js';
import type { OsiDocument } from './osi-document.js';
import { osiModel } from './osi-model.js';
import { osiShape } from './osi-shape.js';
import { documentOf, readDocument } from './read-document.js';
import type { ReadDocument } from './read-document.js';
import { refuseProblems, SemanticsError } from './semantics-error.js';
import type { SemanticModel } from './semantic-model.js';

/**
 * Reads a semantic model: an Open Semantic Interchange file (YAML or JSON), a dbt `schema.yml`, or the former as data.
 *
 * @throws SemanticsError `SEMANTICS_MISSING` for a file that cannot be read, `SEMANTICS_VERSION` for an unknown version of the format,
 *   `SEMANTICS_INVALID` for what is not as the format says
 */
export async function readModel(source: string | OsiDocument): Promise<SemanticModel> {
  return modelOf(typeof source === 'string' ? await readDocument(source) : documentOf(source));
}

/** The model of a document. @throws SemanticsError as {@link readModel} does */
export function modelOf({ data, origin }: ReadDocument): SemanticModel {
  if (isDbt(data)) return dbtModel(data, origin);
  requireVersion(data, { data, origin });
  const report = checkShape(data, osiShape);
  refuseProblems('SEMANTICS_INVALID', report.problems, origin);
  return osiModel(
    data as OsiDocument,
    origin,
    report.unknown.map(({ path, message }) => `${origin.at(path)}: ${message}`),
  );
}

function requireVersion(data: unknown, { origin }: ReadDocument): void {
  const isKeys = typeof data === 'object' && data !== null && !Array.isArray(data);
  const keys = isKeys ? (data as Record<string, unknown>) : {};
  const known = osiVersions.join(' or ');
  if (!('semantic_model' in keys)) {
    const got = Object.keys(keys).slice(0, 5).join(', ');
    throw new SemanticsError('SEMANTICS_INVALID', [
      `${origin.at([])}: expected semantic_model (Open Semantic Interchange) or models or sources (dbt), got ${got === '' ? 'neither' : got}. Start a file with momq teach.`,
    ]);
  }
  const { version } = keys;
  if (typeof version === 'string' && (osiVersions as readonly string[]).includes(version)) return;
  throw new SemanticsError('SEMANTICS_VERSION', [
    `${origin.at(['version'])}: expected version ${known} of Open Semantic Interchange, got ${version === undefined ? 'none' : JSON.stringify(version)}. Write version: ${osiVersions.at(-1)} if the file follows that version, or update @momq/core.`,
  ]);
}
