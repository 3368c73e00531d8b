import type { DemoQuestion } from './demo-question.js';

/** The questions of `momq demo`, written before any model was asked them. */
export const demoQuestions: readonly DemoQuestion[] = [];
