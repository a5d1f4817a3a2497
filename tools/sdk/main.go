// Command sdk drives an atlas program through the Go SDK, every method whose command the program has, and checks what
// comes back. It prints a line for each, and ends with status 1 at the first that is not as it should be.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ariga.io/atlas/atlasexec"
)

type run struct {
	ctx    context.Context
	client *atlasexec.Client
	dir    string
	url    string
	dev    string
	driver string
}

func main() {
	if len(os.Args) != 6 {
		fmt.Fprintln(os.Stderr, "usage: sdk PROGRAM FOLDER URL DEV_URL DRIVER")
		os.Exit(2)
	}
	client, err := atlasexec.NewClient(os.Args[2], os.Args[1])
	check("NewClient", err)
	r := &run{
		ctx: context.Background(), client: client, dir: os.Args[2], url: os.Args[3], dev: os.Args[4], driver: os.Args[5],
	}
	r.process()
	r.schema()
	r.migrations()
	r.down()
	r.several()
	r.failures()
	r.workingDir()
}

func check(what string, err error) {
	if err != nil {
		fmt.Printf("FAIL %s: %v\n", what, err)
		os.Exit(1)
	}
}

func expect(what string, ok bool, got any) {
	if !ok {
		fmt.Printf("FAIL %s: got %+v\n", what, got)
		os.Exit(1)
	}
}

func ok(method string) {
	fmt.Println("ok " + method)
}

func (r *run) write(name, text string) {
	path := filepath.Join(r.dir, name)
	check("write "+name, os.MkdirAll(filepath.Dir(path), 0o755))
	check("write "+name, os.WriteFile(path, []byte(text), 0o644))
}

func (r *run) process() {
	version, err := r.client.Version(r.ctx)
	check("Version", err)
	expect("Version", strings.Count(version.Version, ".") == 2, version)
	ok("Version")

	_, err = r.client.WhoAmI(r.ctx, &atlasexec.WhoAmIParams{})
	expect("WhoAmI", errors.Is(err, atlasexec.ErrRequireLogin), err)
	ok("WhoAmI")

	expect("Login", r.client.Login(r.ctx, &atlasexec.LoginParams{Token: "t"}) != nil, nil)
	expect("Logout", r.client.Logout(r.ctx) != nil, nil)
	ok("Login and Logout are refused")
}

func (r *run) schema() {
	r.write("schema.sql", "CREATE TABLE users (id int NOT NULL, name text);\n")
	apply := &atlasexec.SchemaApplyParams{URL: r.url, To: "file://schema.sql", DevURL: r.dev, DryRun: true}
	planned, err := r.client.SchemaApply(r.ctx, apply)
	check("SchemaApply", err)
	expect("SchemaApply dry run", len(planned.Changes.Pending) == 1 && len(planned.Changes.Applied) == 0, planned)
	apply.DryRun, apply.AutoApprove = false, true
	applied, err := r.client.SchemaApply(r.ctx, apply)
	check("SchemaApply", err)
	expect("SchemaApply", len(applied.Changes.Applied) == 1 && applied.Driver == r.driver, applied)
	again, err := r.client.SchemaApply(r.ctx, apply)
	check("SchemaApply", err)
	expect("SchemaApply again", len(again.Changes.Applied)+len(again.Changes.Pending) == 0, again)
	ok("SchemaApply")

	hcl, err := r.client.SchemaInspect(r.ctx, &atlasexec.SchemaInspectParams{URL: r.url})
	check("SchemaInspect", err)
	expect("SchemaInspect", strings.Contains(hcl, `table "users"`), hcl)
	sql, err := r.client.SchemaInspect(r.ctx, &atlasexec.SchemaInspectParams{URL: r.url, Format: "sql"})
	check("SchemaInspect", err)
	expect("SchemaInspect sql", strings.Contains(sql, "CREATE TABLE"), sql)
	hidden, err := r.client.SchemaInspect(r.ctx, &atlasexec.SchemaInspectParams{URL: r.url, Exclude: []string{"users"}})
	check("SchemaInspect", err)
	expect("SchemaInspect exclude", !strings.Contains(hidden, `table "users"`), hidden)
	ok("SchemaInspect")

	_, err = r.client.SchemaLint(r.ctx, &atlasexec.SchemaLintParams{
		URL: []string{"file://schema.sql"}, DevURL: r.dev, Format: "{{ json . }}",
	})
	check("SchemaLint", err)
	ok("SchemaLint")

	r.write("schema.test.hcl", `
test "schema" "names" {
  exec {
    sql = "INSERT INTO users (id, name) VALUES (1, 'a')"
  }
  exec {
    sql    = "SELECT name FROM users"
    output = "a"
  }
}
test "schema" "wrong" {
  assert {
    sql = "SELECT 1 = 2"
  }
}
`)
	test := &atlasexec.SchemaTestParams{URL: "file://schema.sql", DevURL: r.dev, Run: "names"}
	text, err := r.client.SchemaTest(r.ctx, test)
	check("SchemaTest", err)
	expect("SchemaTest", strings.Contains(text, "-- PASS: names") && strings.HasSuffix(text, "PASS\n"), text)
	test.Run = ""
	test.Paths = []string{"schema.test.hcl"}
	_, err = r.client.SchemaTest(r.ctx, test)
	expect("SchemaTest", err != nil && strings.Contains(err.Error(), "-- FAIL: wrong"), err)
	ok("SchemaTest")

	clean, err := r.client.SchemaClean(r.ctx, &atlasexec.SchemaCleanParams{URL: r.url, DryRun: true})
	check("SchemaClean", err)
	expect("SchemaClean dry run", clean.Applied != nil && strings.Contains(strings.Join(clean.Applied.Applied, ";"), "DROP "), clean)
	_, err = r.client.SchemaClean(r.ctx, &atlasexec.SchemaCleanParams{URL: r.url, AutoApprove: true})
	check("SchemaClean", err)
	clean, err = r.client.SchemaClean(r.ctx, &atlasexec.SchemaCleanParams{URL: r.url, AutoApprove: true})
	check("SchemaClean", err)
	expect("SchemaClean twice", clean.Applied == nil && clean.Error == "", clean)
	ok("SchemaClean")
}

