/**
 * What packs of every family share where they run queries: checked limits, the read-only check, folders; and what shows text and
 * values safely.
 *
 * @module
 */
export {
  MAX_TIMEOUT_MS,
  queryLimits,
  requirePositiveInteger,
  streamLimits,
  valueLimits,
} from './query-limits.js';
export type { QueryLimits } from './query-limits.js';
export { QueryBudget } from './query-budget.js';
export type { Turns } from './turns.js';
export { requireReadOnly } from './require-read-only.js';
export { exactNumber } from './exact-number.js';
export { parseJsonWithoutLoss } from './json-without-loss.js';
export { escapeControls } from './escape-controls.js';
export { jsonText } from './json-text.js';
export { jsonValue } from './json-value.js';
export { readStoredJson, writeStoredJson } from './stored-json.js';
export { percent } from './percent.js';
export { makeFolder } from './make-folder.js';
export { createTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';
export { hideSecrets, hideSecretsIn } from './hide-secrets.js';
export { shortened } from './shortened.js';
export { suggestion } from '../semantics/near-names.js';
