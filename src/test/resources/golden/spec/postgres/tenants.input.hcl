locals {
  tenants = ["a", "b"]
  texts   = { name = 20, note = 200 }
}
schema "shared" {
}
schema "tenant" {
  for_each = toset(local.tenants)
  name     = "tenant_${each.value}"
  comment  = "of ${each.value}"
}
table "users" {
  for_each = toset(local.tenants)
  name     = "users_of_${each.value}"
  schema   = schema["tenant_${each.value}"]
  column "id" {
    null = false
    type = integer
  }
  dynamic "column" {
    for_each = local.texts
    labels   = [column.key]
    content {
      null = true
      type = character_varying(column.value)
    }
  }
  primary_key {
    columns = [column.id]
  }
  dynamic "index" {
    for_each = local.texts
    iterator = part
    labels   = ["by_${part.key}"]
    content {
      columns = [column[part.key]]
    }
  }
}
table "notes" {
  for_each = toset(local.tenants)
  name     = "notes_${each.value}"
  schema   = schema.shared
  column "user_id" {
    null = false
    type = integer
  }
  column "kind" {
    null = false
    type = enum["kind_${each.value}"]
  }
  foreign_key "user" {
    columns     = [column.user_id]
    ref_columns = [table["users_of_${each.value}"].column.id]
    on_update   = NO_ACTION
    on_delete   = CASCADE
  }
}
enum "kind" {
  for_each = toset(local.tenants)
  name     = "kind_${each.value}"
  schema   = schema.shared
  values   = ["x", each.value]
}
