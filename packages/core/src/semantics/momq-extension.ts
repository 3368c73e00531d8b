import { checkShape } from './document-shape.js';
import { momqVendor } from './osi-document.js';
import type { MomqExtension, OsiCustomExtension } from './osi-document.js';
import { extensionShape } from './osi-shape.js';
import type { DocumentPath, DocumentProblem } from './semantic-model.js';

/** What MoMQ's entries among the `custom_extensions` of a part say together. */
export interface ReadExtension {
  readonly extension: MomqExtension;
  readonly problems: readonly DocumentProblem[];
  readonly unknown: readonly DocumentProblem[];
}

/** Reads the entries of vendor `MOMQ`; those of others are left alone. */
export function readExtension(
  entries: readonly OsiCustomExtension[] | null | undefined,
  path: DocumentPath,
): ReadExtension {
  const problems: DocumentProblem[] = [];
  const unknown: DocumentProblem[] = [];
  let extension: MomqExtension = {};
  (entries ?? []).forEach(({ vendor_name, data }, index) => {
    if (vendor_name.toUpperCase() !== momqVendor) return;
    const place = [...path, 'custom_extensions', index, 'data'];
    const parsed = parse(data);
    if (parsed === undefined) {
      problems.push({
        path: place,
        message: `custom extension ${momqVendor}: expected JSON, got ${String(data).slice(0, 40)}. Write data: '{"hidden": true}', for example.`,
      });
      return;
    }
    const report = checkShape(parsed, extensionShape, place);
    problems.push(...report.problems, ...codeProblems(parsed, place));
    unknown.push(...report.unknown);
    if (problems.length === 0) extension = { ...extension, ...(parsed as MomqExtension) };
  });
  return { extension, problems, unknown };
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function codeProblems(parsed: unknown, path: DocumentPath): DocumentProblem[] {
  const codes = (parsed as { codes?: unknown } | null)?.codes;
  if (typeof codes !== 'object' || codes === null || Array.isArray(codes)) return [];
  return Object.entries(codes).flatMap(([code, names]) => {
    const all: readonly unknown[] = Array.isArray(names) ? names : [names];
    if (all.every((name) => typeof name === 'string')) return [];
    return [
      {
        path,
        message: `codes: expected text or a list of texts for ${JSON.stringify(code)}, got ${JSON.stringify(names)}.`,
      },
    ];
  });
}
