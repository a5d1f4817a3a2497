table "public" "users" {
  schema = schema.public
  column "id" {
    null = false
    type = integer
  }
  column "status" {
    null = false
    type = enum.public.status
  }
  column "history" {
    null = true
    type = sql("other.status[]")
  }
  foreign_key "twin" {
    columns     = [column.id]
    ref_columns = [table.other.users.column.id]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  foreign_key "single" {
    columns     = [column.id]
    ref_columns = [table.logs.column.id]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
}
table "other" "public" {
  schema = schema.other
  column "id" {
    null = false
    type = integer
  }
}
table "other" "users" {
  schema = schema.other
  column "id" {
    null = false
    type = integer
  }
  column "status" {
    null = false
    type = enum.other.status
  }
}
table "logs" {
  schema = schema.other
  column "id" {
    null = false
    type = integer
  }
}
enum "public" "status" {
  schema = schema.public
  values = ["a"]
}
enum "other" "status" {
  schema = schema.other
  values = ["b"]
}
schema "public" {
  comment = "standard public schema"
}
schema "other" {
}
