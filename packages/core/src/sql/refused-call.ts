/**
 * The reason of a refusal for a function that queries may not call, as `QueryAnalysis.reason` has it.
 *
 * @param name - the function as it is named in the text
 * @param product - whose own functions are allowed, `SQLite`
 * @param effects - what known functions do, by lower-case name: `reads a file of the server`
 */
export function refusedCall(
  name: string,
  product: string,
  effects: Readonly<Record<string, string>>,
): string {
  const known = name.toLowerCase();
  return Object.hasOwn(effects, known)
    ? `${name}(), which ${effects[known]}`
    : `${name}(), which is none of ${product}'s own reading functions (allow it by name with allowFunctions)`;
}
