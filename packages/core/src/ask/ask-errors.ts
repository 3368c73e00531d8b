import { MoMQError } from '@momq/dialect';

/** The question is empty or blank. */
export class QuestionError extends MoMQError {
  constructor() {
    super(
      'QUESTION_EMPTY',
      'question: expected a sentence, got nothing but blanks. Ask for something, for example "How many rows are there?".',
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
