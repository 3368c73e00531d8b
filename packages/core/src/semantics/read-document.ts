import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Document, LineCounter } from 'yaml';
import { indentQuoted } from './indent-quoted.js';
import { SemanticsError } from './semantics-error.js';
import { pathText } from './document-shape.js';
import type { DocumentOrigin } from './semantic-model.js';

/** A document with its place. */
export interface ReadDocument {
  readonly data: unknown;
  readonly origin: DocumentOrigin;
}

/** Bytes of a file at most. */
const maxBytes = 16 * 2 ** 20;

/** Data given in code as a document. */
export function documentOf(data: unknown): ReadDocument {
  return {
    data,
    origin: { name: 'the semantic model', at: (place) => `semantics ${pathText(place)}` },
  };
}

/**
 * Reads a YAML or JSON file.
 *
 * @throws SemanticsError `SEMANTICS_MISSING` when it cannot be read, `SEMANTICS_INVALID` when it is no YAML
 */
export async function readDocument(file: string): Promise<ReadDocument> {
  const text = await readText(file);
  return parseDocumentText(text, path.basename(file));
}

/** @throws SemanticsError `SEMANTICS_INVALID` when the text is no YAML */
export async function parseDocumentText(text: string, name: string): Promise<ReadDocument> {
  const { isNode } = await import('yaml');
  const { document, lines } = await parseYaml(text);
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const [error] = document.errors;
  // what follows the first mistake is mostly its consequence
  if (error !== undefined)
    throw new SemanticsError('SEMANTICS_INVALID', [
      `${position(error.pos[0])}: expected YAML, got: ${error.message.slice(0, 120)}.`,
    ]);
  return {
    data: document.toJS(),
    origin: {
      name,
      at(place) {
        for (let length = place.length; length > 0; length--) {
          const node = document.getIn(place.slice(0, length), true);
          if (isNode(node) && node.range) return position(node.range[0]);
        }
        return `${name}:1:1`;
      },
    },
  };
}

/** A YAML document with the lines of its text. Quoted values may be indented as the format's own examples are. */
export async function parseYaml(
  text: string,
): Promise<{ readonly document: Document.Parsed; readonly lines: LineCounter }> {
  const yaml = await import('yaml');
  const parse = (given: string) => {
    const lines = new yaml.LineCounter();
    const document = yaml.parseDocument(given, { lineCounter: lines, prettyErrors: false });
    return { document, lines };
  };
  const parsed = parse(text);
  if (parsed.document.errors.length === 0) return parsed;
  const indented = parse(indentQuoted(text));
  return indented.document.errors.length === 0 ? indented : parsed;
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes)
      throw new SemanticsError('SEMANTICS_INVALID', [
        `${file}: expected ${maxBytes / 2 ** 20} MiB at most, got ${Math.ceil(size / 2 ** 20)}. Split it.`,
      ]);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof SemanticsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SemanticsError(
      'SEMANTICS_MISSING',
      [
        `semantics: expected a file, got ${file}, which cannot be read (${reason}). Check the path.`,
      ],
      { cause: error },
    );
  }
}
