import type { Database, DatabaseSchema } from '@momq/dialect';
import { bindModel } from '../semantics/bind-model.js';
import { findBeside } from '../semantics/find-beside.js';
import type { OsiDocument } from '../semantics/osi-document.js';
import { readModel } from '../semantics/read-model.js';
import type { SemanticModel } from '../semantics/semantic-model.js';
import type { Teaching } from '../semantics/teaching.js';

/** The semantic models of open databases, each joined with every reading of its database's schema. */
export class Lessons {
  readonly #models = new WeakMap<Database, SemanticModel>();
  readonly #bound = new WeakMap<SemanticModel, WeakMap<DatabaseSchema, Teaching>>();

  /** Takes what is said for a source: a file, data, or (undefined) the file beside it. @throws SemanticsError as `readModel` does */
  async read(
    source: string,
    semantics: string | OsiDocument | false | undefined,
  ): Promise<SemanticModel | undefined> {
    if (semantics === false) return undefined;
    const given = semantics ?? (await findBeside(source));
    return given === undefined ? undefined : await readModel(given);
  }

  /** From now on questions to `database` use `model`. @throws SemanticsError when it does not fit the schema; nothing changes then */
  bind(database: Database, schema: DatabaseSchema, model: SemanticModel): Teaching {
    const teaching = bindModel(model, schema, database.dialect);
    this.#models.set(database, model);
    this.#bound.set(model, new WeakMap([[schema, teaching]]));
    return teaching;
  }

  /** What is taught about a database; undefined where nothing is. @throws SemanticsError when it does not fit a schema that was read again */
  of(database: Database, schema: DatabaseSchema): Teaching | undefined {
    const model = this.#models.get(database);
    if (model === undefined) return undefined;
    const known = this.#bound.get(model)?.get(schema);
    return known ?? this.bind(database, schema, model);
  }
}
