table "customers" {
  schema  = schema.shop
  comment = "who buys"
  column "id" {
    null = false
    type = bigint
    identity {
      generated = ALWAYS
      start     = 1000
      increment = 10
    }
  }
  column "email" {
    null    = false
    type    = character_varying(255)
    default = "it's \"unknown\""
    comment = "unique"
    collate = "C"
  }
  column "tier" {
    null    = false
    type    = enum.tier
    default = "basic"
  }
  column "tags" {
    null    = true
    type    = sql("tier[]")
    default = sql("ARRAY[]::tier[]")
  }
  column "balance" {
    null    = false
    type    = numeric(10,2)
    default = 0.5
  }
  column "active" {
    null    = false
    type    = boolean
    default = true
  }
  column "seen" {
    null    = true
    type    = timestamptz(3)
    default = sql("now()")
  }
  column "ratio" {
    null = true
    type = double_precision
    as {
      expr = "balance / 2"
      type = STORED
    }
  }
  column "kind" {
    null = true
    type = sql("citext")
  }
  primary_key {
    columns = [column.id]
    include = [column.email]
  }
  index "customers_email" {
    unique         = true
    columns        = [column.email]
    comment        = "no two"
    where          = "active"
    nulls_distinct = false
    include        = [column.tier]
  }
  index "customers_lower" {
    on {
      expr = "lower(email)"
    }
    on {
      desc   = true
      column = column.seen
    }
    on {
      desc       = true
      column     = column.email
      ops        = text_pattern_ops
      collate    = "C"
      nulls_last = true
    }
    on {
      expr        = "(balance * 2)"
      ops         = sql("my_ops(siglen='8')")
      nulls_first = true
    }
  }
  index "customers_seen" {
    columns        = [column.seen]
    type           = BRIN
    page_per_range = 64
  }
  check "positive" {
    expr = "(balance >= 0)"
  }
  check "soft" {
    expr       = "(id > 0)"
    enforced   = false
    no_inherit = true
  }
  unique "customers_email_key" {
    columns = [column.email, column.tier]
  }
  unique "customers_late" {
    columns    = [column.seen]
    deferrable = INITIALLY_DEFERRED
  }
}
table "orders" {
  schema = schema.shop
  column "id" {
    null = false
    type = bigserial
  }
  column "customer_id" {
    null = true
    type = bigint
  }
  column "a b" {
    null = true
    type = integer
  }
  column "day" {
    null = false
    type = date
  }
  primary_key "orders_pk" {
    columns = [column.id, column.day]
  }
  foreign_key "customer" {
    columns     = [column.customer_id]
    ref_columns = [table.customers.column.id]
    on_update   = NO_ACTION
    on_delete   = SET_NULL
    deferrable  = INITIALLY_IMMEDIATE
  }
  foreign_key "self" {
    columns     = [column["a b"]]
    ref_columns = [table.orders.column["a b"]]
    on_update   = CASCADE
    on_delete   = RESTRICT
  }
  partition {
    type    = RANGE
    columns = [column.day]
  }
}
table "parts" {
  schema = schema.shop
  column "x" {
    null = false
    type = integer
  }
  partition {
    type = HASH
    by {
      column = column.x
    }
    by {
      expr = "floor(x)"
    }
    by {
      expr = "(x * 2)"
    }
  }
}
enum "tier" {
  schema = schema.shop
  values = ["basic", "it's gold"]
}
schema "shop" {
  comment = "the shop"
}
