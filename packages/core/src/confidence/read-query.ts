import type { QueryAnalysis } from '@momq/dialect';
import type { LinkedQuestion } from '../linking/link-question.js';
import { foldText } from '../linking/fold-text.js';

/** A query and what its parser found in it. */
export interface ReadQuery {
  readonly text: string;
  readonly analysis: Pick<
    QueryAnalysis,
    'relations' | 'columns' | 'functions' | 'literals' | 'keywords'
  >;
}

/** Which items of a link a query reads, one flag per item. */
export function readItems(
  { items }: Pick<LinkedQuestion, 'items'>,
  { text, analysis: { relations, columns, literals } }: ReadQuery,
): boolean[] {
  const names = new Set([...relations, ...columns].map(foldText));
  const reads = new Set(relations.map(foldText));
  const constants = new Set(literals.map((value) => foldText(String(value))));
  const wholeRows = /\bselect\s+(distinct\s+)?(\w+\.)?\*/i.test(text);
  const isRead = (entity: string): boolean => {
    const folded = foldText(entity);
    return reads.has(folded) || reads.has(folded.slice(folded.lastIndexOf('.') + 1));
  };
  return items.map((item) => {
    switch (item.kind) {
      case 'entity':
        return isRead(item.entity);
      case 'link':
        return names.has(foldText(item.link));
      case 'field':
        return (
          (wholeRows ||
            (item.definedBy ?? [item.field]).every((name) => names.has(foldText(name)))) &&
          isRead(item.entity)
        );
      case 'value':
        return constants.has(foldText(String(item.value)));
    }
  });
}
