import type { DatabaseContent } from '@momq/dialect';

/** A small library: readers borrow books, books have authors. */
export const library: DatabaseContent = {
  schema: {
    name: 'library',
    family: 'relational',
    entities: [
      {
        name: 'author',
        fields: [
          { name: 'author_id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'born', type: 'integer' },
        ],
      },
      {
        name: 'book',
        fields: [
          { name: 'book_id', type: 'integer', primaryKey: true },
          { name: 'title', type: 'text' },
          { name: 'pages', type: 'integer' },
          { name: 'price', type: 'real' },
          { name: 'author_id', type: 'integer' },
        ],
      },
      {
        name: 'reader',
        fields: [
          { name: 'reader_id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'town', type: 'text' },
          { name: 'joined', type: 'date' },
        ],
      },
      {
        name: 'loan',
        fields: [
          { name: 'loan_id', type: 'integer', primaryKey: true },
          { name: 'book_id', type: 'integer' },
          { name: 'reader_id', type: 'integer' },
          { name: 'days', type: 'integer' },
        ],
      },
    ],
    links: [
      {
        name: 'book.author_id',
        from: { entity: 'book', fields: ['author_id'] },
        to: { entity: 'author', fields: ['author_id'] },
        fields: [],
      },
      {
        name: 'loan.book_id',
        from: { entity: 'loan', fields: ['book_id'] },
        to: { entity: 'book', fields: ['book_id'] },
        fields: [],
      },
      {
        name: 'loan.reader_id',
        from: { entity: 'loan', fields: ['reader_id'] },
        to: { entity: 'reader', fields: ['reader_id'] },
        fields: [],
      },
    ],
  },
  rows: {
    author: [
      [1, 'Mira Holt', 1951],
      [2, 'Jonas Pell', 1968],
      [3, 'Ada Quint', 1980],
    ],
    book: [
      [1, 'Salt Roads', 320, 18.5, 1],
      [2, 'The Quiet Weir', 210, 12, 1],
      [3, 'Lanterns', 480, 24, 2],
      [4, 'Small Atlas', 95, null, null],
    ],
    reader: [
      [1, 'Ben', 'Ylva', '2019-03-01'],
      [2, 'Cleo', 'Marsh', '2021-11-15'],
      [3, 'Dora', 'Ylva', '2021-02-28'],
    ],
    loan: [
      [1, 1, 1, 14],
      [2, 3, 1, 30],
      [3, 1, 2, 7],
      [4, 2, 2, null],
    ],
  },
};
