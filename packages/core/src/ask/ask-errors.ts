import { MoMQError } from '@momq/dialect';

/** The question is blank, or has neither a letter nor a digit. */
export class QuestionError extends MoMQError {
  constructor() {
    super(
      'QUESTION_EMPTY',
      'question: expected a sentence, got no word. Ask for something, for example "How many rows are there?".',
    );
  }
}

/** The question is longer than any stage reads. */
export class QuestionTooLongError extends MoMQError {
  /** @param name - what it is called; lengths in UTF-16 code units */
  constructor(name: string, expected: number, got: number) {
    super(
      'QUESTION_TOO_LONG',
      `${name}: expected ${expected} characters at most, got ${got}. Ask one question, in fewer words.`,
    );
  }
}

/** No installed dialect has the id, or none recognises the source. */
export class DialectUnknownError extends MoMQError {
  constructor(message: string) {
    super('DIALECT_UNKNOWN', message);
  }
}

/** The database has no tables (labels) that a question could be about. */
export class SchemaEmptyError extends MoMQError {
  constructor(databaseName: string) {
    super(
      'SCHEMA_EMPTY',
      `database ${databaseName}: expected at least one table or label, got none. Create tables or open another database.`,
    );
  }
}

/** The embedded model's package is not installed. */
export class ModelMissingError extends MoMQError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('MODEL_MISSING', message, options);
  }
}
