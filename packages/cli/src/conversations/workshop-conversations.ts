import type { Value } from '@momq/core';

/** A question or a follow-up, and the rows that it is about, worked out by hand; their order counts where `ordered`. */
export interface ConversationStep {
  readonly ask: string;
  readonly rows: readonly (readonly Value[])[];
  readonly ordered?: boolean;
}

/** Conversations about the workshop, by what their follow-ups do. */
export const workshopConversations: Readonly<Record<string, readonly ConversationStep[]>> = {
  'count, restrict, vary': [
    { ask: 'Which customers are from Germany?', rows: [['Ada'], ['Cleo'], ['Finn']] },
    { ask: 'How many of them?', rows: [[3]] },
    { ask: 'Which of these are older than 30?', rows: [['Ada'], ['Cleo']] },
    { ask: 'How many of them?', rows: [[2]] },
    { ask: 'What about France?', rows: [[0]] },
    { ask: 'And Italy?', rows: [[2]] },
    { ask: 'Who are they?', rows: [['Dan'], ['Gia']] },
  ],
  'restrict, add columns, order, limit': [
    { ask: 'Show the name of customers from Germany.', rows: [['Ada'], ['Cleo'], ['Finn']] },
    { ask: 'only those older than 30', rows: [['Ada'], ['Cleo']] },
    {
      ask: 'and their emails',
      rows: [
        ['Ada', 'ada@example.org'],
        ['Cleo', 'cleo@example.org'],
      ],
    },
    {
      ask: 'Sort them by age, descending.',
      rows: [
        ['Cleo', 'cleo@example.org'],
        ['Ada', 'ada@example.org'],
      ],
      ordered: true,
    },
    { ask: 'Just the top one.', rows: [['Cleo', 'cleo@example.org']] },
  ],
  'another year': [
    { ask: 'How many purchases were made in 2021?', rows: [[3]] },
    { ask: 'And for 2022?', rows: [[4]] },
    { ask: 'which ones?', rows: [[4], [5], [6], [7]] },
    { ask: 'What about 2023?', rows: [[8], [9]] },
    { ask: 'since 2022', rows: [[4], [5], [6], [7], [8], [9]] },
    { ask: 'before June 15, 2022', rows: [[1], [2], [3], [4]] },
  ],
  'a number, some of them, another value, the list': [
    { ask: 'How many customers are there?', rows: [[7]] },
    { ask: 'How many of them are in Italy?', rows: [[2]] },
    { ask: 'and in France?', rows: [[2]] },
    { ask: 'list them', rows: [['Bo'], ['Eve']] },
    { ask: 'without an email', rows: [['Bo'], ['Eve']] },
    { ask: 'which of them is the youngest?', rows: [['Eve']] },
  ],
  'superlatives of the list': [
    {
      ask: 'List the titles of all products.',
      rows: [['Hammer'], ['Saw'], ['Lamp'], ['Lantern'], ['Bench'], ['Stool']],
    },
    { ask: 'only tools', rows: [['Hammer'], ['Saw']] },
    { ask: 'What about lights?', rows: [['Lamp'], ['Lantern']] },
    { ask: 'Which of them is the most expensive?', rows: [['Lamp']] },
  ],
  'other aggregates, groups': [
    { ask: 'What is the average price of products?', rows: [[310 / 6]] },
    { ask: 'And the maximum?', rows: [[150]] },
    {
      ask: 'per category?',
      rows: [
        ['tools', 25],
        ['lights', 40],
        ['furniture', 150],
      ],
    },
    {
      ask: 'sort by the maximum',
      rows: [
        ['tools', 25],
        ['lights', 40],
        ['furniture', 150],
      ],
      ordered: true,
    },
    {
      ask: 'the other way round',
      rows: [
        ['furniture', 150],
        ['lights', 40],
        ['tools', 25],
      ],
      ordered: true,
    },
  ],
  'leave out, count, other columns': [
    {
      ask: 'List the names of all customers.',
      rows: [['Ada'], ['Bo'], ['Cleo'], ['Dan'], ['Eve'], ['Finn'], ['Gia']],
    },
    { ask: 'without the inactive ones', rows: [['Ada'], ['Bo'], ['Dan'], ['Finn'], ['Gia']] },
    { ask: 'except Italy', rows: [['Ada'], ['Bo'], ['Finn']] },
    { ask: 'how many are there?', rows: [[3]] },
    {
      ask: 'show the emails instead',
      rows: [['ada@example.org'], [null], ['finn@example.org']],
    },
  ],
  'large groups': [
    {
      ask: 'How many customers are there for each country?',
      rows: [
        ['Germany', 3],
        ['France', 2],
        ['Italy', 2],
      ],
    },
    { ask: 'only those with more than 2', rows: [['Germany', 3]] },
  ],
};
