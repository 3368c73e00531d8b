import type { Expression, Window } from '@momq/dialect';
import type { FrameClause, Over, Window as SqlWindow } from 'sqlite3-parser';
import { unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { convertOrderKey, readKey } from './sqlite-logical-form-keys.js';

const ranking = new Set(['row_number', 'rank', 'dense_rank']);
const shifting = new Set(['lag', 'lead']);
const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max']);

/** A window function. @throws UnsupportedFeatureError for functions and frames that the form lacks */
export function convertWindow(
  name: string,
  values: readonly Expression[],
  over: Over,
  context: ReadingContext,
): Window {
  const { partitionBy, orderBy, frameClause } = windowOf(over, context);
  const named = name as Window['function'];
  const inside = { ...context, aliases: false };
  const keys = (orderBy ?? []).map((key) => convertOrderKey(key, inside));
  const base = {
    kind: 'window',
    function: named,
    partitionBy: (partitionBy ?? []).map((key) => readKey(key, inside)),
  } as const;
  const [argument] = values;
  if (ranking.has(name) && values.length === 0) return { ...base, orderBy: keys };
  if (shifting.has(name) && argument)
    return { ...base, argument, ...shift(values, name), orderBy: keys };
  if (!aggregates.has(name) || !argument) return unsupported(`the window function ${name}`);
  const whole = frameClause !== undefined && isWhole(frameClause);
  if (frameClause && !whole && !isDefault(frameClause)) unsupported('this frame of a window');
  return { ...base, argument, orderBy: whole ? [] : keys };
}

function shift(values: readonly Expression[], name: string): { readonly offset?: number } {
  const [, offset, otherwise] = values;
  if (otherwise) unsupported(`a default value of ${name}()`);
  if (offset === undefined) return {};
  const { value } = offset.kind === 'literal' ? offset : { value: undefined };
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    return unsupported(`${name}() by rows that are no constant from 1`);
  return value === 1 ? {} : { offset: value };
}

function windowOf(over: Over, { scope }: ReadingContext): SqlWindow {
  const window =
    over.type === 'WindowOver' ? over.window : scope.windows.get(over.name.text.toLowerCase());
  if (window === undefined) return unsupported('a window without a definition');
  return window.base ? unsupported('a window made of another') : window;
}

function isDefault({ mode, start, end, exclude }: FrameClause): boolean {
  const untilHere = end === undefined || end.type === 'CurrentRowFrameBound';
  const plain = exclude === undefined || exclude === 'NoOthers';
  return mode === 'Range' && start.type === 'UnboundedPrecedingFrameBound' && untilHere && plain;
}

function isWhole({ start, end, exclude }: FrameClause): boolean {
  const plain = exclude === undefined || exclude === 'NoOthers';
  return (
    start.type === 'UnboundedPrecedingFrameBound' &&
    end?.type === 'UnboundedFollowingFrameBound' &&
    plain
  );
}
