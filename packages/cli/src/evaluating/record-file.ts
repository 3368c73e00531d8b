import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { ConfigError } from '@momq/core';
import type { EvaluationRecord } from '@momq/core/evaluation';
import { toJson } from '../output/json.js';

/** What the answers of a run depend on; each line of its records says it. */
export interface RunSettings {
  readonly suite: string;
  /** What `--databases` said, a URL without account and settings; absent for a suite that has its own. */
  readonly databases?: string;
  readonly dialect: string;
  /** What `--model` named, with the name, the version and, where it tells, the weights of what was loaded. */
  readonly model: string;
  /** True when no question was declined. */
  readonly guess: boolean;
  /** What `--candidates` said; absent when it said nothing. */
  readonly candidates?: number;
}

/** A line of the records of a run. */
export type KeptRecord = EvaluationRecord & { readonly run?: RunSettings };

/** What `momq eval --records` wrote. @throws ConfigError for a line that is no record */
export function readRecords(file: string): KeptRecord[] {
  const { lines, rest } = linesOf(file);
  if (isCut(rest))
    throw new ConfigError(
      `${file}:${lines.length + 1}: expected a whole record, got a line that was cut off, as momq eval leaves it when it is killed. Go on with momq eval --records ${file} --resume, or delete the line.`,
    );
  return [...lines, rest].flatMap((line, index) => parse(line, `${file}:${index + 1}`));
}

/** The records of a run that is under way. */
export interface RunRecords {
  /** Those that an earlier run wrote, by {@link EvaluationRecord.id}. */
  readonly known: ReadonlyMap<string, EvaluationRecord>;
  /** True when the earlier run was killed while it wrote its last line, which was deleted: its question is asked again. */
  readonly cut: boolean;
  /** Writes one more. */
  keep(record: EvaluationRecord): void;
}

/**
 * Begins the records of a run, or goes on with those of an earlier one.
 *
 * @param run - `resume`: false empties a file that is there; `questions`: texts of what is asked, by id
 * @throws ConfigError for a line that is no record, and for one of other settings or of another question; the file stays as it is then
 */
export function openRecords(
  file: string,
  {
    resume,
    settings,
    questions,
  }: {
    readonly resume: boolean;
    readonly settings: RunSettings;
    readonly questions: ReadonlyMap<string, string>;
  },
): RunRecords {
  const known = new Map<string, EvaluationRecord>();
  const keep = (record: EvaluationRecord): void =>
    appendFileSync(file, `${toJson({ ...record, run: settings })}\n`);
  if (!resume || !existsSync(file)) {
    writeFileSync(file, '');
    return { known, cut: false, keep };
  }
  const { lines, rest } = linesOf(file);
  const cut = isCut(rest);
  for (const [index, line] of (cut ? lines : [...lines, rest]).entries()) {
    const place = `${file}:${index + 1}`;
    for (const { run, ...record } of parse(line, place)) {
      requireSame({ ...run }, settings, place);
      const asked = questions.get(record.id);
      if (asked !== undefined && asked !== record.question)
        throw mismatch(place, `${record.id} to ask ${quoted(asked)}`, quoted(record.question));
      known.set(record.id, record);
    }
  }
  if (cut) truncateSync(file, Buffer.byteLength(lines.map((line) => `${line}\n`).join('')));
  else if (rest !== '') appendFileSync(file, '\n');
  return { known, cut, keep };
}

/** The lines that end, and what follows the last of them. */
function linesOf(file: string): { readonly lines: readonly string[]; readonly rest: string } {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (cause) {
    throw new ConfigError(
      `records: expected a file that momq eval --records wrote, got ${file}, which cannot be read: ${(cause as Error).message}. Check the path.`,
      { cause },
    );
  }
  return { lines: lines.slice(0, -1), rest: lines.at(-1)! };
}

const beginning = '{"id":';

/** Whether a last line without an end is the beginning of a record, and neither a whole one nor some other text. */
function isCut(rest: string): boolean {
  if (rest === '' || !(rest.startsWith(beginning) || beginning.startsWith(rest))) return false;
  return recordIn(rest) === null;
}

function requireSame(run: Partial<RunSettings>, settings: RunSettings, place: string): void {
  for (const name of ['suite', 'databases', 'dialect', 'model', 'guess', 'candidates'] as const)
    if (run[name] !== settings[name])
      throw mismatch(
        place,
        `${name} ${String(settings[name] ?? 'none')}`,
        String(run[name] ?? 'none'),
      );
}

function mismatch(place: string, expected: string, got: string): ConfigError {
  return new ConfigError(
    `${place}: expected a record of the run that goes on, with ${expected}, got ${got}. Name the file of that run, another file, or begin anew without --resume.`,
  );
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

/** The record of a line; none of a blank one. */
function parse(line: string, place: string): KeptRecord[] {
  if (line.trim() === '') return [];
  const record = recordIn(line);
  if (record === null)
    throw new ConfigError(
      `${place}: expected a record of momq eval with dbId and outcome, got ${line.slice(0, 60)}. Write the file with momq eval --records.`,
    );
  return [record];
}

function recordIn(line: string): KeptRecord | null {
  let record: Partial<KeptRecord> | null;
  try {
    record = JSON.parse(line) as Partial<KeptRecord> | null;
  } catch {
    return null;
  }
  const isRecord = typeof record?.dbId === 'string' && typeof record.outcome === 'string';
  return isRecord ? (record as KeptRecord) : null;
}
