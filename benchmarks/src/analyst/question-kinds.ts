/** What questions ask for, as their `kind` says, with whether it goes beyond selecting, joining and grouping. */
export const questionKinds = {
  filter: 'plain',
  flag: 'plain',
  missing: 'plain',
  code: 'plain',
  join: 'plain',
  group: 'plain',
  aggregate: 'plain',
  comparison: 'plain',
  having: 'plain',
  top: 'plain',
  unit: 'plain',
  arithmetic: 'plain',
  date: 'beyond',
  duration: 'beyond',
  period: 'beyond',
  ratio: 'beyond',
  never: 'beyond',
  latest: 'beyond',
  'top-per-group': 'beyond',
  window: 'beyond',
  case: 'beyond',
  nested: 'beyond',
  set: 'beyond',
  'self-reference': 'beyond',
} as const;

/** How hard questions are, as their `hardness` says. */
export const hardnesses = ['easy', 'medium', 'hard'] as const;

/** Dialects that golds are written in, by id. */
export const goldDialects = ['sqlite', 'postgres', 'mysql', 'bigquery', 'cypher', 'ngql'] as const;
