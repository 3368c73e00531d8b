import type { TutorialPage } from '@momq/dialect';

/** Pages about conditions on the items of lists, and functions of lists. */
export const listPages: readonly TutorialPage[] = [
  {
    keyword: 'NONE',
    title: 'Conditions on the items of a list',
    prose:
      'none, any, single and all say for how many items of a list a condition holds: for no one, for one or more, for exactly one, for each.',
    examples: [
      {
        question: 'Which captains command no ferry?',
        query:
          "MATCH (c:Captain) WHERE none(kind IN [(c)<-[:CAPTAIN]-(s:Ship) | s.kind] WHERE kind = 'ferry') RETURN c.name",
      },
      {
        question: 'Which captains command no ship built before 2000?',
        query:
          'MATCH (c:Captain) WHERE none(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year < 2000) RETURN c.name',
      },
    ],
  },
  {
    keyword: 'ANY',
    title: 'One item or more',
    prose:
      'any(x IN list WHERE condition) is true when the condition holds for some item of the list.',
    examples: [
      {
        question: 'Which captains command some ship built before 2000?',
        query:
          'MATCH (c:Captain) WHERE any(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year < 2000) RETURN c.name',
      },
      {
        question: 'Which ships ever brought more than 5000 tonnes of something?',
        query:
          'MATCH (s:Ship) WHERE any(t IN [(s)<-[:SHIP]-(:Visit)<-[:VISIT]-(g:Cargo) | g.tonnes] WHERE t > 5000) RETURN s.name',
      },
    ],
  },
  {
    keyword: 'SINGLE',
    title: 'Exactly one item',
    prose:
      'single(x IN list WHERE condition) is true when the condition holds for one item and no more.',
    examples: [
      {
        question: 'Which captains command exactly one ship built after 2010?',
        query:
          'MATCH (c:Captain) WHERE single(year IN [(c)<-[:CAPTAIN]-(s:Ship) | s.built] WHERE year > 2010) RETURN c.name',
      },
      {
        question: 'Which ships came exactly once in 2023?',
        query:
          "MATCH (s:Ship) WHERE single(day IN [(s)<-[:SHIP]-(v:Visit) | v.arrived] WHERE day < '2024-01-01') RETURN s.name",
      },
    ],
  },
  {
    keyword: 'REDUCE',
    title: 'One value from a list',
    prose:
      'reduce(x = start, item IN list | expression) goes through a list and hands x from item to item.',
    examples: [
      {
        question: 'How many tonnes did each visit bring in all, added up item by item?',
        query:
          'MATCH (g:Cargo)-[:VISIT]->(v:Visit) WITH v, collect(g.tonnes) AS loads RETURN v.visit_id, reduce(total = 0.0, load IN loads | total + load) AS tonnes',
      },
      {
        question: 'What is the sum of the years at sea of all captains, added up one by one?',
        query:
          'MATCH (c:Captain) WITH collect(c.years_at_sea) AS years RETURN reduce(total = 0, year IN years | total + year) AS years',
      },
    ],
  },
  {
    keyword: 'HEAD',
    title: 'First, last and the rest of a list',
    prose: 'head is the first item of a list, last the last one, tail all but the first.',
    examples: [
      {
        question: 'Which ship was built first?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN head(collect(s.name)) AS ship',
      },
      {
        question: 'What is the first name of each captain?',
        query: "MATCH (c:Captain) RETURN head(split(c.name, ' ')) AS first",
      },
    ],
  },
  {
    keyword: 'LAST',
    title: 'The last item',
    prose: 'last(list) is the last item of a list.',
    examples: [
      {
        question: 'What is the last name of each captain?',
        query: "MATCH (c:Captain) RETURN last(split(c.name, ' ')) AS name",
      },
      {
        question: 'Which ship was built last?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN last(collect(s.name)) AS ship',
      },
    ],
  },
  {
    keyword: 'TAIL',
    title: 'All but the first',
    prose: 'tail(list) leaves out the first item.',
    examples: [
      {
        question: 'How many ships are there besides the oldest?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN size(tail(collect(s.name))) AS ships',
      },
      {
        question: 'What follows the first word in the name of each berth?',
        query: "MATCH (b:Berth) RETURN tail(split(b.name, ' ')) AS words",
      },
    ],
  },
  {
    keyword: 'RANGE',
    title: 'Numbers in a row',
    prose: 'range(a, b) is the list of whole numbers from a to b; UNWIND makes rows of it.',
    examples: [
      {
        question: 'How many visits were there in each of the years 2023 and 2024?',
        query:
          'UNWIND range(2023, 2024) AS year MATCH (v:Visit) WHERE toInteger(substring(v.arrived, 0, 4)) = year RETURN year, count(v) AS visits',
      },
      {
        question: 'What are the squares of 1 to 4?',
        query: 'UNWIND range(1, 4) AS n RETURN n, n * n AS square',
      },
    ],
  },
  {
    keyword: 'ISEMPTY',
    title: 'Nothing in it',
    prose: 'isEmpty is true for a text, list or map without anything in it.',
    examples: [
      {
        question: 'Which ships have no visits?',
        query: 'MATCH (s:Ship) WHERE isEmpty([(s)<-[:SHIP]-(v:Visit) | v]) RETURN s.name',
      },
      {
        question: 'How many captains have a name that is not empty?',
        query: 'MATCH (c:Captain) WHERE NOT isEmpty(c.name) RETURN count(*) AS captains',
      },
    ],
  },
];
