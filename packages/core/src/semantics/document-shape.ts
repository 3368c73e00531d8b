import { shortened } from '../execution/shortened.js';
import { suggestion } from './near-names.js';
import type { DocumentPath, DocumentProblem } from './semantic-model.js';

/** What a value of a document has to be. */
export type Shape =
  | { readonly kind: 'text' | 'boolean' | 'any' }
  /** Text out of a list that may grow: another one is a remark, not a mistake. */
  | { readonly kind: 'known'; readonly values: readonly string[]; readonly what: string }
  | { readonly kind: 'list'; readonly of: Shape; readonly min?: number }
  | { readonly kind: 'either'; readonly shapes: readonly Shape[]; readonly what: string }
  | {
      readonly kind: 'object';
      readonly keys: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
      /** True where other keys are fine. */
      readonly open?: boolean;
    };

/** What {@link checkShape} found. */
export interface ShapeReport {
  readonly problems: readonly DocumentProblem[];
  /** Keys and words that nobody knows; they are ignored. */
  readonly unknown: readonly DocumentProblem[];
}

/** Compares a value with its shape. A key without a value counts as absent. */
export function checkShape(value: unknown, shape: Shape, path: DocumentPath = []): ShapeReport {
  const report = { problems: [] as DocumentProblem[], unknown: [] as DocumentProblem[] };
  visit(value, shape, path, report);
  return report;
}

interface Found {
  readonly problems: DocumentProblem[];
  readonly unknown: DocumentProblem[];
}

function visit(value: unknown, shape: Shape, path: DocumentPath, found: Found): void {
  const wrong = (expected: string): void => {
    found.problems.push({
      path,
      message: `${pathText(path)}: expected ${expected}, got ${describe(value)}.`,
    });
  };
  switch (shape.kind) {
    case 'any':
      return;
    case 'text':
      if (typeof value !== 'string' || value.trim() === '') wrong('text');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') wrong('true or false');
      return;
    case 'known':
      if (typeof value !== 'string') wrong('text');
      else if (!shape.values.includes(value))
        found.unknown.push({
          path,
          message: `${pathText(path)}: ${value} is no ${shape.what} of this version of the format. ${suggestion(value, shape.values)}`,
        });
      return;
    case 'list':
      if (!Array.isArray(value)) wrong('a list');
      else if (value.length < (shape.min ?? 0)) wrong('a list with at least one element');
      else value.forEach((each, index) => visit(each, shape.of, [...path, index], found));
      return;
    case 'either': {
      const fitting = shape.shapes.find((each) => kindOf(value) === valueKind(each));
      if (fitting === undefined) wrong(shape.what);
      else visit(value, fitting, path, found);
      return;
    }
    case 'object':
      if (kindOf(value) !== 'object') wrong('keys with values');
      else visitKeys(value as Record<string, unknown>, shape, path, found);
  }
}

function visitKeys(
  value: Record<string, unknown>,
  shape: Extract<Shape, { kind: 'object' }>,
  path: DocumentPath,
  found: Found,
): void {
  const known = Object.keys(shape.keys);
  for (const key of shape.required ?? [])
    if (value[key] === undefined || value[key] === null)
      found.problems.push({ path, message: `${pathText(path)}: expected ${key}, got none.` });
  for (const [key, each] of Object.entries(value)) {
    const inside = shape.keys[key];
    if (inside !== undefined) {
      if (each !== null && each !== undefined) visit(each, inside, [...path, key], found);
    } else if (shape.open !== true)
      found.unknown.push({
        path: [...path, key],
        message: `${pathText([...path, key])}: unknown key, ignored. ${suggestion(key, known)}`,
      });
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'nothing' : typeof value;
}

function valueKind(shape: Shape): string {
  return shape.kind === 'text' || shape.kind === 'known' ? 'string' : shape.kind;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'keys with values';
  return shortened(JSON.stringify(value), 41);
}

/** `semantic_model[0].datasets[2].name` */
export function pathText(path: DocumentPath): string {
  if (path.length === 0) return 'the document';
  return path
    .map((step, place) =>
      typeof step === 'number' ? `[${step}]` : place === 0 ? step : `.${step}`,
    )
    .join('');
}