func (r *run) migrations() {
	diff := &atlasexec.MigrateDiffParams{
		Name: "users", ToURL: "file://schema.sql", DevURL: r.dev, DirURL: "file://migrations",
	}
	made, err := r.client.MigrateDiff(r.ctx, diff)
	check("MigrateDiff", err)
	expect("MigrateDiff", len(made.Files) == 1 && strings.Contains(made.Files[0].Content, "CREATE TABLE"), made)
	_, err = os.Stat(filepath.Join(r.dir, "migrations"))
	expect("MigrateDiff writes nothing", errors.Is(err, fs.ErrNotExist), err)
	r.write("migrations/1_users.sql", made.Files[0].Content)
	r.write("migrations/2_more.sql", "ALTER TABLE users ADD COLUMN more int;\n")
	check("MigrateHash", r.client.MigrateHash(r.ctx, &atlasexec.MigrateHashParams{DirURL: "file://migrations"}))
	ok("MigrateHash")
	r.write("schema.sql", "CREATE TABLE users (id int NOT NULL, name text, more int);\n")
	made, err = r.client.MigrateDiff(r.ctx, diff)
	check("MigrateDiff", err)
	expect("MigrateDiff without changes", len(made.Files) == 0, made)
	ok("MigrateDiff")

	list, err := r.client.MigrateLs(r.ctx, &atlasexec.MigrateLsParams{DirURL: "file://migrations", Short: true})
	check("MigrateLs", err)
	expect("MigrateLs", list == "1\n2" || list == "1\n2\n", list)
	ok("MigrateLs")

	r.write("migrate.test.hcl", `
test "migrate" "more" {
  migrate {
    to = 2
  }
  exec {
    sql    = "SELECT count(more) FROM users"
    output = "0"
  }
}
`)
	text, err := r.client.MigrateTest(r.ctx, &atlasexec.MigrateTestParams{
		DirURL: "file://migrations", DevURL: r.dev, Run: "m.re", Paths: []string{"migrate.test.hcl"},
		Context: &atlasexec.RunContext{Repo: "r"},
	})
	check("MigrateTest", err)
	expect("MigrateTest", strings.Contains(text, "-- PASS: more"), text)
	ok("MigrateTest")

	report, err := r.client.MigrateLint(r.ctx, &atlasexec.MigrateLintParams{
		DirURL: "file://migrations", DevURL: r.dev, Latest: 1, Context: &atlasexec.RunContext{Repo: "r"},
	})
	check("MigrateLint", err)
	expect("MigrateLint", len(report.Files) == 1 && report.Files[0].Name == "2_more.sql", report)
	report, err = r.client.MigrateLint(r.ctx, &atlasexec.MigrateLintParams{
		DirURL: "file://migrations", DevURL: r.dev, Base: "file://migrations",
	})
	check("MigrateLint.Base", err)
	expect("MigrateLint.Base", len(report.Files) == 0, report)
	ok("MigrateLint")

	status := &atlasexec.MigrateStatusParams{URL: r.url, DirURL: "file://migrations"}
	before, err := r.client.MigrateStatus(r.ctx, status)
	check("MigrateStatus", err)
	expect("MigrateStatus", before.Status == "PENDING" && len(before.Pending) == 2 && before.Next == "1", before)
	amount, done := before.Amount("2")
	expect("MigrateStatus.Amount", !done && amount == 2, amount)

	apply := &atlasexec.MigrateApplyParams{URL: r.url, DirURL: "file://migrations", Amount: 1}
	applied, err := r.client.MigrateApply(r.ctx, apply)
	check("MigrateApply", err)
	expect("MigrateApply", len(applied.Applied) == 1 && applied.Target == "1" && applied.Driver == r.driver, applied)
	apply.Amount = 0
	apply.DryRun = true
	applied, err = r.client.MigrateApply(r.ctx, apply)
	check("MigrateApply", err)
	expect("MigrateApply dry run", len(applied.Applied) == 1, applied)
	apply.DryRun = false
	apply.ToVersion = "2"
	apply.LockName = "a_lock"
	apply.Context = &atlasexec.DeployRunContext{TriggerType: atlasexec.TriggerTypeKubernetes, TriggerVersion: "1"}
	applied, err = r.client.MigrateApply(r.ctx, apply)
	check("MigrateApply", err)
	expect("MigrateApply", applied.Current == "1" && applied.Target == "2", applied)
	expect("MigrateApply.Summary", strings.Contains(applied.Summary("  "), "1 migration"), applied.Summary("  "))
	ok("MigrateApply")

	after, err := r.client.MigrateStatus(r.ctx, status)
	check("MigrateStatus", err)
	expect("MigrateStatus", after.Status == "OK" && after.Current == "2" && len(after.Applied) == 2, after)
	expect("MigrateStatus.LatestVersion", after.LatestVersion() == "2", after.LatestVersion())
	expect("Revision", after.Applied[0].Version == "1" && after.Applied[0].Description == "users", after.Applied[0])
	ok("MigrateStatus")

	check("MigrateSet", r.client.MigrateSet(r.ctx, &atlasexec.MigrateSetParams{
		URL: r.url, DirURL: "file://migrations", Version: "1",
	}))
	after, err = r.client.MigrateStatus(r.ctx, status)
	check("MigrateStatus", err)
	expect("MigrateSet", after.Current == "1", after)
	check("MigrateSet", r.client.MigrateSet(r.ctx, &atlasexec.MigrateSetParams{
		URL: r.url, DirURL: "file://migrations", Version: "2",
	}))
	ok("MigrateSet")
}

