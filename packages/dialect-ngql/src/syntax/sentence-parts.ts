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
  // Not by `push(...list)`: lists may be longer than a call may have arguments.
  return [
    'where' in sentence ? sentence.where : undefined,
    ...('from' in sentence ? vidsOf(sentence.from) : []),
    ...('to' in sentence ? vidsOf(sentence.to) : []),
    ...ownExpressions(sentence),
    ...columnsOf(sentence).map(({ expression }) => expression),
  ].filter((each) => each !== undefined);
}

function vidsOf(vids: Vids): readonly Expression[] {
  return vids.kind === 'list' ? vids.items : [vids.column];
}

/** What only sentences of one kind have. */
function ownExpressions(sentence: Sentence): readonly (Expression | undefined)[] {
  switch (sentence.kind) {
    case 'go':
      return [sentence.cut?.size];
    case 'fetch-vertices':
      return vidsOf(sentence.vids);
    case 'fetch-edges':
      return sentence.keys.flatMap(({ from, to, rank }) => [from, to, rank]);
    case 'match':
      return sentence.clauses.flatMap(clauseExpressions);
    case 'yield':
      return sentence.join?.on ?? [];
    case 'group-by':
      return sentence.keys.map(({ expression }) => expression);
    case 'order-by':
      return sentence.factors.map(({ expression }) => expression);
    case 'unwind':
      return [sentence.list];
    default:
      return [];
  }
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
