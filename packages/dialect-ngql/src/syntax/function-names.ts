/** How many arguments each function takes: least and most (NebulaGraph `FunctionManager.cpp`). Names are lower case. */
const arities: Readonly<Record<string, readonly [number, number]>> = {
  abs: [1, 1], floor: [1, 1], ceil: [1, 1], round: [1, 3], sqrt: [1, 1], cbrt: [1, 1], hypot: [2, 2], pow: [2, 2],
  exp: [1, 1], exp2: [1, 1], log: [1, 1], log2: [1, 1], log10: [1, 1], sin: [1, 1], asin: [1, 1], cos: [1, 1], acos: [1, 1],
  tan: [1, 1], atan: [1, 1], rand: [0, 0], rand32: [0, 2], rand64: [0, 2], now: [0, 0], sign: [1, 1], e: [0, 0], pi: [0, 0],
  radians: [1, 1], bit_and: [2, 2], bit_or: [2, 2], bit_xor: [2, 2], size: [1, 1], range: [2, 3], hash: [1, 1],
  lower: [1, 1], tolower: [1, 1], upper: [1, 1], toupper: [1, 1], length: [1, 1], strcasecmp: [2, 2], trim: [1, 1],
  ltrim: [1, 1], rtrim: [1, 1], left: [2, 2], right: [2, 2], replace: [3, 3], reverse: [1, 1], split: [2, 2],
  substr: [2, 3], substring: [2, 3], lpad: [3, 3], rpad: [3, 3], concat: [1, 64], concat_ws: [2, 64], extract: [2, 2],
  json_extract: [1, 1], udf_is_in: [2, 64], date: [0, 1], time: [0, 1], datetime: [0, 1], timestamp: [0, 1], duration: [1, 1],
  toboolean: [1, 1], tofloat: [1, 1], tointeger: [1, 1], tostring: [1, 1], toset: [1, 1], id: [1, 1], tags: [1, 1],
  labels: [1, 1], properties: [1, 1], type: [1, 1], typeid: [1, 1], src: [1, 1], dst: [1, 1], rank: [1, 1], startnode: [1, 1],
  endnode: [1, 1], keys: [1, 1], nodes: [1, 1], relationships: [1, 1], head: [1, 1], last: [1, 1], tail: [1, 1],
  coalesce: [1, 64], none_direct_src: [1, 1], none_direct_dst: [1, 1], reversepath: [1, 1], datasetrowcol: [3, 3],
  is_edge: [1, 1], index: [1, 1], st_point: [2, 2], st_geogfromtext: [1, 1], st_astext: [1, 1], st_centroid: [1, 1],
  st_isvalid: [1, 1], st_intersects: [2, 2], st_covers: [2, 2], st_coveredby: [2, 2], st_dwithin: [3, 4],
  st_distance: [2, 2], s2_cellidfrompoint: [1, 2], s2_coveringcellids: [1, 4], es_query: [2, 4], score: [0, 0], uuid: [0, 1],
}; // prettier-ignore

/** Functions that are no aggregates, lower case. */
export const functionNames: readonly string[] = Object.keys(arities);

/** Aggregates, lower case. With one argument these names are aggregates. */
export const aggregateNames: ReadonlySet<string> = new Set([
  'count', 'sum', 'avg', 'max', 'min', 'std', 'bit_and', 'bit_or', 'bit_xor', 'collect', 'collect_set',
]); // prettier-ignore

/** True where NebulaGraph has a function of this name for so many arguments, or an aggregate. */
export function isFunction(name: string, count: number): boolean {
  const lower = name.toLowerCase();
  if (count === 1 && aggregateNames.has(lower)) return true;
  const arity = Object.hasOwn(arities, lower) ? arities[lower] : undefined;
  return arity !== undefined && arity[0] <= count && count <= arity[1];
}
