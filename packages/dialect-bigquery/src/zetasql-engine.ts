import type { EngineProcess } from '@momq/core/sql';
import { EngineMissingError } from '@momq/dialect';
import { howToInstall } from './optional-packages.mjs';
import { evaluateProto, languageOptions } from './zetasql-protocol.mjs';
import { ZETASQL, findZetaSql, startZetaSql } from './zetasql-service.mjs';
import type { FoundZetaSql } from './zetasql-service.mjs';

/** The type of a value, as ZetaSQL numbers kinds of types. */
export interface ZetaType {
  readonly typeKind?: number;
  readonly arrayType?: { readonly elementType: ZetaType };
  readonly structType?: {
    readonly field?: readonly { readonly fieldName?: string; readonly fieldType: ZetaType }[];
  };
}

/** A value; the member that is there says its type, none is NULL. */
export interface ZetaValue {
  readonly int64Value?: string;
  readonly boolValue?: boolean;
  readonly doubleValue?: number;
  readonly stringValue?: string;
  readonly bytesValue?: Uint8Array;
  readonly dateValue?: number;
  readonly arrayValue?: { readonly element?: readonly ZetaValue[] };
  readonly structValue?: { readonly field?: readonly ZetaValue[] };
  readonly timestampValue?: { readonly seconds?: string; readonly nanos?: number };
  readonly datetimeValue?: { readonly bits?: string; readonly nanos?: number };
  readonly timeValue?: string;
  readonly numericValue?: Uint8Array;
  readonly bignumericValue?: Uint8Array;
  readonly jsonValue?: string;
  readonly intervalValue?: Uint8Array;
}

/** A table of the engine with its rows. */
export interface ZetaTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ZetaType }[];
  readonly rows: readonly (readonly ZetaValue[])[];
}

/** What a query gave. */
export interface ZetaResult {
  readonly columns: readonly { readonly name: string; readonly type: ZetaType }[];
  readonly rows: readonly (readonly ZetaValue[])[];
}

/** A parameter of a query. */
export interface ZetaParameter {
  readonly name: string;
  readonly type: ZetaType;
  readonly value: ZetaValue;
}

/** Requests of the engine's process. */
export type ZetaRequest =
  | { readonly operation: 'load'; readonly tables: readonly ZetaTable[] }
  | {
      readonly operation: 'query' | 'analyze';
      readonly sql: string;
      readonly parameters: readonly ZetaParameter[];
      /** Whether another text was asked for, so that places in errors say nothing. */
      readonly isRewritten?: boolean;
    };

/** gRPC's code of a server that is gone. */
const UNAVAILABLE = 14;

/**
 * Starts ZetaSQL's reference implementation as a process of its own, which answers {@link ZetaRequest}s about its tables.
 *
 * @throws EngineMissingError where ZetaSQL is not installed or has no program for this machine
 */
export function startZetaEngine(): EngineProcess {
  const service = startZetaSql(requireZetaSql(), evaluateProto);
  const { child } = service;
  let catalog: string | undefined;
  const answer = async (request: ZetaRequest): Promise<unknown> => {
    if (request.operation === 'load') {
      await service.ready();
      const { registeredId } = (await service.call(
        'RegisterCatalog',
        catalogOf(request.tables),
      )) as { registeredId?: string };
      catalog = registeredId;
      return undefined;
    }
    const call = { ...queryCall(request), registeredCatalogId: catalog };
    if (request.operation === 'query') return resultOf(await service.call('EvaluateQuery', call));
    const { sql, options, registeredCatalogId } = call;
    await service.call('Analyze', { sqlStatement: sql, options, registeredCatalogId });
    return undefined;
  };
  return {
    events: child,
    post(message) {
      answer(message as ZetaRequest).then(
        (value) => child.emit('message', { ok: true, value }),
        (error: { code?: number; details?: string; message: string }) => {
          if (error.code === UNAVAILABLE) void service.stop();
          else child.emit('message', { ok: false, message: messageOf(error, message) });
        },
      );
    },
    hold: (alive) => service.hold(alive),
    stop: () => service.stop(),
  };
}

function messageOf(error: { details?: string; message: string }, request: unknown): string {
  const words = error.details ?? error.message;
  const { isRewritten } = request as { isRewritten?: boolean };
  return isRewritten === true ? words.replace(/\s*\[at \d+:\d+\]/, '') : words;
}

function requireZetaSql(): FoundZetaSql {
  const found = findZetaSql(import.meta.url);
  if (found !== undefined) return found;
  throw new EngineMissingError(
    `@momq/dialect-bigquery: expected ${ZETASQL} for databases without a service, got none for ${process.platform}-${process.arch}. Install it, for Linux and macOS: ${howToInstall(ZETASQL)}. Or open a dataset of BigQuery by its URL.`,
  );
}

const BUILTIN = { definitions: [{ builtin: {} }] };

function catalogOf(tables: readonly ZetaTable[]): object {
  return {
    simpleCatalog: {
      name: 'momq',
      builtinFunctionOptions: { languageOptions },
      table: tables.map(({ name, columns }, place) => ({
        name,
        serializationId: place + 1,
        column: columns,
      })),
    },
    descriptorPoolList: BUILTIN,
    tableContent: Object.fromEntries(
      tables.map(({ name, rows }) => [
        name,
        { tableData: { row: rows.map((cell) => ({ cell })) } },
      ]),
    ),
  };
}

function queryCall({ sql, parameters }: Extract<ZetaRequest, { sql: string }>): {
  readonly sql: string;
  readonly options: object;
  readonly params: object;
} {
  return {
    sql,
    options: {
      languageOptions,
      errorMessageMode: 1, // with line and column behind the message
      defaultTimezone: 'UTC',
      queryParameters: parameters.map(({ name, type }) => ({ name, type })),
    },
    params: parameters.map(({ name, value }) => ({ name, value })),
  };
}

function resultOf(response: unknown): ZetaResult {
  const { content, prepared } = response as {
    content?: { tableData?: { row?: readonly { cell?: readonly ZetaValue[] }[] } };
    prepared?: { columns?: ZetaResult['columns'] };
  };
  return {
    columns: prepared?.columns ?? [],
    rows: (content?.tableData?.row ?? []).map(({ cell = [] }) => cell),
  };
}
