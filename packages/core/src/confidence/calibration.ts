import { ConfigError } from '@momq/dialect';

/** What speaks for and against an answer, a number per name. The names are those of `confidenceEvidence`. */
export type Evidence = Readonly<Record<string, number>>;

/** How one kind of {@link Evidence} counts: `weight` times its distance from `mean`, in units of `deviation`. */
export interface CalibrationTerm {
  readonly name: string;
  /** Over the questions that it was fitted on. */
  readonly mean: number;
  /** Standard deviation over the same questions, above 0. */
  readonly deviation: number;
  readonly weight: number;
}

/** Where a {@link Calibration} comes from: enough to make it again. */
export interface CalibrationProvenance {
  /** The commands that made it. */
  readonly command: string;
  /** The model and version whose answers were judged. */
  readonly model: string;
  /** `QueryModel.weightsHash` of that model: on other weights the calibration does not hold. */
  readonly weights?: string;
  /** The questions: what they are, and their licence. */
  readonly data: string;
  readonly licence: string;
  /** Questions that it was fitted on. */
  readonly n: number;
  /** Databases that they are about; the model saw none of them in training. */
  readonly databases: readonly string[];
}

/** A fitted logistic model of the probability that an answer is right. Plain JSON, kept beside a model's weights. */
export interface Calibration {
  readonly formatVersion: 1;
  readonly bias: number;
  readonly terms: readonly CalibrationTerm[];
  readonly provenance: CalibrationProvenance;
}

/**
 * The probability that an answer's rows are right, by a fitted logistic model.
 *
 *     P = 1 / (1 + exp(-(bias + Σ weight · (evidence - mean) / deviation)))
 *
 * @returns undefined where the evidence lacks a term, for example of a model that gives no probabilities
 */
export function calibratedConfidence(
  evidence: Evidence,
  { bias, terms }: Pick<Calibration, 'bias' | 'terms'>,
): number | undefined {
  let score = bias;
  for (const { name, mean, deviation, weight } of terms) {
    const value = evidence[name];
    if (value === undefined) return undefined;
    score += (weight * (value - mean)) / deviation;
  }
  return 1 / (1 + Math.exp(-score));
}

/**
 * Checks what was read from a calibration file.
 *
 * @param place - the file, for messages
 * @throws ConfigError that names the member that is not as {@link Calibration} says
 */
export function parseCalibration(value: unknown, place: string): Calibration {
  const problem = isRecord(value) ? problemOf(value) : `expected an object, got ${typeof value}`;
  if (problem !== undefined)
    throw new ConfigError(`${place}: ${problem}. Make the file again with momq calibrate.`);
  return value as unknown as Calibration;
}

function problemOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const { formatVersion, bias, terms, provenance } = value;
  if (formatVersion !== 1) return `expected formatVersion 1, got ${String(formatVersion)}`;
  if (!Number.isFinite(bias)) return `expected bias to be a number, got ${String(bias)}`;
  if (!Array.isArray(terms) || terms.length === 0) return 'expected terms, at least one';
  const names = new Set<unknown>();
  for (const [place, term] of (terms as readonly unknown[]).entries()) {
    if (!isRecord(term) || typeof term['name'] !== 'string')
      return `expected terms[${place}] to have a name`;
    if (names.has(term['name'])) return `expected each term once, got ${term['name']} twice`;
    names.add(term['name']);
    for (const member of ['mean', 'deviation', 'weight'])
      if (!Number.isFinite(term[member]))
        return `expected ${member} of ${term['name']} to be a number, got ${String(term[member])}`;
    if (Number(term['deviation']) <= 0)
      return `expected deviation of ${term['name']} to be above 0, got ${String(term['deviation'])}`;
  }
  return isRecord(provenance) ? undefined : 'expected provenance';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
