package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/coproduction/saturation"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var updateReadme = flag.Bool("update-readme", false, "write the catalogues and the output of commands into README.md")

const (
	root  = "../../.."
	goRun = "go run ./coproduction/cmd/coprod "
)

// elsewhere are the commands of the README that this test does not run: the tests
// themselves, and what needs a published module.
var elsewhere = []string{"go test ./...", "go build -o coprod ./coproduction/cmd/coprod"}

var (
	console = regexp.MustCompile("(?s)```console\n(.*?)```")
	program = regexp.MustCompile("(?s)```go\n(.*?)```")
)

// TestReadmeCommands runs every command of the README and compares what it prints.
// A line of three dots stands for any number of lines.
func TestReadmeCommands(t *testing.T) {
	readme := read(t, "README.md")
	blocks := console.FindAllStringSubmatch(readme, -1)
	require.NotEmpty(t, blocks)
	t.Chdir(root)
	scratch := t.TempDir()
	for _, block := range blocks {
		for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			if slices.Contains(elsewhere, command) {
				continue
			}
			t.Run(command, func(t *testing.T) {
				got := runLine(t, command, scratch)
				pattern := "(?s)^" + strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(want)), "…\n", "(?:.*\n)?") + "\\s*$"
				if !regexp.MustCompile(pattern).MatchString(strings.TrimSpace(got)) {
					t.Errorf("the README says\n%s\nand the command prints\n%s", want, got)
				}
			})
		}
	}
}

// runLine runs one line of the README: this command in place, any other by a shell.
func runLine(t *testing.T, line, scratch string) string {
	if strings.Contains(line, "out.ndjson") { // made from the real files, and read again
		data := filepath.Dir(shareddata.Path(t, "primock57"))
		line = strings.ReplaceAll(line, "primock57/", filepath.Join(data, "primock57")+"/")
	}
	for _, written := range []string{"out.ndjson", "clinic.qdpx"} {
		line = strings.ReplaceAll(line, written, filepath.Join(scratch, written))
	}
	args, ours := strings.CutPrefix(line, goRun)
	if !ours || strings.Contains(line, "|") {
		shell := exec.Command("sh", "-c", line) // grep and tail tell the status
		if strings.LastIndex(line, "|") < strings.Index(line, goRun) {
			out, _ := shell.CombinedOutput() // all that is seen is ours
			return string(out)
		}
		out, _ := shell.Output()
		return string(out)
	}
	var words []string
	for _, word := range strings.Fields(args) {
		if matches, _ := filepath.Glob(word); len(matches) > 0 {
			words = append(words, matches...)
		} else {
			words = append(words, word)
		}
	}
	var out bytes.Buffer
	run(t.Context(), words, strings.NewReader(""), &out, &out)
	return strings.ReplaceAll(out.String(), scratch+string(filepath.Separator), "")
}

// TestReadmePrograms holds the programs of the README to be those of examples/,
// which are built with everything else, and runs them.
func TestReadmePrograms(t *testing.T) {
	programs := program.FindAllStringSubmatch(read(t, "README.md"), -1)
	require.NotEmpty(t, programs)
	embed := read(t, "examples/embed/main.go")
	_, embed, _ = strings.Cut(embed, "package main")
	assert.Equal(t, "package main"+embed, programs[0][1])
	assert.Contains(t, read(t, "coproduction/coproductiontest/example_test.go"), strings.TrimSpace(programs[1][1]),
		"the second program is an example that runs with the tests")
	assert.Len(t, programs, 2)
}

// TestReadmeRecords: the records that the README shows are sound, and so is its
// list of suppressions.
func TestReadmeRecords(t *testing.T) {
	readme := read(t, "README.md")
	records := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(readme)
	require.NotNil(t, records)
	status, out, _ := ran(t, records[1], "validate", "-")
	assert.Equal(t, statusClean, status, out)
	assert.Equal(t, "3 records: 3 accepted, 0 rejected. No findings.\n", out)

	list := regexp.MustCompile("(?s)```\n(# .*?)```").FindStringSubmatch(readme)
	require.NotNil(t, list)
	_, findings, err := coproduction.ReadSuppressions(strings.NewReader(list[1]), "list")
	require.NoError(t, err)
	assert.Empty(t, findings)
}

// TestReadmeCatalogues compares the catalogues with what the code lists.
func TestReadmeCatalogues(t *testing.T) {
	readme := read(t, "README.md")
	for name, want := range map[string]string{"rules": ruleCatalogue(), "measures": measureCatalogue()} {
		section := regexp.MustCompile("(?s)<!-- " + name + " -->\n.*?<!-- end of " + name + " -->")
		want = fmt.Sprintf("<!-- %s -->\n%s<!-- end of %s -->", name, want, name)
		require.Regexp(t, section, readme)
		if *updateReadme {
			readme = section.ReplaceAllLiteralString(readme, want)
			continue
		}
		assert.Equal(t, want, section.FindString(readme), "go test ./coproduction/cmd/coprod -run ReadmeCatalogues -update-readme")
	}
	if *updateReadme {
		require.NoError(t, os.WriteFile(filepath.Join(root, "README.md"), []byte(readme), 0o644))
	}
}

// ruleCatalogue renders the rules: each authored one, and how many follow from the schemas.
func ruleCatalogue() string {
	var b strings.Builder
	constraints := 0
	section := ""
	for _, r := range allRules() {
		if r.scope == string(coproduction.ScopeSchema) {
			constraints++
			continue
		}
		if r.scope != section {
			section = r.scope
			fmt.Fprintf(&b, "\n**%s**\n\n| rule | severity | what holds |\n|---|---|---|\n", scopeTitle(section))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", string(r.rule.ID), r.rule.Severity, strings.ReplaceAll(r.rule.Title, "|", "\\|"))
	}
	fmt.Fprintf(&b, "\n**Schemas**: %d rules more follow from the constraints of the schemas, each named after its place, such as\n"+
		"`encounter/presence/*/role#enum`.\n\n", constraints)
	return b.String()
}

// measureCatalogue renders the measures by theme.
func measureCatalogue() string {
	var b strings.Builder
	heading := ""
	for _, m := range slices.Concat(indicator.Measures(), agreement.Measures(), saturation.Measures()) {
		if m.Heading != heading {
			heading = m.Heading
			fmt.Fprintf(&b, "\n**%s**\n\n| measure | what it is | formula | unit | undefined | source |\n|---|---|---|---|---|---|\n", heading)
		}
		cell := func(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
		var params []string
		for _, p := range m.Params {
			params = append(params, p.Name)
		}
		id := "`" + m.ID + "`"
		if len(params) > 0 {
			id += " by " + strings.Join(params, ", ")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", id, cell(m.Title), cell(m.Formula), cell(m.Unit), cell(m.Undefined), cell(m.Source))
	}
	return b.String() + "\n"
}

// TestCatalogueCoversTheSchemas guards the count that the README prints.
func TestCatalogueCoversTheSchemas(t *testing.T) {
	n := 0
	for _, kind := range schema.Kinds() {
		n += len(schema.Constraints(kind))
	}
	assert.Contains(t, ruleCatalogue(), fmt.Sprintf("%d rules more", n))
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	require.NoError(t, err)
	return string(content)
}
