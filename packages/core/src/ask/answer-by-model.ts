import { declineByWording, judgeNames, meetingNeeds } from '../declining/decline-reason.js';
import type { NameVerdict } from '../declining/decline-reason.js';
import type { Answer } from './answer.js';
import type { AskedQuestion } from './asked-question.js';
import { attemptGeneration } from './attempt-generation.js';
import { declinedAnswer } from './declined-answer.js';
import { modelGeneration } from './model-generation.js';
import type { ReadyModel } from './model-holder.js';
import { generationRequest, modelQuestion } from './model-question.js';
import { queryAnswer } from './query-answer.js';
import type { Generation } from './query-model.js';

/** Declines a question, or answers it with what the model, or a follow-up to the last answer, proposes. */
export async function answerByModel(asked: AskedQuestion, ready: ReadyModel): Promise<Answer> {
  const about = modelQuestion(asked, ready);
  const { model, followUp, schema, run, clock } = about;
  const refined = followUp.query === undefined ? undefined : followUp;
  const declines = about.options.declining !== false;
  const facts = { linked: about.link.linked, schema, lacks: model.lacks ?? [] };
  const wording = refined === undefined ? declineByWording(facts) : undefined;
  if (wording !== undefined && declines) return declinedAnswer(about, wording);

  const request = generationRequest(about);
  clock.begin('generate');
  const proposed: Generation =
    refined === undefined
      ? await modelGeneration(model, request)
      : { candidates: [{ query: refined.query, logical: refined.logical }] };
  const names: NameVerdict =
    refined === undefined && !about.conversing
      ? judgeNames(facts, proposed.nearest)
      : { doubts: [] };
  if (names.reason !== undefined && declines) return declinedAnswer(about, names.reason);

  const { candidates, reason: unmet } =
    refined === undefined
      ? meetingNeeds(facts.linked, proposed.candidates)
      : { candidates: proposed.candidates };
  if (unmet !== undefined && declines) return declinedAnswer(about, unmet);

  const ran = await attemptGeneration(
    { ...proposed, candidates },
    {
      model,
      request,
      run,
      clock,
      compareCandidates: refined === undefined ? about.options.compareCandidates : false,
    },
  );
  return queryAnswer(about, ran, {
    reason: wording ?? names.reason ?? unmet,
    doubts: names.doubts,
  });
}