func (r *run) down() {
	report, err := r.client.MigrateDown(r.ctx, &atlasexec.MigrateDownParams{
		URL: r.url, DevURL: r.dev, DirURL: "file://migrations", ToVersion: "1",
	})
	check("MigrateDown", err)
	expect("MigrateDown", report.Status == "APPLIED" && report.Target == "1" && len(report.Reverted) == 1, report)
	ok("MigrateDown")

	check("MigrateRebase", r.client.MigrateRebase(r.ctx, &atlasexec.MigrateRebaseParams{
		DirURL: "file://migrations", Files: []string{"2_more.sql"},
	}))
	list, err := r.client.MigrateLs(r.ctx, &atlasexec.MigrateLsParams{DirURL: "file://migrations", Latest: true})
	check("MigrateLs", err)
	expect("MigrateRebase", strings.HasSuffix(strings.TrimSpace(list), "_more.sql") && !strings.HasPrefix(list, "2_"), list)
	ok("MigrateRebase")
}

// Several targets of one environment, whose reports come as a stream.
func (r *run) several() {
	r.write("tenants/1.sql", "CREATE TABLE t (id int);\n")
	r.write("tenants.hcl", `
variable "names" {
  type = list(string)
}
env "tenants" {
  for_each = toset(var.names)
  url      = "sqlite://${each.value}.db"
  migration {
    dir = "file://tenants"
  }
}
`)
	check("MigrateHash", r.client.MigrateHash(r.ctx, &atlasexec.MigrateHashParams{DirURL: "file://tenants"}))
	reports, err := r.client.MigrateApplySlice(r.ctx, &atlasexec.MigrateApplyParams{
		ConfigURL: "file://tenants.hcl", Env: "tenants", Vars: atlasexec.Vars2{"names": []string{"one", "two"}},
	})
	check("MigrateApplySlice", err)
	expect("MigrateApplySlice", len(reports) == 2 && len(reports[1].Applied) == 1, reports)
	ok("MigrateApplySlice")
}

