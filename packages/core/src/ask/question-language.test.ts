import { expect, it } from 'vitest';
import { looksEnglish } from './question-language.js';

it.each([
  'How many singers do we have?',
  'List the airports in Los Angeles and Las Vegas',
  'count dogs',
  'names of cafés in São Paulo',
  'Customers in Zürich',
  'Who directed "Das Leben der Anderen"?',
  '42?',
])('takes %j for English', (question) => {
  expect(looksEnglish(question)).toBe(true);
});

it.each([
  '¿Cuántos cantantes hay?',
  'Quels sont les noms des chanteurs ?',
  'Wie viele Kunden gibt es in Berlin?',
  'Quantas pessoas moram nas cidades e quais são elas?',
  'Quanti cantanti ci sono e quali sono gli album?',
  'Welche Kunden kommen aus Berlin?',
  'Zeige alle Kunden',
  'Wie heißen die Kunden in Berlin?',
  'Quels clients habitent à Paris ?',
  'Lista los clientes de Madrid',
  'Quantos clientes existem?',
  'Hoeveel klanten zijn er?',
  'Kaç müşteri var?',
  '有多少位歌手？',
  'Сколько певцов родилось в Москве?',
])('takes %j for another language', (question) => {
  expect(looksEnglish(question)).toBe(false);
});
