import { isNull, type GraphValue } from '@momq/graph-store';
import { unsupported } from './engine-error.js';
import { graphFunctions } from './graph-functions.js';
import { numberFunctions } from './number-functions.js';
import type { Scope } from './scope.js';
import { temporalFunctions } from './temporal-functions.js';
import { textFunctions } from './text-functions.js';
import { toBoolean, toFloat, toInteger, toSet, toText } from './type-casts.js';

/** A function over values; nulls reach it. */
export type EngineFunction = (values: readonly GraphValue[], scope: Scope) => GraphValue;

const casts: Readonly<Record<string, EngineFunction>> = {
  toboolean: ([value]) => toBoolean(value!),
  tofloat: ([value]) => toFloat(value!),
  tointeger: ([value]) => toInteger(value!),
  tostring: ([value]) => toText(value!),
  toset: ([value]) => toSet(value!),
  coalesce: (values) => values.find((value) => !isNull(value)) ?? null,
};

const functions = new Map<string, EngineFunction>(
  [graphFunctions, numberFunctions, textFunctions, temporalFunctions, casts].flatMap((table) =>
    Object.entries(table),
  ),
);

/** Names of functions that the engine has, lower case. */
export const engineFunctions: ReadonlySet<string> = new Set(functions.keys());

/** A function by its lower-case name. @throws UnsupportedFeatureError for one that only NebulaGraph has */
export function callFunction(
  name: string,
  values: readonly GraphValue[],
  scope: Scope,
): GraphValue {
  const found = functions.get(name);
  if (found === undefined) throw unsupported(`the function ${name}`);
  return found(values, scope);
}
