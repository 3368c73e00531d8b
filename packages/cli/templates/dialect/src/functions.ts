/** Functions that only read: a query that calls another one is refused. */
export const functions: readonly string[] = [
  ...['abs', 'avg', 'ceil', 'coalesce', 'concat', 'count', 'date', 'datetime', 'dense_rank'],
  ...['floor', 'group_concat', 'hex', 'ifnull', 'iif', 'instr', 'json_extract', 'julianday'],
  ...['lag', 'lead', 'length', 'like', 'lower', 'ltrim', 'max', 'min', 'mod', 'nullif', 'pow'],
  ...['power', 'printf', 'quote', 'rank', 'replace', 'round', 'row_number', 'rtrim', 'sqrt'],
  ...['strftime', 'substr', 'substring', 'sum', 'time', 'total', 'trim', 'typeof', 'unixepoch'],
  'upper',
];
