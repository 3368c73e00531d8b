/** What this module needs of a decoder of `@huggingface/tokenizers`, whose own types of it do not resolve in ESM. */
export interface LibraryDecoder {
  readonly config: object;
  /** Parts of a sequence. */
  readonly decoders?: readonly LibraryDecoder[];
  decode_chain(tokens: string[]): string[];
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes of adjacent `<0xNN>` tokens as text; if they are no UTF-8, one U+FFFD per byte. */
function textOf(bytes: readonly number[]): string {
  try {
    return UTF8.decode(Uint8Array.from(bytes));
  } catch {
    return '\ufffd'.repeat(bytes.length);
  }
}

function decodeByteTokens(tokens: string[]): string[] {
  const texts: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) texts.push(textOf(bytes));
    bytes = [];
  };
  for (const token of tokens) {
    const hex = /^<0x([0-9A-Fa-f]{2})>$/.exec(token)?.[1];
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else {
      flush();
      texts.push(token);
    }
  }
  flush();
  return texts;
}

/** Marks become spaces; those of the first token vanish, unless none is ever put there. */
function decodeMarks(tokens: string[], mark: string, isPrepended: boolean): string[] {
  return tokens.map((token, i) => token.replaceAll(mark, i === 0 && isPrepended ? '' : ' '));
}

/**
 * Gives the parts of a decoder that differ from Python's tokenizers their behaviour: `ByteFallback` (the library drops U+FEFF and
 * merges damaged bytes) and `Metaspace` (the library removes one mark of the first token, always).
 */
export function makeDecodersExact(decoder: LibraryDecoder): void {
  decoder.decoders?.forEach(makeDecodersExact);
  const {
    type,
    replacement: mark = '▁',
    prepend_scheme: scheme = 'always',
  } = decoder.config as { type?: string; replacement?: string; prepend_scheme?: string };
  if (type === 'ByteFallback') decoder.decode_chain = decodeByteTokens;
  if (type === 'Metaspace')
    decoder.decode_chain = (tokens) => decodeMarks(tokens, mark, scheme !== 'never');
}
