import { expect, it } from 'vitest';
import { resolveModel } from './resolve-model.js';

it.each([
  'http://ann:s3cret@127.0.0.1:8080/v1#qwen',
  'http://s3cret@127.0.0.1:8080/v1#qwen',
  'https://host/v1?api_key=s3cret#qwen',
])('refuses %s, without saying the secret', async (name) => {
  const error = await resolveModel(name).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/without user name, password and settings.*MOMQ_MODEL_KEY/),
  });
  expect(String(error)).not.toContain('s3cret');
});

it('names a model by its server', async () => {
  const { name } = await resolveModel('http://127.0.0.1:8080/v1#qwen');
  expect(name).toBe('127.0.0.1:8080#qwen');
});
