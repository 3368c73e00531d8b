import { ConfigError, MoMQError, UnsupportedFeatureError } from '@momq/dialect';
import type { Database, DatabaseContent, DialectPack } from '@momq/dialect';

const methods = ['schema', 'values', 'query', 'close'] as const;

/** Databases that an engine inside a pack's package runs, as far as they were opened here. */
const embedded = new WeakSet<Database>();

/** True for a database that {@link createDatabase} built, or that {@link openDatabase} opened from anything but a URL. */
export function isEmbedded(database: Database): boolean {
  return embedded.has(database);
}

/**
 * Opens a file or a server, and checks what the pack claims of its databases.
 *
 * @throws ConfigError when the database lacks what the pack claims; it is closed again
 * @throws DatabaseOpenError from the pack
 */
export async function openDatabase(pack: DialectPack, source: string): Promise<Database> {
  const database = await checked(pack, await pack.openDatabase(source));
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) embedded.add(database);
  return database;
}

/**
 * Builds an embedded database, and checks what the pack claims of its databases.
 *
 * @throws UnsupportedFeatureError when the pack claims no `embedded` engine
 * @throws ConfigError when it claims one and has none, or when the database lacks what the pack claims
 */
export async function createDatabase(
  pack: DialectPack,
  content: DatabaseContent,
): Promise<Database> {
  if (!pack.capabilities.engines.includes('embedded'))
    throw new UnsupportedFeatureError(
      `dialect ${pack.id}: expected an embedded engine, got a pack that opens ${pack.capabilities.engines.join(' and ')} only. Open a database that exists.`,
    );
  try {
    const database = await checked(pack, await pack.createDatabase(content));
    embedded.add(database);
    return database;
  } catch (error) {
    if (!MoMQError.isInstance(error) || error.code !== 'FEATURE_UNSUPPORTED') throw error;
    throw new ConfigError(
      `dialect ${pack.id}: expected createDatabase() to work, since capabilities.engines has 'embedded', got: ${error.message} Take 'embedded' out of the capabilities, or update the pack.`,
      { cause: error },
    );
  }
}

/**
 * Checks a database that its pack opened: its dialect, its methods, and those that the capabilities claim.
 *
 * @throws ConfigError that names the first that is missing
 */
export function checkDatabase(pack: DialectPack, database: Database): void {
  if (database.dialect !== pack.id)
    throw wrong(pack, `databases of dialect ${pack.id}`, `one of ${String(database.dialect)}`);
  for (const name of methods)
    if (typeof database[name] !== 'function')
      throw wrong(pack, `databases with ${name}()`, 'one without');
  for (const name of ['explain', 'estimate'] as const)
    if (pack.capabilities[name] && typeof database[name] !== 'function')
      throw wrong(
        pack,
        `databases with ${name}(), since capabilities.${name} is true`,
        'one without',
      );
}

async function checked(pack: DialectPack, database: Database): Promise<Database> {
  try {
    checkDatabase(pack, database);
    return database;
  } catch (error) {
    if (typeof database.close === 'function') await database.close();
    throw error;
  }
}

function wrong({ id }: DialectPack, expected: string, got: string): ConfigError {
  return new ConfigError(
    `dialect ${id}: expected ${expected}, got ${got}. Update the pack, or correct what it claims.`,
  );
}
