import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Condition,
  DatabaseSchema,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { isEntitySource } from '../logical/entity-sources.js';
import { conditionExpressions, plainReferences } from '../logical/expression-walk.js';
import { mapConditionParts, mapExpressionParts } from '../logical/map-parts.js';
import { mapQuery } from '../logical/visit-query.js';
import type { Definition, Teaching } from './teaching.js';

/** Words that say which aggregate a measure is by itself. */
const aggregateWords: Readonly<Record<string, RegExp>> = {
  avg: /av(era)?g|mean/i,
  min: /min|lowest|smallest|least/i,
  max: /max|highest|largest|most|top/i,
  count: /count|number|how many/i,
};

/**
 * The query over what the database has: defined fields become their expressions, a measure groups by what is shown beside it, and
 * a whole row leaves out what is hidden.
 *
 * @throws UnsupportedFeatureError where a measure cannot be said in its place
 */
export function writeDefinitions(
  query: LogicalQuery,
  { definitions, schema, whole }: Pick<Teaching, 'definitions' | 'schema' | 'whole'>,
): LogicalQuery {
  return mapQuery(query, {
    query: (part) =>
      part.kind === 'select'
        ? visibleRows(new SelectWriter(definitions).write(part), schema, whole)
        : part,
  });
}

class SelectWriter {
  readonly #definitions: readonly Definition[];
  #measured = false;

  constructor(definitions: readonly Definition[]) {
    this.#definitions = definitions;
  }

  write(query: SelectQuery): SelectQuery {
    const conjuncts = query.where === undefined ? [] : conjunctsOf(query.where);
    const ofRows = conjuncts.filter((condition) => !this.#measures(condition));
    const ofGroups = conjuncts.filter((condition) => this.#measures(condition));
    const select = query.select.map((each) => this.#expression(each));
    const orderBy = query.orderBy.map((key) => ({
      ...key,
      expression: this.#expression(key.expression),
    }));
    const having = allOf([...(query.having === undefined ? [] : [query.having]), ...ofGroups]);
    const filtered = having === undefined ? undefined : this.#condition(having);
    const where = allOf(ofRows.map((condition) => this.#condition(condition)));
    const groupBy = query.groupBy.map((each) => this.#expression(each));
    const { where: _where, having: _having, ...rest } = query;
    return {
      ...rest,
      select,
      ...(where !== undefined && { where }),
      groupBy: this.#measured && groupBy.length === 0 ? shownBeside(select, orderBy) : groupBy,
      ...(filtered !== undefined && { having: filtered }),
      orderBy,
    };
  }

  #of({ entity, field }: FieldReference): Definition | undefined {
    return this.#definitions.find((each) => each.entity === entity && each.field === field);
  }

  #measures(condition: Condition): boolean {
    const inside = (expression: Expression): boolean =>
      plainReferences(expression).some(
        (each) => each.kind === 'field' && this.#of(each)?.aggregate === true,
      );
    return conditionExpressions(condition).some(inside);
  }

  #expression(expression: Expression): Expression {
    if (expression.kind === 'field') {
      const definition = this.#of(expression);
      return definition === undefined ? expression : this.#written(definition, expression);
    }
    if (expression.kind === 'aggregate' && expression.argument.kind === 'field') {
      const definition = this.#of(expression.argument);
      if (definition?.aggregate === true) {
        const { function: name } = expression;
        const own =
          name === 'sum' || definition.names.some((each) => aggregateWords[name]?.test(each));
        if (!own) throw refused(definition, `its ${name}`);
        return this.#written(definition, expression.argument);
      }
    }
    return mapExpressionParts(expression, {
      expression: (part) => this.#expression(part),
      condition: (part) => this.#condition(part),
      query: (part) => part,
    });
  }

  #condition(condition: Condition): Condition {
    return mapConditionParts(condition, {
      expression: (part) => this.#expression(part),
      condition: (part) => this.#condition(part),
      query: (part) => part,
    });
  }

  #written(definition: Definition, reference: FieldReference): Expression {
    if (reference.outer !== undefined && reference.outer > 0)
      throw refused(definition, 'a query inside another');
    if (definition.aggregate) this.#measured = true;
    return atInstance(definition.expression, reference.instance);
  }
}

function refused({ field }: Definition, where: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `metric ${field}: expected a place where its aggregate can stand, got ${where}.`,
  );
}

function atInstance(expression: Expression, instance: number): Expression {
  if (expression.kind === 'field') return { ...expression, instance };
  const onto = (part: Expression): Expression => atInstance(part, instance);
  const ontoCondition = (part: Condition): Condition =>
    mapConditionParts(part, {
      expression: onto,
      condition: ontoCondition,
      query: (query) => query,
    });
  return mapExpressionParts(expression, {
    expression: onto,
    condition: ontoCondition,
    query: (query) => query,
  });
}

/** What a measure is shown beside, each once. */
function shownBeside(
  select: readonly Expression[],
  orderBy: readonly { readonly expression: Expression }[],
): Expression[] {
  if (select.some(({ kind }) => kind === 'star'))
    throw new UnsupportedFeatureError('metric: expected columns beside it, got whole rows.');
  const all = [...select, ...orderBy.map(({ expression }) => expression)].flatMap(plainReferences);
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.conditions : [condition];
}

function allOf(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length > 1 ? { kind: 'and', conditions } : conditions[0];
}

/** `*` as the columns that may be shown, where some are hidden. */
function visibleRows(
  query: SelectQuery,
  schema: DatabaseSchema,
  whole: DatabaseSchema,
): SelectQuery {
  if (!query.select.some(({ kind }) => kind === 'star')) return query;
  const fieldsOf = ({ entities }: DatabaseSchema, name: string) =>
    entities.find((entity) => entity.name === name)?.fields ?? [];
  const sources = query.from.filter(isEntitySource);
  const hides = sources.some(
    ({ entity }) => fieldsOf(schema, entity).length < fieldsOf(whole, entity).length,
  );
  if (!hides) return query;
  if (sources.length < query.from.length)
    throw new UnsupportedFeatureError('query: expected columns by name, since some are hidden.');
  const visible = sources.flatMap(({ entity, instance }) =>
    fieldsOf(schema, entity).map(({ name }): Expression => ({
      kind: 'field',
      entity,
      instance,
      field: name,
    })),
  );
  return {
    ...query,
    select: query.select.flatMap((each) => (each.kind === 'star' ? visible : [each])),
  };
}
