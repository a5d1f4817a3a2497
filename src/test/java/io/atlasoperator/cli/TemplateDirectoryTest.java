package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migration directories that are templates: the data source {@code template_dir}. */
class TemplateDirectoryTest {
    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("atlas.hcl", """
                variable "tenant" {
                  type    = string
                  default = "one"
                }
                data "template_dir" "m" {
                  path = "templates"
                  vars = {
                    Tenant = var.tenant
                    Columns = ["a", "b"]
                    Big     = true
                  }
                }
                env "e" {
                  url = "sqlite://%s"
                  dev = "sqlite://dev?mode=memory"
                  src = "file://schema.sql"
                  migration {
                    dir = data.template_dir.m.url
                  }
                }
                """.formatted(folder.resolve("a.db")));
        atlas.write("templates/1.sql", """
                {{ template "shared/users.tmpl" .Tenant }}
                CREATE TABLE t ({{ range $i, $c := .Columns }}{{ if $i }}, {{ end }}{{ $c }} int{{ end }});
                """);
        atlas.write("templates/2.sql", "{{ if .Big }}CREATE TABLE big (id int);{{ end }}\n");
        atlas.write("templates/shared/users.tmpl", "CREATE TABLE {{ . }}_users (id int);");
        atlas.write("schema.sql", """
                CREATE TABLE one_users (id int);
                CREATE TABLE t (a int, b int);
                CREATE TABLE big (id int);
                CREATE TABLE more (id int, note text DEFAULT '{{ x }}');
                """);
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(() -> atlas.err() + atlas.out()).isZero();
        return atlas.out();
    }

    @Test
    void runsWhatTheTemplatesMake() throws IOException {
        assertThat(ok("migrate", "apply", "--env", "e", "--var", "tenant=blue"))
                .contains("Migrating to version 2 (2 migrations in total)")
                .contains("CREATE TABLE blue_users (id int);", "CREATE TABLE t (a int, b int);");
        assertThat(ok("migrate", "status", "--env", "e", "--var", "tenant=blue"))
                .contains("Migration Status: OK");
        assertThat(ok("migrate", "validate", "--env", "e")).isEmpty();
        assertThat(ok("migrate", "ls", "--env", "e")).isEqualTo("1.sql\n2.sql\n");
        assertThat(ok("migrate", "apply", "--env", "e", "--format", "{{ json .Dir }}"))
                .isEqualTo("\"mem://templates/m\"");
        assertThat(Files.exists(folder.resolve("templates/atlas.sum"))).isFalse();
        assertThat(ok(
                        "schema",
                        "diff",
                        "--env",
                        "e",
                        "--from",
                        "sqlite://dev?mode=memory",
                        "--to",
                        "env://migration.dir"))
                .contains("CREATE TABLE `one_users`");
    }

    @Test
    void whatIsWrittenStaysATemplateAndTheOthersAreNotTouched() throws IOException {
        String before = Files.readString(folder.resolve("templates/1.sql"));
        ok("migrate", "diff", "more", "--env", "e");

        Path made;
        try (var files = Files.list(folder.resolve("templates"))) {
            made = files.filter(path -> path.toString().endsWith("_more.sql"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(Files.readString(made)).contains("CREATE TABLE `more`").contains("'{{ \"{{\" }} x }}'");
        assertThat(Files.readString(folder.resolve("templates/1.sql"))).isEqualTo(before);
        assertThat(folder.resolve("templates/atlas.sum")).exists();
        assertThat(ok("migrate", "diff", "again", "--env", "e")).contains("no changes to be made");
        assertThat(ok("migrate", "apply", "--env", "e")).contains("DEFAULT '{{ x }}'");
        ok("migrate", "new", "empty", "--env", "e");
        ok("migrate", "hash", "--env", "e");
        assertThat(ok("migrate", "ls", "--env", "e").lines()).hasSize(4);
        assertThat(atlas.run("migrate", "edit", "1", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("are made from templates: edit those in");
    }

    @Test
    void mistakesAreToldWithTheirFileAndLine() throws IOException {
        atlas.write("templates/2.sql", "-- second\n{{ .Missing }}\n");
        assertThat(atlas.run("migrate", "status", "--env", "e")).isOne();
        assertThat(atlas.err())
                .contains("atlas.hcl:5,1-24: Invalid data source; data.template_dir.m: template: 2.sql:2:")
                .contains("can't evaluate field Missing");

        atlas.write("templates/2.sql", "{{ template \"nowhere\" }}\n");
        assertThat(atlas.run("migrate", "status", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("template: 2.sql:1: executing \"2.sql\": template \"nowhere\" not defined");

        atlas.write("templates/2.sql", "SELECT 1;\n");
        atlas.write("templates/shared/users.tmpl", "\n\n{{ .Name.More }}");
        assertThat(atlas.run("migrate", "status", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("template: shared/users.tmpl:3:");

        atlas.write("templates/shared/users.tmpl", "{{ if }}");
        assertThat(atlas.run("migrate", "status", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("template: shared/users.tmpl:1:");

        atlas.write("templates/shared/users.tmpl", "{{ define \"1.sql\" }}{{ end }}");
        assertThat(atlas.run("migrate", "status", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("template \"1.sql\" is defined in 1.sql too");
    }

    @Test
    void aDirectoryInMemoryThatNoDataSourceMadeIsAnError() {
        assertThat(atlas.run("migrate", "status", "--dir", "mem://x", "--url", atlas.url()))
                .isOne();
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: there is no directory \"mem://x\": data sources make such directories, so name one as"
                                + " data.template_dir.NAME.url in the project file and select its env\n");
    }
}
