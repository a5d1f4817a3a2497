table "parts" {
  schema = schema.real
  column "x" {
    null = false
    type = integer
  }
  column "y" {
    null    = false
    type    = character_varying(10)
    default = "parts"
  }
  column "z" {
    null = true
    type = character_varying(10)
  }
  column "t" {
    null = false
    type = enum.tier
  }
  column "u" {
    null = false
    type = enum.tier
  }
  column "v" {
    null = false
    type = numeric
    as {
      expr = "x * 2"
      type = STORED
    }
  }
  primary_key {
    columns = [column.x]
  }
  foreign_key "f" {
    columns     = [column.x]
    ref_columns = [table.parts.column.x]
    on_update   = NO_ACTION
    on_delete   = SET_NULL
  }
  index "i" {
    columns = [column.x, column.y]
    type    = GIST
  }
  index "j" {
    type = "BLOOM"
    on {
      desc   = true
      column = column.x
    }
    on {
      column = column.y
    }
    on {
      expr = "(x + 1)"
      ops  = int4_ops
    }
  }
  check {
    expr = "(x > 0)"
  }
  partition {
    type    = HASH
    columns = [column.x]
  }
}
table "other" {
  schema  = schema.real
  comment = "parts"
  column "flag" {
    null = true
    type = boolean
  }
}
enum "tier" {
  schema = schema.real
  values = ["a"]
}
schema "real" {
}
