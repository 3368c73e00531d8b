import { ConfigError } from '@momq/dialect';
import type { TokenPrice } from './model-choice.js';

/** What a run may spend in all, earlier runs in the same folder included. */
export interface BudgetLimits {
  /** Input and output tokens of all models. */
  readonly tokens?: number;
  /** In the currency of the prices. */
  readonly money?: number;
}

/** Tokens of a request. */
export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** The next request might cost more than is left: the run ends with what it has. */
export class BudgetSpent extends Error {
  constructor({ limit, spent, next, unit }: BudgetState) {
    super(
      `the budget of ${limit} ${unit} does not suffice for the next request, which may take ${round(next)}: ${round(spent)} are spent or set aside`,
    );
    this.name = 'BudgetSpent';
  }
}

interface BudgetState {
  readonly limit: number;
  readonly spent: number;
  readonly next: number;
  readonly unit: string;
}

function round(amount: number): number {
  return Number(amount.toPrecision(6));
}

/** Keeps count of what was spent and of what open requests may spend. */
export class Budget {
  readonly #limits: BudgetLimits;
  #tokens = 0;
  #money = 0;

  /** @throws ConfigError when a limit is not above zero */
  constructor(limits: BudgetLimits = {}) {
    for (const [name, value] of Object.entries(limits) as [string, number | undefined][])
      if (value !== undefined && !(value > 0))
        throw new ConfigError(
          `budget.${name}: expected more than 0, got ${value}. Leave it out for no limit; nothing can be asked for nothing.`,
        );
    this.#limits = limits;
  }

  /**
   * Sets aside what a request costs at most.
   *
   * @returns call it with what the request did cost; without an argument when nothing was paid
   * @throws BudgetSpent when it is more than is left
   */
  reserve(most: TokenCount, price?: TokenPrice): (actual?: TokenCount) => void {
    const { tokens, money } = this.#limits;
    const cost = costOf(most, price);
    const next = most.input + most.output;
    if (tokens !== undefined && this.#tokens + next > tokens)
      throw new BudgetSpent({ limit: tokens, spent: this.#tokens, next, unit: 'tokens' });
    if (money !== undefined && this.#money + cost > money)
      throw new BudgetSpent({ limit: money, spent: this.#money, next: cost, unit: 'of money' });
    this.#tokens += next;
    this.#money += cost;
    return (actual = { input: 0, output: 0 }) => {
      this.#tokens += actual.input + actual.output - most.input - most.output;
      this.#money += costOf(actual, price) - cost;
    };
  }

  /** Counts what an earlier run paid. */
  addSpent(spent: TokenCount, price?: TokenPrice): void {
    this.#tokens += spent.input + spent.output;
    this.#money += costOf(spent, price);
  }
}

/** What tokens cost; 0 without a price. */
export function costOf({ input, output }: TokenCount, price?: TokenPrice): number {
  return price === undefined ? 0 : (input * price.input + output * price.output) / 1e6;
}
