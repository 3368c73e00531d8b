import type { DatabaseSchema } from '@momq/dialect';
import { splitQuestion, stemOf } from '../linking/question-words.js';

/** Notes of a schema that an answer repeats at most. */
const maxNotes = 5;

/** Tells the notes of a schema in its first answer, and later only those that name what a question asks about. */
export class SchemaRemarks {
  readonly #told = new WeakSet<DatabaseSchema>();

  /** What an answer to `question` says of the schema; call it once for each answer. */
  of(schema: DatabaseSchema, question: string): string[] {
    const { notes = [] } = schema;
    const first = !this.#told.has(schema);
    this.#told.add(schema);
    const asked = namesIn(question);
    const due = first ? notes : notes.filter((note) => shareWord(namesIn(note), asked));
    if (due.length <= maxNotes) return [...due];
    const rest = due.length - maxNotes;
    return [...due.slice(0, maxNotes), `${rest} more remarks stand in the schema's notes.`];
  }
}

/** Stems of words that can be names: letters, three of them or more, and none that most notes have. */
function namesIn(text: string): Set<string> {
  const parts = text.split(/[^\p{L}\p{N}]+/u).flatMap((part) => splitQuestion(part));
  return new Set(
    parts
      .map(({ text: word }) => stemOf(word.toLowerCase()))
      .filter((stem) => /^\p{L}{3}/u.test(stem) && !common.has(stem)),
  );
}

const common = new Set(
  `and are because been but can cannot could file for from has have how made many not program read row tabl the them there they
   that this was were what when whenev where which who why with column databas list show find name number valu`.split(
    /\s+/,
  ),
);

function shareWord(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((word) => right.has(word));
}
