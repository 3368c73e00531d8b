CREATE TABLE "categories" (
  "id" INT,
  "name" VARCHAR(60),
  "parent_id" INT,
  "sort_no" INT
);

CREATE TABLE "products" (
  "id" INT,
  "sku" VARCHAR(60),
  "title" VARCHAR(60),
  "category_id" INT,
  "price_cents" INT,
  "cost_cents" INT,
  "stock_qty" INT,
  "reorder_level" INT,
  "is_published" TINYINT,
  "weight_g" INT,
  "brand" VARCHAR(60),
  "created_at" VARCHAR(19),
  "meta_title" VARCHAR(60),
  "seo_score" INT,
  "tax_class" VARCHAR(60),
  "ean" VARCHAR(60),
  "lang" CHAR(2),
  "supplier_note" TEXT
);

CREATE TABLE "customers" (
  "id" INT,
  "first_name" VARCHAR(60),
  "last_name" VARCHAR(60),
  "email" VARCHAR(60),
  "city" VARCHAR(60),
  "registered_at" VARCHAR(19),
  "newsletter" TINYINT,
  "loyalty_tier" VARCHAR(60),
  "is_deleted" TINYINT,
  "birth_year" INT,
  "phone" VARCHAR(60),
  "gdpr_version" INT,
  "last_ip" VARCHAR(60)
);

CREATE TABLE "orders" (
  "id" INT,
  "customer_id" INT,
  "ordered_at" VARCHAR(19),
  "status" INT,
  "coupon_code" VARCHAR(60),
  "shipping_cents" INT,
  "shipped_at" VARCHAR(19),
  "channel" VARCHAR(60),
  "pay_method" VARCHAR(60),
  "gift" TINYINT,
  "session_ref" VARCHAR(60),
  "updated_at" VARCHAR(19)
);

CREATE TABLE "order_lines" (
  "order_id" INT,
  "line_no" INT,
  "product_id" INT,
  "qty" INT,
  "unit_cents" INT
);

CREATE TABLE "product_returns" (
  "id" INT,
  "order_id" INT,
  "product_id" INT,
  "qty" INT,
  "reason" VARCHAR(60),
  "returned_on" VARCHAR(10),
  "refunded" TINYINT
);

CREATE TABLE "reviews" (
  "id" INT,
  "product_id" INT,
  "customer_id" INT,
  "stars" INT,
  "posted_at" VARCHAR(19),
  "body" TEXT,
  "approved" TINYINT
);

-- a view in the system that this is like; here its rows
CREATE TABLE "v_order_totals" (
  "order_id" INT,
  "customer_id" INT,
  "order_date" VARCHAR(10),
  "item_count" INT,
  "goods_cents" INT
);
