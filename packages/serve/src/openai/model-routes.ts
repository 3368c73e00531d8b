import type { Context } from 'hono';
import type { ServedEnv } from '../guards/guarded-app.js';
import { ServeError } from '../serve-error.js';
import type { ServedDatabases } from '../served-databases.js';

/** Who owns a model: `momq`, or `base` for the language model itself. */
interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** `GET /v1/models` and `GET /v1/models/{id}`. */
export function modelRoutes(databases: ServedDatabases, chat: string | undefined) {
  const created = Math.floor(Date.now() / 1000);
  const models = [
    ...[...databases.models().keys()].map((id) => ({ id, owned_by: 'momq' })),
    ...(chat === undefined ? [] : [{ id: chat, owned_by: 'base' }]),
  ].map(({ id, owned_by }): ListedModel => ({ id, object: 'model', created, owned_by }));
  return {
    list: (context: Context<ServedEnv>) => context.json({ object: 'list', data: models }),
    one: (context: Context<ServedEnv>) => {
      const id = context.req.param('id') ?? '';
      const model = models.find((listed) => listed.id === id);
      if (model === undefined)
        throw modelUnknown(
          id,
          models.map((listed) => listed.id),
        );
      return context.json(model);
    },
  };
}

/** An error about a model that is not served. */
export function modelUnknown(id: string, ids: readonly string[]): ServeError {
  return new ServeError(
    'SERVE_NOT_FOUND',
    `model: expected one of ${ids.join(', ')}, got ${JSON.stringify(id.slice(0, 100))}. GET /v1/models lists them.`,
    { param: 'model' },
  );
}
