import type { QueryGrammar } from './query-grammar.js';

/** Reads PIVOT or UNPIVOT behind a source, where one is. @returns whether it was */
export function parsePivot(grammar: QueryGrammar): boolean {
  const { cursor } = grammar;
  if (cursor.isNext('PIVOT') && cursor.sign(1) === '(') parseColumnsFromRows(grammar);
  else if (cursor.isNext('UNPIVOT')) parseRowsFromColumns(grammar);
  else return false;
  if (cursor.take('AS') || cursor.isName()) cursor.name();
  return true;
}

/** `PIVOT (SUM(sales) AS s FOR quarter IN ('Q1', 'Q2' AS second))` */
function parseColumnsFromRows(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expect('PIVOT');
  const named = (): void => {
    grammar.expression();
    if (cursor.take('AS') || cursor.isName()) cursor.name();
  };
  cursor.inBrackets(() => {
    cursor.list(named);
    cursor.expect('FOR');
    grammar.expression('bits');
    cursor.expect('IN');
    cursor.inBrackets(() => cursor.list(named));
  });
}

/** `UNPIVOT INCLUDE NULLS (sales FOR quarter IN (q1, q2 AS 'second'))` */
function parseRowsFromColumns({ cursor, findings }: QueryGrammar): void {
  cursor.expect('UNPIVOT');
  if (!cursor.take('INCLUDE', 'NULLS')) cursor.take('EXCLUDE', 'NULLS');
  const column = (): void => void findings.columns.add(cursor.path().at(-1) ?? '');
  const columns = (): void =>
    cursor.sign() === '(' ? cursor.inBrackets(() => cursor.list(column)) : column();
  cursor.inBrackets(() => {
    columns();
    cursor.expect('FOR');
    column();
    cursor.expect('IN');
    cursor.inBrackets(() =>
      cursor.list(() => {
        columns();
        const isNamed = cursor.take('AS') || /^(text|number)$/.test(cursor.token?.kind ?? '');
        if (!isNamed) return;
        if (!/^(['"]|\d+$)/.test(cursor.token?.text ?? '')) cursor.fail();
        cursor.place += 1;
      }),
    );
  });
}
