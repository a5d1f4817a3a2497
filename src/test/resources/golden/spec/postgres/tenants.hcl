table "notes_a" {
  schema = schema.shared
  column "user_id" {
    null = false
    type = integer
  }
  column "kind" {
    null = false
    type = enum.kind_a
  }
  foreign_key "user" {
    columns     = [column.user_id]
    ref_columns = [table.users_of_a.column.id]
    on_update   = NO_ACTION
    on_delete   = CASCADE
  }
}
table "notes_b" {
  schema = schema.shared
  column "user_id" {
    null = false
    type = integer
  }
  column "kind" {
    null = false
    type = enum.kind_b
  }
  foreign_key "user" {
    columns     = [column.user_id]
    ref_columns = [table.users_of_b.column.id]
    on_update   = NO_ACTION
    on_delete   = CASCADE
  }
}
table "users_of_a" {
  schema = schema.tenant_a
  column "id" {
    null = false
    type = integer
  }
  column "name" {
    null = true
    type = character_varying(20)
  }
  column "note" {
    null = true
    type = character_varying(200)
  }
  primary_key {
    columns = [column.id]
  }
  index "by_name" {
    columns = [column.name]
  }
  index "by_note" {
    columns = [column.note]
  }
}
table "users_of_b" {
  schema = schema.tenant_b
  column "id" {
    null = false
    type = integer
  }
  column "name" {
    null = true
    type = character_varying(20)
  }
  column "note" {
    null = true
    type = character_varying(200)
  }
  primary_key {
    columns = [column.id]
  }
  index "by_name" {
    columns = [column.name]
  }
  index "by_note" {
    columns = [column.note]
  }
}
enum "kind_a" {
  schema = schema.shared
  values = ["x", "a"]
}
enum "kind_b" {
  schema = schema.shared
  values = ["x", "b"]
}
schema "shared" {
}
schema "tenant_a" {
  comment = "of a"
}
schema "tenant_b" {
  comment = "of b"
}
