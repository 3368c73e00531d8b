export { itemWords, linkItems, linkQuestion, matchKinds, schemaItems } from './link-question.js';
export type { LinkedQuestion } from './link-question.js';
export { foldText } from './fold-text.js';
export { lookUpValues, spellingsOf } from './look-up-values.js';
export type { LookUpOptions } from './look-up-values.js';
export { QuestionLinker } from './question-linker.js';
export type { QuestionLink } from './question-linker.js';
export { ValueIndexes } from './value-indexes.js';
export { numberOf } from './number-words.js';
export { splitQuestion, stemOf } from './question-words.js';
export type { QuestionWord } from './question-words.js';
export { splitName } from './split-name.js';
export { findValueCandidates } from './value-candidates.js';
export type { ValueCandidate } from './value-candidates.js';
export {
  createValueIndex,
  indexContent,
  indexDatabase,
  maxIndexedValues,
  valueKey,
} from './value-index.js';
export type { FieldValues, IndexOptions, ValueIndex, ValueOccurrence } from './value-index.js';
