import type { QueryLimits } from '@momq/core/execution';
import type { Value } from '@momq/dialect';

interface ParameterType {
  readonly type: string;
  readonly arrayType?: ParameterType;
}

/** Parameters as the service takes them. */
export function serviceParameters(parameters: QueryLimits['parameters'] = []): object {
  const named = !Array.isArray(parameters);
  const entries: readonly (readonly [string, Value])[] = named
    ? (Object.entries(parameters) as [string, Value][])
    : (parameters as readonly Value[]).map((value) => ['', value] as const);
  if (entries.length === 0) return {};
  return {
    parameterMode: named ? 'NAMED' : 'POSITIONAL',
    queryParameters: entries.map(([name, value]) => {
      const parameterType = typeOf(value);
      return {
        ...(named && { name }),
        parameterType,
        parameterValue: Array.isArray(value)
          ? { arrayValues: (value as readonly Value[]).map((each) => ({ value: textOf(each) })) }
          : { value: textOf(value) },
      };
    }),
  };
}

function typeOf(value: Value): ParameterType {
  if (typeof value === 'bigint') return { type: 'INT64' };
  if (typeof value === 'number') return { type: Number.isSafeInteger(value) ? 'INT64' : 'FLOAT64' };
  if (typeof value === 'boolean') return { type: 'BOOL' };
  if (!Array.isArray(value)) return { type: 'STRING' };
  const types = (value as readonly Value[]).filter((each) => each !== null).map(typeOf);
  const real = types.find(({ type }) => type === 'FLOAT64');
  return { type: 'ARRAY', arrayType: real ?? types[0] ?? { type: 'STRING' } };
}

function textOf(value: Value): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
