import type { Condition, EntitySource, EntityUse, Expression, Source } from '@momq/dialect';
import type { Link } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources, isOptional } from '../logical/entity-sources.js';
import { allFields, conditionExpressions, expressionParts } from '../logical/expression-walk.js';
import { conditionPieces } from '../logical/visit-query.js';
import type { CypherExpressionWriter } from './cypher-expression.js';
import { isGrouped } from './cypher-group-stage.js';
import { quoteName } from './cypher-names.js';
import type { CypherNestedQueries } from './cypher-nested.js';
import type { CypherText } from './cypher-parts.js';
import { useKey, type CypherScope } from './cypher-scope.js';

interface Path {
  text: string;
  start: string;
  end: string;
}

/** One MATCH or OPTIONAL MATCH in the making. */
interface MatchClause {
  readonly optional: boolean;
  readonly paths: Path[];
  readonly types: Set<string>;
  readonly conditions: string[];
}

/** What patterns are written with. */
export interface PatternParts {
  readonly text: CypherText;
  readonly scope: CypherScope;
  readonly nested: CypherNestedQueries;
  readonly writer: CypherExpressionWriter;
}

/**
 * FROM and WHERE as MATCH clauses.
 *
 * Links run along in one pattern. A second use of a relationship type starts another MATCH, because one MATCH never
 * takes the same relationship twice, which a join may. Every further pattern starts at a node that is already bound.
 */
export class CypherPatterns {
  private readonly clauses: MatchClause[] = [];
  private readonly labelled = new Set<string>();
  /** Conditions of joins that leave nothing out. */
  private readonly joined: Condition[] = [];
  private readonly text: CypherText;
  private readonly scope: CypherScope;
  private readonly writer: CypherExpressionWriter;
  private readonly nested: CypherNestedQueries;

  constructor({ text, scope, nested, writer }: PatternParts) {
    this.text = text;
    this.scope = scope;
    this.writer = writer;
    this.nested = nested;
  }

  /** The clauses, one string each, and the conditions that have to stand behind them. */
  write(
    from: readonly Source[],
    where: readonly Condition[],
    extra?: string,
  ): { readonly matches: readonly string[]; readonly late: readonly string[] } {
    for (const source of from) this.add(source);
    const optional = this.clauses.findIndex((clause) => clause.optional);
    const certain = optional < 0 ? this.clauses : this.clauses.slice(0, optional);
    const last = certain.at(-1);
    const late: string[] = [];
    const isLate = from.some((source) => source.kind === 'derived' && isOptional(source));
    const certainUses = new Set(
      entitySources(optional < 0 ? from : from.slice(0, from.findIndex(isOptional))).map(useKey),
    );
    const siblings = where.length + this.joined.length + (extra === undefined ? 0 : 1);
    for (const condition of [...this.joined, ...where]) {
      const early =
        !isLate &&
        !this.needsStage(condition) &&
        (optional < 0 || this.usesOnly(condition, certainUses));
      (early && last ? last.conditions : late).push(this.conjunct(condition, siblings));
    }
    if (extra !== undefined) (optional < 0 && !isLate && last ? last.conditions : late).push(extra);
    return { matches: this.clauses.map((clause) => clauseText(clause)), late };
  }

  /** True for a condition with a correlated value, which is computed behind the patterns. */
  private needsStage(condition: Condition): boolean {
    const inExpression = (expression: Expression): boolean =>
      expression.kind === 'subquery'
        ? this.nested.isCorrelated(expression.query) && !this.nested.countsInPlace(expression.query)
        : expressionParts(expression).some(inExpression);
    const { expressions, conditions } = conditionPieces(condition);
    const isGroupedExists =
      condition.kind === 'exists' &&
      this.nested.isCorrelated(condition.query) &&
      (condition.query.kind === 'set' ||
        isGrouped(condition.query) ||
        condition.query.limit !== undefined);
    return (
      isGroupedExists ||
      expressions.some(inExpression) ||
      conditions.some((part) => this.needsStage(part))
    );
  }

