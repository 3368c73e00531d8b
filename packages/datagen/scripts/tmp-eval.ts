import { evaluate, readQuestions, loadDatabaseFolder, answerableQuestions } from '@momq/core/evaluation';
import { toLogicalQuery } from '../../dialect-sqlite/src/sqlite-logical-form.js';
import { allTargets, dataFolder } from './targets.js';
const qs = await readQuestions(dataFolder + '/spider/dev_public_verified.jsonl');
const content = (id: string) => loadDatabaseFolder(`${dataFolder}/spider/databases/${id}`);
const targets = allTargets();
for (const [t, col] of [[targets[0]!, 'mysql'], [targets[1]!, 'postgresql']] as const) {
  const r = await evaluate({ suite: 'gold', dialect: t.pack, questions: qs, content, predict: async (_q, _d, record) => record.gold[col]! });
  console.log(t.pack.id, r.n, r.ex, r.executable, r.low, r.high, r.msPerQuestion);
  for (const x of r.records.filter((x) => x.outcome !== 'correct').slice(0, 12)) console.log('  ', x.id, x.outcome, x.error?.slice(0, 90), x.predictedQuery?.slice(0, 140));
}
for (const t of targets) {
  const a = await answerableQuestions({ dialect: t.pack, questions: qs, content, translate: (q, c) => {
    const view = t.view?.(c) ?? { schema: c.schema, convert: (x: never) => x };
    return t.pack.language.render(view.convert(toLogicalQuery(q.gold['mysql']!, c.schema) as never), view.schema); } });
  console.log(t.pack.id, 'answerable', a.kept.length, a.dropped.length);
  for (const d of a.dropped.slice(0, 15)) console.log('   ', d.question.id, d.reason.slice(0, 90), d.question.gold['mysql']!.slice(0, 150));
}
