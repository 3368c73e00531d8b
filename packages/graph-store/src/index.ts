/**
 * A small property graph in memory, for examples, tests and data of up to about a million edges: values with their nulls, comparison
 * and arithmetic, and path search. Graph dialects of MoMQ put their query languages in front of it.
 *
 * @packageDocumentation
 */
export { add, divide, modulo, multiply, negate, subtract } from './arithmetic.js';
export { compared, distinct, equals, keyOf, totalOrder } from './comparison.js';
export type { EqualityRules } from './comparison.js';
export { GraphEdge, GraphNode, GraphPath } from './graph-elements.js';
export type { NodeId, Properties, Step } from './graph-elements.js';
export { and, not, or, xor } from './logic.js';
export { pathsFrom, shortestPaths, stepsFrom } from './path-search.js';
export type { PathRule, ShortestSearch, Walk } from './path-search.js';
export { PropertyGraph } from './property-graph.js';
export { daysOfMonth } from './temporal/calendar.js';
export { DateValue } from './temporal/date-value.js';
export { LocalDateTimeValue } from './temporal/local-date-time-value.js';
export { LocalTimeValue } from './temporal/local-time-value.js';
export { PeriodDuration } from './temporal/period-duration.js';
export { addDuration, divideDuration, multiplyDuration } from './temporal/temporal-arithmetic.js';
export { TemporalError } from './temporal/temporal-error.js';
export { clockTime, temporalFunctions } from './temporal/temporal-functions.js';
export type { TemporalFunction } from './temporal/temporal-functions.js';
export { compareTemporal, equalTemporal } from './temporal/temporal-order.js';
export { isInstant, isTemporal } from './temporal/temporal-value.js';
export type { TemporalInstant, TemporalValue } from './temporal/temporal-value.js';
export { ZonedDateTimeValue } from './temporal/zoned-date-time-value.js';
export { ZonedTimeValue } from './temporal/zoned-time-value.js';
export { DateTimeValue, DurationValue, TimeValue } from './temporal-values.js';
export { shown, textOf } from './value-text.js';
export { BadNull, ValueSet, isList, isMap, isNull, isNumber, typeOf } from './values.js';
export type { GraphValue, NullReason, ValueType } from './values.js';
