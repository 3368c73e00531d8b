import { TypeBits, type LiteralRole, type SelectState, type Subject } from './grammar-state.js';
import type { FieldCode, GrammarTables, ValueCode } from './grammar-tables.js';

/** Fields that a pointer after `skipped` times `other` may name. */
export function fieldsInScope(
  tables: GrammarTables,
  select: SelectState,
  skipped: number,
): FieldCode[] {
  return tables.fields.filter((field) => (select.counts.get(field.owner) ?? 0) > skipped);
}

/** Types that values of these types may be compared with; symmetric. */
export function comparableTypes(types: number): number {
  let comparable = types | TypeBits.other;
  if (types & TypeBits.other) comparable = TypeBits.all;
  if (types & TypeBits.text) comparable |= TypeBits.date;
  if (types & TypeBits.date) comparable |= TypeBits.text;
  if (types & TypeBits.boolean) comparable |= TypeBits.number;
  if (types & TypeBits.number) comparable |= TypeBits.boolean;
  return comparable;
}

/** True when a value item may be compared with the subject. */
export function valueFits(value: ValueCode, subject: Subject, role: LiteralRole): boolean {
  const { types, field } = subject;
  if (role === 'pattern') return true;
  if (types & TypeBits.number)
    return value.numeric && (!value.cellText || (field !== undefined && value.fields.has(field)));
  if (types & TypeBits.boolean && !(types & TypeBits.other))
    return value.numeric || (field !== undefined && value.fields.has(field));
  if (value.fields.size > 0 && field !== undefined)
    return value.fields.has(field) || (role === 'order' && value.hasDigit);
  if (types & TypeBits.date) return value.hasDigit;
  return true;
}
