import { conversionFunctions } from './conversion-functions.js';
import type { CypherFunction } from './function-table.js';
import { graphFunctions } from './graph-functions.js';
import { numberFunctions } from './number-functions.js';
import { temporalFunctions } from './temporal-functions.js';
import { textFunctions } from './text-functions.js';

/** All functions of the embedded engine but aggregates and `coalesce`, by lower-case name. */
export const functions: ReadonlyMap<string, CypherFunction> = new Map(
  [numberFunctions, textFunctions, conversionFunctions, graphFunctions, temporalFunctions].flatMap(
    (table) => Object.entries(table),
  ),
);
