import type { Aggregate, Expression, FieldReference } from '@momq/dialect';
import { expressionType } from '../../logical/expression-type.js';
import type { FollowUpRule, Refinement, SelectFollowUp } from '../follow-up.js';
import { namedFields } from '../named-fields.js';
import type { Phrase } from '../phrase.js';
import { isKey, isOneAggregate, subjectOf } from '../query-subject.js';
import { sameRows } from '../same-rows.js';

const functions: readonly (readonly [words: string, name: Aggregate['function']])[] = [
  ['average|mean|avg', 'avg'],
  ['maximum|max|highest|largest|greatest|biggest', 'max'],
  ['minimum|min|lowest|smallest', 'min'],
  ['total|sum', 'sum'],
];

const lead =
  '(?:and |now |what about |how about |what is |what was |what s |show me |show |give me |calculate )*(?:the |their |its )?';

/** `And the average?`, `what is their total price?`: an aggregate of the same rows, of a field that is named or was the last. */
export const swapAggregate: FollowUpRule = (followUp) => {
  const phrase = followUp.phrase.before('instead|too|as well') ?? followUp.phrase;
  for (const [words, name] of functions) {
    const rest = phrase.after(`${lead}(?:${words})`);
    if (rest === undefined) continue;
    const named = (rest.before('of (?:them|these|those|it|that)') ?? rest).without(
      '(?:of )?(?:the |their |its )?',
    );
    const field = named.empty ? lastField(followUp) : fieldNamed(named, followUp);
    return field && over(field, name, followUp);
  }
  const measured = phrase
    .after('(?:and )?how (?:many|much)')
    ?.before('in total|altogether|overall');
  const field =
    measured === undefined || measured.empty ? undefined : fieldNamed(measured, followUp);
  return field && over(field, 'sum', followUp);
};

function over(
  field: FieldReference,
  name: Aggregate['function'],
  { earlier, earlierQuestion, schema }: SelectFollowUp,
): Refinement | undefined {
  const type = expressionType(field, schema);
  const isNumber = type === 'integer' || type === 'real';
  if ((name === 'avg' || name === 'sum') && (!isNumber || isKey(schema, field))) return undefined;
  const aggregate = (argument: FieldReference): Expression => ({
    kind: 'aggregate',
    function: name,
    distinct: false,
    argument,
  });
  const change = `the ${name} of ${field.field}`;
  if (earlier.groupBy.length > 0) {
    const columns = earlier.select.filter(({ kind }) => kind === 'aggregate');
    if (columns.length !== 1 || earlier.having !== undefined) return undefined;
    const swap = (expression: Expression): Expression =>
      expression.kind === 'aggregate' ? aggregate(field) : expression;
    return {
      query: {
        ...earlier,
        select: earlier.select.map(swap),
        orderBy: earlier.orderBy.map((key) => ({ ...key, expression: swap(key.expression) })),
      },
      change,
    };
  }
  if (isOneAggregate(earlier)) return { query: { ...earlier, select: [aggregate(field)] }, change };
  const subject = subjectOf(earlier, earlierQuestion, schema);
  const rows = subject && sameRows(earlier, subject, schema);
  if (rows === undefined || rows.distinct) return undefined;
  const moved = rows === earlier ? field : { ...field, instance: 0 };
  if (rows !== earlier && field.entity !== subject?.entity) return undefined;
  return { query: { ...rows, select: [aggregate(moved)], orderBy: [] }, change };
}

/** What the last aggregate was of, or the only number shown. */
function lastField({ earlier, schema }: SelectFollowUp): FieldReference | undefined {
  const shown = earlier.select.flatMap((column) => {
    const argument = column.kind === 'aggregate' ? column.argument : column;
    if (argument.kind !== 'field') return [];
    const type = expressionType(argument, schema);
    const isNumber = (type === 'integer' || type === 'real') && !isKey(schema, argument);
    return column.kind === 'aggregate' || isNumber ? [argument] : [];
  });
  return shown.length === 1 ? shown[0] : undefined;
}

function fieldNamed(
  named: Phrase,
  { earlier, earlierQuestion, schema }: SelectFollowUp,
): FieldReference | undefined {
  const subject = subjectOf(earlier, earlierQuestion, schema);
  const fields = subject && namedFields(named, earlier, subject, schema);
  return fields?.length === 1 ? fields[0] : undefined;
}
