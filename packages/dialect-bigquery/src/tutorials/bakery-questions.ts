import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const bakeryQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'What is the name of the most expensive product?',
    query: 'SELECT name FROM product ORDER BY price DESC LIMIT 1',
  },
  {
    question: 'How many bakers work in each shop?',
    query:
      'SELECT shop.name, COUNT(*) FROM shop JOIN baker ON baker.shop_id = shop.id GROUP BY shop.name',
  },
  {
    question: 'Which shops in Ghent were opened before 2015?',
    query: "SELECT name FROM shop WHERE city = 'Ghent' AND opened_on < '2015-01-01'",
  },
  {
    question: 'How many pieces of each kind of product were sold?',
    query:
      'SELECT product.kind, SUM(sale.quantity) FROM sale JOIN product ON product.id = sale.product_id GROUP BY product.kind',
  },
  {
    question: 'Which products were never sold with a discount?',
    query:
      'SELECT name FROM product WHERE id NOT IN (SELECT product_id FROM sale WHERE discount_percent > 0)',
  },
];
