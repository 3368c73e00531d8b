import { TemporalError } from './temporal-error.js';

const decimal = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d+))?$/i;

/** An exact quotient of whole numbers, so that `0.1` days are a tenth of a day. */
export class Fraction {
  readonly #over: bigint;
  readonly #under: bigint;

  private constructor(over: bigint, under: bigint) {
    this.#over = under < 0n ? -over : over;
    this.#under = under < 0n ? -under : under;
  }

  /** A whole number, or another as its shortest decimal notation says. @throws {@link TemporalError} for what is not finite */
  static of(value: bigint | number): Fraction {
    return typeof value === 'bigint' ? new Fraction(value, 1n) : Fraction.ofText(String(value));
  }

  /** A decimal number, as `-1.5` or `2e-7`. @throws {@link TemporalError} for other text */
  static ofText(text: string): Fraction {
    const found = decimal.exec(text);
    if (!found) throw new TemporalError(`expected a finite number, got ${text}`);
    const [, sign, whole, part = '', exponent = '0'] = found;
    const digits = BigInt(`${whole}${part}` || '0') * (sign === '-' ? -1n : 1n);
    const power = Number(exponent) - part.length;
    return power < 0
      ? new Fraction(digits, 10n ** BigInt(-power))
      : new Fraction(digits * 10n ** BigInt(power), 1n);
  }

  /** The sum. */
  plus(other: Fraction): Fraction {
    return new Fraction(
      this.#over * other.#under + other.#over * this.#under,
      this.#under * other.#under,
    );
  }

  /** The product. */
  times(other: Fraction): Fraction {
    return new Fraction(this.#over * other.#over, this.#under * other.#under);
  }

  /** One divided by this; this is not 0. */
  inverse(): Fraction {
    return new Fraction(this.#under, this.#over);
  }

  /** The whole part, towards 0, and the rest. */
  split(): readonly [whole: bigint, rest: Fraction] {
    return [this.#over / this.#under, new Fraction(this.#over % this.#under, this.#under)];
  }
}
