import type { TutorialPage } from '@momq/dialect';

/** Pages about what nGQL says otherwise than SQL and Cypher. */
export const ngqlPages: readonly TutorialPage[] = [
  {
    keyword: 'MATCH',
    title: 'Find vertices by tag',
    prose:
      'MATCH describes what to look for. A vertex stands in round brackets: a variable, a colon and the tag. A property is written with its tag, vertex.tag.property, where Cypher writes vertex.property.',
    examples: [
      {
        question: 'What are the titles of all books?',
        query: 'MATCH (b:book) RETURN b.book.title AS title',
      },
      {
        question: 'Show the name and town of every reader.',
        query: 'MATCH (r:reader) RETURN r.reader.name AS name, r.reader.town AS town',
      },
    ],
  },
  {
    keyword: 'EDGE',
    title: 'Follow edges',
    prose:
      'An edge stands in square brackets between two vertices, its type behind a colon, and an arrow shows its direction. SQL joins on the columns of a foreign key instead.',
    examples: [
      {
        question: 'Who wrote each book?',
        query:
          'MATCH (b:book)-[:AUTHOR]->(a:author) RETURN b.book.title AS title, a.author.name AS name',
      },
    ],
  },
  {
    keyword: 'WHERE',
    title: 'Keep what meets a condition',
    prose:
      'Equality is ==, inequality != and text stands in double quotes. NULL meets only IS NULL.',
    examples: [
      {
        question: 'Which readers live in Ylva?',
        query: 'MATCH (r:reader) WHERE r.reader.town == "Ylva" RETURN r.reader.name AS name',
      },
      {
        question: 'Which books have no price?',
        query: 'MATCH (b:book) WHERE b.book.price IS NULL RETURN b.book.title AS title',
      },
    ],
  },
  {
    keyword: 'CONTAINS',
    title: 'Search in text',
    prose:
      'CONTAINS, STARTS WITH and ENDS WITH tell upper from lower case; lower() makes a search take no notice of it. SQL writes LIKE.',
    examples: [
      {
        question: 'Which titles have "quiet" in them?',
        query:
          'MATCH (b:book) WHERE lower(b.book.title) CONTAINS "quiet" RETURN b.book.title AS title',
      },
    ],
  },
  {
    keyword: 'ORDER',
    title: 'Sort and cut',
    prose:
      'ORDER BY takes names of returned columns only, so each key needs an alias. NULL comes last in ascending order. SKIP and LIMIT follow.',
    examples: [
      {
        question: 'Which two books have the most pages?',
        query:
          'MATCH (b:book) RETURN b.book.title AS title, b.book.pages AS pages ORDER BY pages DESC LIMIT 2',
      },
    ],
  },
  {
    keyword: 'COUNT',
    title: 'Count and group',
    prose:
      'Columns of RETURN without an aggregate are the groups; there is no GROUP BY in MATCH. A condition on an aggregate stands in WITH … WHERE.',
    examples: [
      {
        question: 'How many loans does each reader have?',
        query:
          'MATCH (l:loan)-[:READER]->(r:reader) RETURN r.reader.name AS name, count(*) AS loans',
      },
      {
        question: 'Which books were borrowed more than once?',
        query:
          'MATCH (l:loan)-[:BOOK]->(b:book) WITH b.book.title AS title, count(*) AS loans WHERE loans > 1 RETURN title',
      },
    ],
  },
  {
    keyword: 'OPTIONAL',
    title: 'Keep what has no edge',
    prose:
      'OPTIONAL MATCH keeps rows without a match, with NULL for what is missing, as LEFT JOIN does. It takes no WHERE.',
    examples: [
      {
        question: 'How many loans has every reader, those without loans too?',
        query:
          'MATCH (r:reader) OPTIONAL MATCH (l:loan)-[:READER]->(r) RETURN r.reader.name AS name, count(l) AS loans',
      },
    ],
  },
  {
    keyword: 'GO',
    title: 'Walk from known vertices',
    prose:
      'GO starts at vertex ids and walks edges OVER their types, REVERSELY against their direction. $^ is where a step begins, $$ where it ends; YIELD names the columns.',
    examples: [
      {
        question: 'Which books did the author with the vertex id author:1 write?',
        query: 'GO FROM "author:1" OVER AUTHOR REVERSELY YIELD $$.book.title AS title',
      },
    ],
  },
  {
    keyword: 'LOOKUP',
    title: 'Look vertices up by property',
    prose:
      'LOOKUP ON a tag finds vertices by an index of the server; the embedded engine needs none. Its columns come from YIELD.',
    examples: [
      {
        question: 'Which books have more than 300 pages?',
        query: 'LOOKUP ON book WHERE book.pages > 300 YIELD book.title AS title',
      },
    ],
  },
  {
    keyword: 'YIELD',
    title: 'Pipe results on',
    prose:
      'A vertical bar hands rows on, $-.column reads them. GROUP BY stands between pipes here, and ORDER BY and LIMIT are steps of their own.',
    examples: [
      {
        question: 'How many books of more than 100 pages are there?',
        query:
          'LOOKUP ON book WHERE book.pages > 100 YIELD book.title AS title | YIELD count(*) AS books',
      },
    ],
  },
  {
    keyword: 'FETCH',
    title: 'Fetch properties by id',
    prose: 'FETCH PROP ON a tag reads the properties of vertices whose ids are known.',
    examples: [
      {
        question: 'When was the author with the vertex id author:2 born?',
        query: 'FETCH PROP ON author "author:2" YIELD author.born AS born',
      },
    ],
  },
  {
    keyword: 'UNION',
    title: 'Put results together',
    prose:
      'UNION joins the rows of two queries with the same column names, each once; UNION ALL keeps repeated ones. INTERSECT and MINUS are the other set operations; SQL calls the last EXCEPT.',
    examples: [
      {
        question: 'Which names do authors and readers have?',
        query:
          'MATCH (a:author) RETURN a.author.name AS name UNION MATCH (r:reader) RETURN r.reader.name AS name',
      },
    ],
  },
];
