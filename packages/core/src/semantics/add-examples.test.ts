import { expect, it } from 'vitest';
import { addExamples } from './add-examples.js';
import { parseDocumentText } from './read-document.js';
import { modelOf } from './read-model.js';

const file = (extension = ''): string => `version: 0.1.1 # kept
semantic_model:
  - name: shop
    datasets: [{ name: orders, source: orders }]
${extension}`;
const one = { question: 'How many orders are there?', query: 'SELECT count(*) FROM orders' };
const two = { question: 'Which orders are old?', query: "SELECT 'a: b' # c", dialect: 'sqlite' };

async function added(text: string, name = 'shop.osi.yaml') {
  const result = await addExamples({ text, name }, [one, two]);
  const { examples } = modelOf(await parseDocumentText(result.text, name));
  return { ...result, examples };
}

it.each([
  ['none', '', 2],
  ['another vendor', '    custom_extensions: [{ vendor_name: ACME, data: x }]\n', 2],
  [
    'text',
    `    custom_extensions:\n      - vendor_name: MOMQ\n        data: '{"examples": [${JSON.stringify(one)}]}'\n`,
    1,
  ],
  [
    'keys',
    `    custom_extensions:\n      - vendor_name: momq\n        data:\n          examples: # mine\n            - ${JSON.stringify(one)}\n`,
    1,
  ],
])('adds pairs to a file whose extension is %s', async (_, extension, count) => {
  const { text, added: fresh, examples } = await added(file(extension));
  expect(fresh).toBe(count);
  expect(examples).toEqual([one, two]);
  expect(text).toContain('# kept');
  if (extension.includes('ACME')) expect(text).toContain('ACME');
  expect(await added(text)).toMatchObject({ text, added: 0 });
});

it('refuses a file of dbt', async () => {
  const text = 'version: 2\nmodels: [{ name: orders }]\n';
  await expect(added(text, 'schema.yml')).rejects.toMatchObject({ code: 'SEMANTICS_INVALID' });
});