  private usesOnly(condition: Condition, uses: ReadonlySet<string>): boolean {
    if (condition.kind === 'exists') return false;
    if (condition.kind === 'and' || condition.kind === 'or')
      return condition.conditions.every((part) => this.usesOnly(part, uses));
    return conditionExpressions(condition)
      .flatMap(allFields)
      .every((field) => uses.has(useKey(field)));
  }

  private conjunct(condition: Condition, siblings: number): string {
    const written = this.writer.condition(condition);
    const alone = siblings === 1 && (this.clauses.at(-1)?.conditions.length ?? 0) === 0;
    return condition.kind === 'or' && !alone ? `(${written})` : written;
  }

  private add(source: Source): void {
    const { join } = source;
    if (source.kind === 'derived') {
      if (join?.kind === 'condition' && !join.optional) this.joined.push(join.condition);
    } else if (join === undefined || join.kind === 'cross') {
      this.current(undefined).paths.push(this.nodePath(source));
    } else if (join.kind === 'condition') {
      const clause = join.optional ? this.open(true) : this.current(undefined);
      clause.paths.push(this.nodePath(source));
      if (join.optional) clause.conditions.push(this.conjunct(join.condition, 1));
      else this.joined.push(join.condition);
    } else if (join.kind === 'fields') {
      const clause = this.open(join.optional);
      clause.paths.push(this.nodePath(source));
      clause.conditions.push(this.writer.comparison('=', join.left, join.right));
    } else {
      this.addLink(source, join.with, this.link(join.link, join.with, source), join.optional);
    }
  }

  private addLink(source: EntitySource, known: EntityUse, link: Link, optional: boolean): void {
    const forward = link.from.entity === known.entity;
    const type = quoteName(link.name);
    const clause = optional ? this.open(true) : this.current(link.name);
    clause.types.add(link.name);
    const [knownKey, newKey] = [useKey(known), useKey(source)];
    const extended = clause.paths.find((path) => path.end === knownKey);
    const prepended = clause.paths.find((path) => path.start === knownKey);
    if (extended) {
      extended.text += `${forward ? `-[:${type}]->` : `<-[:${type}]-`}${this.node(source)}`;
      extended.end = newKey;
    } else if (prepended) {
      prepended.text = `${this.node(source)}${forward ? `<-[:${type}]-` : `-[:${type}]->`}${prepended.text}`;
      prepended.start = newKey;
    } else {
      const text = `${this.node(known)}${forward ? `-[:${type}]->` : `<-[:${type}]-`}${this.node(source)}`;
      clause.paths.push({ text, start: knownKey, end: newKey });
    }
  }

  private link(name: string, known: EntityUse, source: EntityUse): Link {
    const link = this.text.schema.links.find((candidate) => {
      const ends = [candidate.from.entity, candidate.to.entity];
      return candidate.name === name && ends.includes(known.entity) && ends.includes(source.entity);
    });
    if (link === undefined) {
      throw new UnsupportedFeatureError(
        `Cypher: expected a relationship type between ${known.entity} and ${source.entity}, got ${name}. Use a link of schema ${this.text.schema.name}.`,
      );
    }
    return link;
  }

  /** The last MATCH, or a new one where it is optional or already has a relationship of this type. */
  private current(type: string | undefined): MatchClause {
    const last = this.clauses.at(-1);
    return last === undefined || last.optional || (type !== undefined && last.types.has(type))
      ? this.open(false)
      : last;
  }

  private open(optional: boolean): MatchClause {
    const clause: MatchClause = { optional, paths: [], types: new Set(), conditions: [] };
    this.clauses.push(clause);
    return clause;
  }

  private nodePath(source: EntitySource): Path {
    return { text: this.node(source), start: useKey(source), end: useKey(source) };
  }

  private node(use: EntityUse): string {
    const key = useKey(use);
    const variable = this.scope.node(use);
    if (this.labelled.has(key) || !this.scope.declares(use)) return `(${variable})`;
    this.labelled.add(key);
    return `(${variable}:${quoteName(use.entity)})`;
  }
}

function clauseText({ optional, paths, conditions }: MatchClause): string {
  const pattern = paths.map(({ text }) => text).join(', ');
  return `${optional ? 'OPTIONAL ' : ''}MATCH ${pattern}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`;
}