func (r *run) failures() {
	r.write("broken/9.sql", "CREATE TABLE broken (id int);\nCREATE TABL x;\n")
	check("MigrateHash", r.client.MigrateHash(r.ctx, &atlasexec.MigrateHashParams{DirURL: "file://broken"}))
	_, err := r.client.MigrateApply(r.ctx, &atlasexec.MigrateApplyParams{
		URL: r.url, DirURL: "file://broken", AllowDirty: true, RevisionsSchema: "",
	})
	var failed *atlasexec.MigrateApplyError
	expect("MigrateApplyError", errors.As(err, &failed) && len(failed.Result) == 1, err)
	expect("MigrateApplyError", strings.Contains(failed.Error(), "CREATE TABL x"), failed.Error())
	expect("MigrateApplyError", failed.Result[0].Applied[0].Error != nil, failed.Result[0])
	ok("MigrateApplyError")

	report, err := r.client.MigrateLint(r.ctx, &atlasexec.MigrateLintParams{
		DirURL: "file://broken", DevURL: r.dev, Latest: 1,
	})
	check("MigrateLint", err)
	expect("MigrateLint of a broken file", len(report.Steps) > 0, report)
	err = r.client.MigrateLintError(r.ctx, &atlasexec.MigrateLintParams{
		DirURL: "file://broken", DevURL: r.dev, Latest: 1,
	})
	expect("MigrateLintError", errors.Is(err, atlasexec.ErrLint), err)
	ok("MigrateLintError")

	r.write("broken.sql", "CREATE TABL x;\n")
	_, err = r.client.SchemaApply(r.ctx, &atlasexec.SchemaApplyParams{
		URL: r.url, To: "file://broken.sql", DevURL: r.dev, AutoApprove: true,
	})
	expect("SchemaApply of a broken file", err != nil && strings.Contains(err.Error(), "CREATE TABL x"), err)
	ok("SchemaApply error")

	_, err = r.client.MigratePush(r.ctx, &atlasexec.MigratePushParams{Name: "app", DirURL: "file://migrations"})
	expect("MigratePush", err != nil && strings.Contains(err.Error(), "not supported"), err)
	_, err = r.client.SchemaPush(r.ctx, &atlasexec.SchemaPushParams{Name: "app"})
	expect("SchemaPush", err != nil && strings.Contains(err.Error(), "not supported"), err)
	_, err = r.client.SchemaPlan(r.ctx, &atlasexec.SchemaPlanParams{From: []string{r.url}, To: []string{"file://schema.sql"}})
	expect("SchemaPlan", err != nil && strings.Contains(err.Error(), "not supported"), err)
	ok("what is not there is refused")
}

func (r *run) workingDir() {
	dir, err := atlasexec.NewWorkingDir(
		atlasexec.WithAtlasHCLString(`
variable "url" {
  type = string
}
env {
  name = atlas.env
  url  = var.url
  migration {
    dir = "file://migrations"
  }
}
`),
		atlasexec.WithMigrations(os.DirFS(filepath.Join(r.dir, "tenants"))),
	)
	check("NewWorkingDir", err)
	defer dir.Close()
	check("WithWorkDir", r.client.WithWorkDir(dir.Path(), func(client *atlasexec.Client) error {
		status, err := client.MigrateStatus(r.ctx, &atlasexec.MigrateStatusParams{
			Env: "any", Vars: atlasexec.Vars2{"url": "sqlite://" + filepath.Join(r.dir, "one.db")},
		})
		if err == nil && status.Status != "OK" {
			err = fmt.Errorf("status: %s", status.Status)
		}
		return err
	}))
	ok("WithWorkDir")
}
