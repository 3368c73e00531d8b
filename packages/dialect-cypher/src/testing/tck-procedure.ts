import type { Step } from '@momq/dialect-kit';
import { equals, isNumber, type GraphValue } from '@momq/graph-store';
import { queryError } from '../engine/engine-error.js';
import type { Procedure } from '../engine/procedures.js';
import { tckLiteral } from './tck-literal.js';

const declaration = /^there exists a procedure ([\w.]+)\((.*?)\) :: \((.*?)\):?$/;

/** The procedure that a step declares with the rows of its table; undefined for other steps. */
export function procedureIn({ text, table }: Step): Procedure | undefined {
  const found = declaration.exec(text);
  if (!found) return undefined;
  const [, name, takes, gives] = found;
  const inputs = fieldsOf(takes!);
  const [head = [], ...lines] = table;
  const rows = lines.map((line) => line.map(tckLiteral));
  return {
    name: name!,
    takes: inputs,
    columns: fieldsOf(gives!).map((field) => field.name),
    rows: (given) => {
      const values = given.map((value, index) => taken(value, inputs[index]!.type));
      const columns = fieldsOf(gives!).map((field) => head.indexOf(field.name));
      return rows
        .filter((row) =>
          values.every((value, index) => isSame(row[head.indexOf(inputs[index]!.name)]!, value)),
        )
        .map((row) => columns.map((column) => row[column]!));
    },
  };
}

function isSame(cell: GraphValue, value: GraphValue): boolean {
  return cell === null ? value === null : equals(cell, value) === true;
}

function fieldsOf(list: string): readonly { readonly name: string; readonly type: string }[] {
  return list
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => {
      const [name, type] = each.split('::').map((part) => part.trim());
      return { name: name!, type: type! };
    });
}

function taken(value: GraphValue, type: string): GraphValue {
  if (value === null) return null;
  const fits = {
    INTEGER: typeof value === 'bigint',
    FLOAT: isNumber(value),
    NUMBER: isNumber(value),
    STRING: typeof value === 'string',
  }[type.replace('?', '')];
  if (fits === false) throw queryError(`expected a ${type} as an argument`);
  return value;
}
