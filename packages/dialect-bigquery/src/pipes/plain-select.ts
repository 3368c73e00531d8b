/** A query without pipes that grows as pipe operators are applied to it, in a further level where it must. */
export class PlainSelect {
  private source: string;
  private columns = '*';
  private where: string[] = [];
  /** What stands between WHERE and ORDER BY. */
  private behind = '';
  private order = '';
  private limit = '';
  /** Whether the columns are chosen, so that no more may be asked of the sources. */
  private isChosen: boolean;
  private readonly isQuery: boolean;

  /** @param isQuery - whether the text is a whole query in place of what stands behind FROM */
  constructor(source: string, isQuery: boolean) {
    this.source = source;
    this.isQuery = isQuery;
    this.isChosen = isQuery;
  }

  get hasWhere(): boolean {
    return this.where.length > 0;
  }

  /** Whether only sources have been named. */
  get isBare(): boolean {
    return this.isOpen && !this.hasWhere;
  }

  /** Whether its sources' columns can still be asked for, and its rows are in no order. */
  get isOpen(): boolean {
    return !this.isChosen && !this.isSorted;
  }

  private get isSorted(): boolean {
    return this.order !== '' || this.limit !== '';
  }

  /** The query as it is now. */
  get text(): string {
    if (this.isQuery) return this.source;
    const where = this.hasWhere ? ` WHERE ${this.where.join(' AND ')}` : '';
    return `SELECT ${this.columns} FROM ${this.source}${where}${this.behind}${this.order}${this.limit}`;
  }

  /** A query of the rows of this one, whose table goes by the name. */
  wrapped(alias?: string, behind = ''): PlainSelect {
    const named = alias === undefined ? '' : ` AS \`${alias}\``;
    return new PlainSelect(`(${this.text})${named}${behind}`, false);
  }

  /** This one where its sources' columns can still be asked for and its rows are in no order, otherwise a level around. */
  open(alias: string | undefined): PlainSelect {
    return this.isOpen ? this : this.wrapped(alias);
  }

  filter(condition: string): this {
    this.where.push(`(${condition})`);
    return this;
  }

  /** Filters by window functions. */
  qualify(condition: string): this {
    if (!this.hasWhere) this.where.push('TRUE');
    this.behind = ` QUALIFY ${condition}`;
    this.isChosen = true;
    return this;
  }

  choose(columns: string, behind = ''): this {
    this.columns = columns;
    this.behind = behind;
    this.isChosen = true;
    return this;
  }

  join(more: string): this {
    this.source += ` ${more}`;
    return this;
  }

  /** The conditions, which the caller takes over; undefined where there are none. */
  takeConditions(): string | undefined {
    const taken = this.hasWhere ? this.where.join(' AND ') : undefined;
    this.where = [];
    return taken;
  }

  sort(order: string): this {
    this.order = ` ${order}`;
    return this;
  }

  /** @returns a level around where there is a LIMIT */
  cut(limit: string): PlainSelect {
    const inner = this.limit === '' && !this.isQuery ? this : this.wrapped();
    inner.limit = ` ${limit}`;
    return inner;
  }
}
