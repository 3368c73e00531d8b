import { schemaIdentity } from '../history/schema-identity.js';
import type { DeclinedAnswer } from './answer.js';
import type { DeclineReason } from './answer-status.js';
import { questionNotes } from './model-question.js';
import type { ModelQuestion } from './model-question.js';

/** The answer to a question that is not answered. */
export function declinedAnswer(about: ModelQuestion, reason: DeclineReason): DeclinedAnswer {
  return {
    status: 'declined',
    question: about.question,
    dialect: about.dialect.id,
    database: schemaIdentity(about.stored),
    reason,
    candidates: [],
    routing: {},
    notes: questionNotes(about),
    timings: about.clock.timings(),
  };
}
