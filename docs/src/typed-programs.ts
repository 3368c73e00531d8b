/** A program for the compiler, from an example of a document or from all of a guide. */
export interface TypedProgram {
  /** Of its file. */
  readonly name: string;
  readonly document: string;
  /** Line of the document where its first code starts, from 1. */
  readonly line: number;
  readonly code: string;
  /** True for a guide, which declares every name that it uses; the text around a single example may bring some. */
  readonly whole: boolean;
}

/** Examples that say with an ellipsis that they are a part of something. */
const isPart = (code: string): boolean => code.includes('…');

/** The `ts` blocks of a document: those of a guide, which go on from each other, as one program; else each by itself. */
export function typedPrograms(document: string, markdown: string): TypedProgram[] {
  const blocks = [...markdown.matchAll(/^(`{3,})ts\n([\s\S]*?)^\1$/gm)].map((match) => ({
    code: match[2] ?? '',
    line: markdown.slice(0, match.index).split('\n').length + 1,
  }));
  const plain = document.replaceAll(/[^\w-]+/g, '_');
  const whole = document.startsWith('docs/guide/');
  const module = (code: string): string => `${code}\nexport {};\n`;
  if (!whole)
    return blocks
      .filter(({ code }) => !isPart(code))
      .map(({ code, line }) => ({
        ...{ document, line, whole },
        name: `${plain}.${line}.mts`,
        code: module(code),
      }));
  const [first] = blocks;
  return first === undefined
    ? []
    : [
        {
          ...{ document, line: first.line, whole },
          name: `${plain}.mts`,
          code: module(blocks.map(({ code }) => code).join('\n')),
        },
      ];
}
