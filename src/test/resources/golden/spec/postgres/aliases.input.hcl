schema "label" {
  name = "real"
}
enum "tier" {
  schema = schema.label
  values = ["a"]
}
table "parts" {
  schema     = schema.label
  depends_on = [table.other, enum.tier]
  column "x" {
    type = int
    null = null
  }
  column "y" {
    type    = varchar(10)
    default = table.other.comment
  }
  column "z" {
    type = table.parts.column.y.type
    null = table.other.column.flag.null
  }
  column "t" {
    type = enum.real.tier
  }
  column "u" {
    type = sql("real.tier")
  }
  column "v" {
    type = decimal
    as   = "x * 2"
  }
  primary_key {
    columns = [table.parts.column.x]
  }
  index "i" {
    type    = "GiST"
    columns = [table.real.parts.column.x, column.y]
  }
  index "j" {
    type = "bloom"
    on {
      desc       = true
      column     = column.x
      nulls_last = false
    }
    on {
      column     = column.y
      nulls_last = true
    }
    on {
      expr        = "((x + 1))"
      nulls_first = false
      ops         = "int4_ops"
    }
  }
  foreign_key "f" {
    columns     = [column.x]
    ref_columns = [column.x]
    on_delete   = "SET_NULL"
  }
  check {
    expr = "x > 0"
  }
  partition {
    type = "HASH"
    by {
      column = table.parts.column.x
    }
  }
}
table "other" {
  schema  = schema.label
  comment = table.parts.name
  column "flag" {
    type = bool
    null = true
  }
}
