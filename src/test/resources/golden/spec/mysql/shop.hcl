table "orders" {
  schema         = schema.shop
  comment        = "what was bought"
  charset        = "latin1"
  collate        = "latin1_swedish_ci"
  engine         = MyISAM
  auto_increment = 100
  options        = ["KEY_BLOCK_SIZE=8", "ROW_FORMAT=COMPRESSED"]
  column "id" {
    null           = false
    type           = bigint
    unsigned       = true
    auto_increment = true
  }
  column "name" {
    null    = false
    type    = varchar(255)
    default = "it's"
    comment = "a name"
    charset = "utf8mb4"
    collate = "utf8mb4_bin"
  }
  column "status" {
    null    = true
    type    = enum("new","it's","back\\slash")
    default = "new"
  }
  column "flags" {
    null = true
    type = set("a","b")
  }
  column "price" {
    null     = true
    type     = decimal(10,2)
    default  = sql("1.50")
    unsigned = true
  }
  column "filled" {
    null = true
    type = sql("int(5) unsigned zerofill")
  }
  column "active" {
    null    = false
    type    = bool
    default = true
  }
  column "changed" {
    null      = false
    type      = timestamp(3)
    default   = sql("CURRENT_TIMESTAMP(3)")
    on_update = sql("CURRENT_TIMESTAMP(3)")
  }
  column "key" {
    null      = true
    type      = char(36)
    default   = sql("(uuid())")
    invisible = true
  }
  column "place" {
    null = false
    type = point
    srid = 4326
  }
  column "twice" {
    null = true
    type = int
    as {
      expr = "(`id` * 2)"
      type = STORED
    }
  }
  primary_key {
    columns = [column.id]
    comment = "by number"
  }
  foreign_key "orders_status" {
    columns     = [column.status]
    ref_columns = [table.statuses.column.name]
    on_update   = RESTRICT
    on_delete   = CASCADE
  }
  index "orders_name" {
    unique  = true
    comment = "by name"
    on {
      column = column.name
      prefix = 10
    }
    on {
      desc   = true
      column = column.id
    }
  }
  index "orders_lower" {
    on {
      expr = "lower(`name`)"
    }
  }
  index "orders_words" {
    columns   = [column.name]
    type      = FULLTEXT
    parser    = ngram
    invisible = true
  }
  check "orders_price" {
    expr     = "(`price` > 0)"
    enforced = false
  }
  partition {
    type = RANGE_COLUMNS
    expr = "`id`"
    subpartition {
      type = HASH
      expr = "`id`"
    }
    partition "p0" {
      values        = "LESS THAN (10)"
      comment       = "old"
      subpartitions = ["s0", "s1"]
    }
    partition "p1" {
      values        = "LESS THAN (MAXVALUE)"
      subpartitions = ["s2", "s3"]
    }
  }
}
table "statuses" {
  schema = schema.shop
  column "name" {
    null = true
    type = varchar(10)
  }
  column "since" {
    null = true
    type = timestamp(6)
  }
  column "until" {
    null = true
    type = timestamp(6)
  }
  index "statuses_name" {
    columns = [column.name]
  }
  system_versioning {
    start = column.since
    end   = column.until
  }
}
view "open_orders" {
  schema       = schema.shop
  as           = "select `orders`.`id` AS `id` from `orders`"
  algorithm    = MERGE
  security     = INVOKER
  check_option = CASCADED
  definer      = "`app`@`%`"
}
function "twice" {
  schema        = schema.shop
  lang          = SQL
  return        = int
  as            = "RETURN n * 2"
  deterministic = true
  data_access   = NO_SQL
  comment       = "doubles"
  arg "n" {
    type = int
  }
}
procedure "clean" {
  schema = schema.shop
  lang   = SQL
  as = <<-SQL
    BEGIN
      DELETE FROM orders WHERE id < n;
    END
  SQL
  arg "n" {
    type = bigint
  }
  arg "left" {
    mode = OUT
    type = int
  }
}
trigger "orders_log" {
  on      = table.orders
  foreach = ROW
  as      = "SET NEW.`name` = 'x'"
  follows = "orders_first"
  before {
    insert = true
  }
}
event "daily" {
  schema   = schema.shop
  schedule = "EVERY 1 DAY STARTS '2030-01-01 00:00:00'"
  preserve = true
  status   = DISABLE
  as       = "DELETE FROM `orders`"
  comment  = "cleans up"
}
sequence "numbers" {
  schema    = schema.shop
  start     = 5
  increment = 2
  cache     = 10
  cycle     = true
}
schema "shop" {
  charset = "utf8mb4"
  collate = "utf8mb4_general_ci"
}
