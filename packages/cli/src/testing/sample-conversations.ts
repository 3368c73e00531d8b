import type { ConversationStep } from '../conversations/workshop-conversations.js';

/** Conversations about the sample databases of the packs, by dialect. */
export const sampleConversations: Readonly<
  Record<string, readonly (readonly ConversationStep[])[]>
> = {
  sqlite: [
    [
      {
        ask: 'Which games are in the strategy category?',
        rows: [['Harbour of Glass'], ['Moss and Stone'], ['Salt Road']],
      },
      {
        ask: 'only those for more than 2 players',
        rows: [['Harbour of Glass'], ['Salt Road']],
      },
      { ask: 'Who designed them?', rows: [['Ines Moreau'], ['Tomo Arai']] },
      { ask: 'What about quick games?', rows: [['Oskar Lind'], ['Lea Brandt']] },
    ],
    [
      {
        ask: 'Which guests are from Graz?',
        rows: [['Mara Voss'], ['Aiko Ferreira'], ['Bruno Castell']],
      },
      { ask: 'those who joined in 2024', rows: [['Aiko Ferreira'], ['Bruno Castell']] },
      { ask: 'how many of those get the newsletter?', rows: [[2]] },
    ],
  ],
  postgres: [
    [
      { ask: 'Which telescopes are reflectors?', rows: [['Heron'], ['Kestrel']] },
      { ask: 'installed after 2000', rows: [['Kestrel']] },
      { ask: 'and their aperture', rows: [['Kestrel', 1.2]] },
    ],
    [
      { ask: 'Which astronomers are retired?', rows: [['Ilse Tamm']] },
      {
        ask: 'and not retired?',
        rows: [['Rafael Quint'], ['Noor Haddad'], ['Yuki Sorensen'], ['Anton Petrescu']],
      },
    ],
    [
      { ask: 'How many observations were made in 2024?', rows: [[6]] },
      { ask: 'with an exposure over 1000', rows: [[2]] },
      {
        ask: 'by telescope name',
        rows: [
          ['Heron', 1],
          ['Bittern', 1],
        ],
      },
    ],
    [
      {
        ask: 'List all targets.',
        rows: [
          ['Vega'],
          ['Ring Nebula'],
          ['Andromeda Galaxy'],
          ['Crab Nebula'],
          ['Barnard Star'],
          ['Sombrero Galaxy'],
        ],
      },
      { ask: 'only nebulae', rows: [['Ring Nebula'], ['Crab Nebula']] },
      { ask: 'just stars', rows: [['Vega'], ['Barnard Star']] },
      { ask: 'with a distance below 10', rows: [['Barnard Star']] },
    ],
  ],
  cypher: [
    [
      { ask: 'Which ships are container ships?', rows: [['Northern Tern'], ['Kitsune']] },
      { ask: 'longer than 200', rows: [['Northern Tern'], ['Kitsune']] },
      {
        ask: 'and their captains',
        rows: [
          ['Northern Tern', 'Ingrid Solberg'],
          ['Kitsune', 'Takumi Arai'],
        ],
      },
    ],
    [
      { ask: 'What is the total fee of visits in 2023?', rows: [[15620]] },
      { ask: 'and in 2024?', rows: [[4300]] },
      {
        ask: 'per berth name?',
        rows: [
          ['North Quay', 4300],
          ['Ferry Ramp', null],
        ],
      },
      { ask: 'only North Quay', rows: [['North Quay', 4300]] },
    ],
  ],
};
