package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.MermaidDiagram;
import io.atlasoperator.spec.RealmJson;
import io.atlasoperator.spec.SchemaText;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteSchemaOutputTest {
    private static final SqliteSpec RULES = new SqliteSpec();

    private static final Realm REALM = SchemaText.read("""
            schema "main" {}
            table "users" {
              schema = schema.main
              column "id" {
                type = int
              }
              column "full name" {
                type = varchar(10)
                null = true
              }
              primary_key {
                columns = [column.id]
              }
              index "both" {
                unique = true
                on {
                  column = column["full name"]
                  desc   = true
                }
                on {
                  expr = "id + 1"
                }
              }
            }
            table "pets" {
              schema = schema.main
              column "owner" {
                type = int
              }
              column "chip" {
                type = int
              }
              index "chips" {
                unique  = true
                columns = [column.chip]
              }
              foreign_key "owner" {
                columns     = [column.owner]
                ref_columns = [table.users.column.id]
              }
              foreign_key "twin" {
                columns     = [column.chip]
                ref_columns = [column.owner]
              }
            }
            """, RULES);

    @Test
    void jsonLeavesOutWhatIsEmptyOrFalse() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(RealmJson.of(REALM, RULES)))
                .isEqualTo(String.join(
                        "",
                        "{\"schemas\":[{\"name\":\"main\",\"tables\":[{\"name\":\"users\",\"columns\":[",
                        "{\"name\":\"id\",\"type\":\"INT\"},{\"name\":\"full name\",\"type\":\"varchar(10)\",\"null\":true}],",
                        "\"indexes\":[{\"name\":\"both\",\"unique\":true,\"parts\":[{\"desc\":true,\"column\":\"full name\"},",
                        "{\"expr\":\"(id + 1)\"}]}],\"primary_key\":{\"parts\":[{\"column\":\"id\"}]}},",
                        "{\"name\":\"pets\",\"columns\":[{\"name\":\"owner\",\"type\":\"INT\"},{\"name\":\"chip\",\"type\":\"INT\"}],",
                        "\"indexes\":[{\"name\":\"chips\",\"unique\":true,\"parts\":[{\"column\":\"chip\"}]}],",
                        "\"foreign_keys\":[{\"name\":\"owner\",\"columns\":[\"owner\"],",
                        "\"references\":{\"table\":\"users\",\"columns\":[\"id\"]}},",
                        "{\"name\":\"twin\",\"columns\":[\"chip\"],",
                        "\"references\":{\"table\":\"pets\",\"columns\":[\"owner\"]}}]}]}]}"));
    }

    @Test
    void jsonOfAnEmptySchemaIsItsName() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(RealmJson.of(new Realm(List.of(Schema.empty("main"))), RULES)))
                .isEqualTo("{\"schemas\":[{\"name\":\"main\"}]}");
    }

    @Test
    void diagramShowsTablesAndHowManyRowsMeet() {
        assertThat(MermaidDiagram.of(REALM, RULES)).isEqualTo("""
                        erDiagram
                            users {
                              INT id PK
                              varchar(10) full_name
                            }
                            pets {
                              INT owner
                              INT chip
                            }
                            pets }o--o| users : owner
                            pets |o--o{ pets : twin
                        """);
    }
}
