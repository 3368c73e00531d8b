import { pathExpressions } from './expression-parts.js';
import type { Column, Expression, MatchClause, Projection, Sentence, Vids } from './syntax-tree.js';

/** A statement and all statements inside it. */
export function* sentencesWithin(sentence: Sentence): Generator<Sentence> {
  yield sentence;
  switch (sentence.kind) {
    case 'pipe':
    case 'set':
      yield* sentencesWithin(sentence.left);
      yield* sentencesWithin(sentence.right);
      return;
    case 'assign':
      yield* sentencesWithin(sentence.value);
      return;
    case 'explain':
      for (const each of sentence.sentences) yield* sentencesWithin(each);
      return;
    default:
  }
}

/** The columns that a sentence puts out, of each clause. */
export function columnsOf(sentence: Sentence): readonly Column[] {
  if (sentence.kind === 'match')
    return sentence.clauses.flatMap((clause) => projectionOf(clause)?.columns ?? []);
  return 'yields' in sentence ? (sentence.yields?.columns ?? []) : [];
}

/** RETURN or WITH of a clause. */
export function projectionOf(clause: MatchClause): Projection | undefined {
  return clause.kind === 'with' || clause.kind === 'return' ? clause.projection : undefined;
}

/** Expressions of one sentence, without those of the sentences inside it. */
export function expressionsOf(sentence: Sentence): readonly Expression[] {
  const found: (Expression | undefined)[] = [];
  // Not by `push(...list)`: lists may be longer than a call may have arguments.
  const add = (list: readonly (Expression | undefined)[]): void =>
    list.forEach((each) => found.push(each));
  const vids = (of: Vids): void => add(of.kind === 'list' ? of.items : [of.column]);
  if ('where' in sentence) found.push(sentence.where);
  if ('from' in sentence) vids(sentence.from);
  if ('to' in sentence) vids(sentence.to);
  switch (sentence.kind) {
    case 'go':
      found.push(sentence.cut?.size);
      break;
    case 'fetch-vertices':
      vids(sentence.vids);
      break;
    case 'fetch-edges':
      add(sentence.keys.flatMap(({ from, to, rank }) => [from, to, rank]));
      break;
    case 'match':
      add(sentence.clauses.flatMap(clauseExpressions));
      break;
    case 'yield':
      add(sentence.join?.on ?? []);
      break;
    case 'group-by':
      add(sentence.keys.map(({ expression }) => expression));
      break;
    case 'order-by':
      add(sentence.factors.map(({ expression }) => expression));
      break;
    case 'unwind':
      found.push(sentence.list);
      break;
    default:
  }
  return [...found, ...columnsOf(sentence).map(({ expression }) => expression)].filter(
    (each) => each !== undefined,
  );
}

function clauseExpressions(clause: MatchClause): readonly (Expression | undefined)[] {
  switch (clause.kind) {
    case 'match':
      return [...clause.paths.flatMap(pathExpressions), clause.where];
    case 'unwind':
      return [clause.list];
    case 'with':
    case 'return': {
      const { orderBy, skip, limit } = clause.projection;
      return [
        ...orderBy.map(({ expression }) => expression),
        skip,
        limit,
        clause.kind === 'with' ? clause.where : undefined,
      ];
    }
  }
}
