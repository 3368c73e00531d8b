/**
 * What every dialect with a logical form has to answer alike: one small database, and queries over it with their rows.
 *
 * @module
 */
import { usedConstructs } from '../logical/used-constructs.js';
import type { LogicalConstruct } from '@momq/dialect';
import { castCases } from './cast-cases.js';
import { dateCases } from './date-cases.js';
import { encodedDateCases } from './encoded-date-cases.js';
import type { LogicalFormCase } from './logical-form-case.js';
import { numberCases } from './number-cases.js';
import { orderCases } from './order-cases.js';
import { setCases } from './set-cases.js';
import { sourceCases, subqueryCases } from './source-cases.js';
import { textCases } from './text-cases.js';
import { windowCases } from './window-cases.js';

export { conformanceContent } from './conformance-content.js';
export { comparableRows } from './logical-form-case.js';
export type { LogicalFormCase } from './logical-form-case.js';

/** Every construct and every function of the logical form, canonical, at least once. */
export const logicalFormCases: readonly LogicalFormCase[] = [
  ...numberCases,
  ...castCases,
  ...textCases,
  ...dateCases,
  ...encodedDateCases,
  ...orderCases,
  ...sourceCases,
  ...subqueryCases,
  ...windowCases,
  ...setCases,
];

/** The cases that a dialect can say, by what its capabilities leave out. */
export function casesWithout(unsupported: readonly LogicalConstruct[]): readonly LogicalFormCase[] {
  return logicalFormCases.filter(({ query }) => {
    const used = usedConstructs(query);
    return !unsupported.some((construct) => used.has(construct));
  });
}
