import { Draw, firstNames, lastNames, plusDays, timestamp } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A web shop: dates and times as text, cents, a status that only the programmers know, categories under categories, a view of totals. */
export function gardenShop(): DatabasePlan {
  const draw = new Draw(505);
  const categories = [
    [1, 'Plants', null],
    [2, 'Tools', null],
    [3, 'Outdoor Living', null],
    [4, 'Perennials', 1],
    [5, 'Trees', 1],
    [6, 'Seeds', 1],
    [7, 'Hand Tools', 2],
    [8, 'Power Tools', 2],
    [9, 'Furniture', 3],
    [10, 'Lighting', 3],
    [11, 'Gift Cards', null],
  ].map(([id, name, parent_id], index) => ({
    id: Number(id),
    name: String(name),
    parent_id: parent_id === null ? null : Number(parent_id),
    sort_no: index * 10,
  }));
  const nouns: Readonly<Record<number, readonly string[]>> = {
    4: ['Lavender', 'Salvia', 'Hosta', 'Peony', 'Aster'],
    5: ['Maple', 'Birch', 'Olive', 'Apple', 'Fig'],
    6: ['Tomato Seeds', 'Basil Seeds', 'Wildflower Mix', 'Pumpkin Seeds'],
    7: ['Spade', 'Rake', 'Trowel', 'Pruner', 'Hoe'],
    8: ['Hedge Trimmer', 'Mower', 'Leaf Blower', 'Chainsaw'],
    9: ['Bench', 'Deck Chair', 'Bistro Table', 'Parasol'],
    10: ['Lantern', 'Path Light', 'String Light'],
  };
  const products = Object.entries(nouns)
    .flatMap(([category, names]) =>
      names.flatMap((name) =>
        draw
          .pick([['Classic'], ['Classic', 'Pro'], ['Classic', 'Mini', 'Pro']])
          .map((line) => ({ category: Number(category), name: `${line} ${name}` })),
      ),
    )
    .map(({ category, name }, index) => {
      const price = draw.low(3, category === 8 || category === 9 ? 420 : 60) * 100 + 99;
      return {
        id: 100 + index,
        sku: `G-${1000 + index * 7}`,
        title: name,
        category_id: category,
        price_cents: price,
        cost_cents: draw.maybe(0.07, Math.round((price * draw.int(35, 80)) / 100)),
        stock_qty: draw.chance(0.12) ? 0 : draw.low(1, 300),
        reorder_level: draw.pick([5, 10, 20]),
        is_published: draw.chance(0.88) ? 1 : 0,
        weight_g: draw.low(50, 24_000),
        brand: draw.pick(['Grünwerk', 'Oakfield', 'TerraTec', 'Bloomly']),
        created_at: timestamp(draw.moment(draw.day('2019-03-01', '2023-09-30'))),
        meta_title: null,
        seo_score: draw.int(1, 100),
        tax_class: draw.pick(['std', 'red']),
        ean: `40${draw.int(10_000_000, 99_999_999)}`,
        lang: 'en',
        supplier_note: draw.maybe(0.9, 'seasonal'),
      };
    });
  const customers = rows(260, (index) => ({
    id: index + 1,
    first_name: draw.pick(firstNames),
    last_name: draw.pick(lastNames),
    email: `c${index + 1}@mail.example`,
    city: draw.often(['Bristol', 'Leeds', 'York', 'Cardiff', 'Dundee', 'Exeter']),
    registered_at: timestamp(draw.moment(draw.day('2019-05-01', '2023-12-01'))),
    newsletter: draw.maybe(0.1, draw.chance(0.4) ? 1 : 0),
    loyalty_tier: draw.maybe(0.3, draw.pick(['bronze', 'bronze', 'silver', 'gold'])),
    is_deleted: draw.chance(0.06) ? 1 : 0,
    birth_year: draw.maybe(0.4, draw.int(1945, 2004)),
    phone: draw.maybe(0.5, `07${draw.int(100_000_000, 999_999_999)}`),
    gdpr_version: draw.int(1, 4),
    last_ip: '0.0.0.0',
  }));
  const orders = rows(1050, (index) => {
    const day = draw.day('2022-01-02', '2023-12-30');
    const status = draw.pick([1, 2, 3, 3, 3, 3, 3, 3, 4, 5]);
    return {
      id: 10_001 + index,
      customer_id: draw.often(customers.slice(0, 215)).id,
      ordered_at: timestamp(draw.moment(day, 6, 23)),
      status,
      coupon_code: draw.maybe(0.78, draw.pick(['SPRING10', 'WELCOME', 'FREESHIP', 'BULK20'])),
      shipping_cents: draw.pick([0, 0, 495, 495, 995]),
      shipped_at:
        status >= 3 && status !== 4 ? timestamp(draw.moment(plusDays(day, draw.low(0, 9)))) : null,
      channel: draw.pick(['web', 'web', 'app', 'phone']),
      pay_method: draw.pick(['card', 'paypal', 'invoice']),
      gift: draw.chance(0.1) ? 1 : 0,
      session_ref: `s${draw.int(10_000, 99_999)}`,
      updated_at: timestamp(draw.moment(plusDays(day, 10))),
    };
  });
  const sellable = products.slice(0, -4);
  const lines = orders.flatMap((order) => {
    const count = draw.low(1, 5);
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(draw.int(0, sellable.length - 1));
    return [...chosen].map((position, index) => ({
      order_id: order.id,
      line_no: index + 1,
      product_id: sellable[position]!.id,
      qty: draw.low(1, 6),
      unit_cents: sellable[position]!.price_cents - draw.pick([0, 0, 0, 50]),
    }));
  });
  const returned = lines
    .filter(() => draw.chance(0.06))
    .map((line, index) => ({
      id: index + 1,
      order_id: line.order_id,
      product_id: line.product_id,
      qty: draw.int(1, line.qty),
      reason: draw.maybe(0.15, draw.pick(['damaged', 'wrong item', 'changed mind', 'too late'])),
      returned_on: plusDays(
        orders[line.order_id - 10_001]!.ordered_at.slice(0, 10),
        draw.int(5, 40),
      ),
      refunded: draw.chance(0.85) ? 1 : 0,
    }));
  const reviews = rows(310, (index) => ({
    id: index + 1,
    product_id: draw.often(products.slice(0, -6)).id,
    customer_id: draw.pick(customers).id,
    stars: draw.pick([5, 5, 4, 4, 3, 2, 1]),
    posted_at: timestamp(draw.moment(draw.day('2022-02-01', '2023-12-28'))),
    body: draw.maybe(0.5, 'ok'),
    approved: draw.chance(0.8) ? 1 : 0,
  }));
  const totals = orders.map((order) => {
    const own = lines.filter((line) => line.order_id === order.id);
    return {
      order_id: order.id,
      customer_id: order.customer_id,
      order_date: order.ordered_at.slice(0, 10),
      item_count: own.reduce((sum, line) => sum + line.qty, 0),
      goods_cents: own.reduce((sum, line) => sum + line.qty * line.unit_cents, 0),
    };
  });
  const text = 'VARCHAR(60)';
  return {
    id: 'garden_shop',
    tables: [
      table('categories', { id: 'INT', name: text, parent_id: 'INT', sort_no: 'INT' }, categories),
      table(
        'products',
        {
          id: 'INT',
          sku: text,
          title: text,
          category_id: 'INT',
          price_cents: 'INT',
          cost_cents: 'INT',
          stock_qty: 'INT',
          reorder_level: 'INT',
          is_published: 'TINYINT',
          weight_g: 'INT',
          brand: text,
          created_at: 'VARCHAR(19)',
          meta_title: text,
          seo_score: 'INT',
          tax_class: text,
          ean: text,
          lang: 'CHAR(2)',
          supplier_note: 'TEXT',
        },
        products,
      ),
      table(
        'customers',
        {
          id: 'INT',
          first_name: text,
          last_name: text,
          email: text,
          city: text,
          registered_at: 'VARCHAR(19)',
          newsletter: 'TINYINT',
          loyalty_tier: text,
          is_deleted: 'TINYINT',
          birth_year: 'INT',
          phone: text,
          gdpr_version: 'INT',
          last_ip: text,
        },
        customers,
      ),
      table(
        'orders',
        {
          id: 'INT',
          customer_id: 'INT',
          ordered_at: 'VARCHAR(19)',
          status: 'INT',
          coupon_code: text,
          shipping_cents: 'INT',
          shipped_at: 'VARCHAR(19)',
          channel: text,
          pay_method: text,
          gift: 'TINYINT',
          session_ref: text,
          updated_at: 'VARCHAR(19)',
        },
        orders,
      ),
      table(
        'order_lines',
        { order_id: 'INT', line_no: 'INT', product_id: 'INT', qty: 'INT', unit_cents: 'INT' },
        lines,
      ),
      table(
        'product_returns',
        {
          id: 'INT',
          order_id: 'INT',
          product_id: 'INT',
          qty: 'INT',
          reason: text,
          returned_on: 'VARCHAR(10)',
          refunded: 'TINYINT',
        },
        returned,
      ),
      table(
        'reviews',
        {
          id: 'INT',
          product_id: 'INT',
          customer_id: 'INT',
          stars: 'INT',
          posted_at: 'VARCHAR(19)',
          body: 'TEXT',
          approved: 'TINYINT',
        },
        reviews,
      ),
      table(
        'v_order_totals',
        {
          order_id: 'INT',
          customer_id: 'INT',
          order_date: 'VARCHAR(10)',
          item_count: 'INT',
          goods_cents: 'INT',
        },
        totals,
        { view: true },
      ),
    ],
  };
}
