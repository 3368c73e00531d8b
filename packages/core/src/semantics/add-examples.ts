import type { MomqExtension, OsiCustomExtension, OsiDocument, OsiExample } from './osi-document.js';
import { momqVendor } from './osi-document.js';
import { parseDocumentText, parseYaml } from './read-document.js';
import { modelOf } from './read-model.js';
import { SemanticsError } from './semantics-error.js';

/**
 * Adds example pairs to a semantic model, whose comments and layout stay; questions that it has already are passed over.
 *
 * @param existing - an Open Semantic Interchange file and its name, for messages
 * @returns the text, and how many pairs are new
 * @throws SemanticsError when the text is no such model
 */
export async function addExamples(
  existing: { readonly text: string; readonly name: string },
  examples: readonly OsiExample[],
): Promise<{ readonly text: string; readonly added: number }> {
  const model = modelOf(await parseDocumentText(existing.text, existing.name));
  const known = new Set(model.examples.map(({ question }) => question));
  const fresh = examples.filter(({ question }) => !known.has(question));
  if (fresh.length === 0) return { text: existing.text, added: 0 };
  const { document } = await parseYaml(existing.text);
  const [first] = (document.toJS() as Partial<OsiDocument>).semantic_model ?? [];
  if (first === undefined)
    throw new SemanticsError('SEMANTICS_INVALID', [
      `${existing.name}: expected semantic_model (Open Semantic Interchange), to add examples to, got another format. Start a file with momq teach.`,
    ]);
  const path = ['semantic_model', 0, 'custom_extensions'];
  const entries: readonly OsiCustomExtension[] = first.custom_extensions ?? [];
  const place = entries.findLastIndex(
    ({ vendor_name }) => vendor_name.toUpperCase() === momqVendor,
  );
  if (place < 0) {
    if (document.getIn(path) == null) document.setIn(path, document.createNode([]));
    const entry = { vendor_name: momqVendor, data: { examples: fresh } };
    document.addIn(path, document.createNode(entry));
  } else {
    const { data } = entries[place]!;
    const before = typeof data === 'string' ? (JSON.parse(data) as MomqExtension) : data;
    const after = { ...before, examples: [...(before.examples ?? []), ...fresh] };
    document.setIn(
      [...path, place, 'data'],
      typeof data === 'string' ? JSON.stringify(after, null, 2) : document.createNode(after),
    );
  }
  return { text: document.toString({ lineWidth: 120 }), added: fresh.length };
}
