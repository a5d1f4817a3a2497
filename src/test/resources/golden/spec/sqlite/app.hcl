table "users" {
  schema = schema.main
  column "id" {
    null           = false
    type           = integer
    auto_increment = true
  }
  column "name" {
    null    = false
    type    = varchar(255)
    default = "x'y"
  }
  column "price" {
    null    = true
    type    = decimal(10,2)
    default = 1.5
  }
  column "stamp" {
    null    = true
    type    = sql("timestamp")
    default = sql("CURRENT_TIMESTAMP")
  }
  column "twice" {
    null = true
    type = int
    as {
      expr = "id * 2"
      type = VIRTUAL
    }
  }
  column "own" {
    null = true
    type = sql("USER_TYPE")
  }
  primary_key {
    columns = [column.id]
  }
  index "users_name" {
    unique  = true
    columns = [column.name]
    where   = "name <> ''"
  }
  index "users_full" {
    on {
      expr = "(name || ' ' || own)"
    }
    on {
      desc   = true
      column = column.price
    }
  }
  check "named" {
    expr = "(price > 0)"
  }
  check {
    expr = "(id < 10)"
  }
}
table "pets" {
  schema        = schema.main
  without_rowid = true
  strict        = true
  column "id" {
    null = false
    type = unsigned_big_int
  }
  column "owner" {
    null = true
    type = double_precision
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "0" {
    columns     = [column.owner]
    ref_columns = [table.users.column.id]
    on_update   = NO_ACTION
    on_delete   = CASCADE
  }
}
schema "main" {
}
