package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	clinic = root + "/examples/clinic/clinic.ndjson"
	flawed = root + "/examples/clinic/clinic-flawed.ndjson"
)

// ran runs the command with an input, and returns what it printed.
func ran(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return status, out.String(), err.String()
}

func TestHelp(t *testing.T) {
	status, out, err := ran(t, "", "help")
	assert.Equal(t, statusClean, status)
	assert.Empty(t, err)
	for _, c := range commands() {
		assert.Contains(t, out, "coprod "+c.name)
		status, help, err := ran(t, "", c.name, "-h")
		assert.Equal(t, statusClean, status, c.name)
		assert.Empty(t, err)
		assert.Contains(t, help, "usage: coprod "+c.name)
		assert.Contains(t, help, "Example:\n\n  coprod "+c.name, "every subcommand has an example")
	}
	_, help, _ := ran(t, "", "convert", "-h")
	assert.Contains(t, help, "as in -zone Europe/Copenhagen; without, they are read as UTC; for omop, redcap\n", "a flag says which formats it is for")
	assert.NotContains(t, help, "standard output; for", "a flag that is for all names none")
	status, out, err = ran(t, "")
	assert.Equal(t, statusTrouble, status)
	assert.Empty(t, out)
	assert.Contains(t, err, "coprod COMMAND -h")
}

// TestTrouble: whatever is not understood or cannot be read is one clear line and status 2.
func TestTrouble(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.ndjson")
	require.NoError(t, os.WriteFile(empty, nil, 0o666))
	blank := filepath.Join(dir, "blank.ndjson")
	require.NoError(t, os.WriteFile(blank, []byte(" \n\n"), 0o666))
	broken := filepath.Join(dir, "broken.ndjson.gz")
	require.NoError(t, os.WriteFile(broken, []byte{0x1f, 0x8b, 1, 2, 3}, 0o666))
	secret := filepath.Join(dir, "secret.ndjson")
	require.NoError(t, os.WriteFile(secret, []byte("{}"), 0))

	tests := map[string][]string{
		"there is no command":             {"frobnicate"},
		"there is no such file":           {"validate", filepath.Join(dir, "none")},
		"this is a directory":             {"validate", dir},
		"the file is empty":               {"validate", empty},
		"the file is empty: ":             {"indicators", empty},
		"it holds no record":              {"validate", blank},
		"not defined: -frob":              {"validate", "-frob", clinic},
		"name a file":                     {"validate"},
		"-across ids reads files twice":   {"validate", "-across", "ids", clinic, "-"},
		"-max must be 0 or more":          {"validate", "-max", "-1", clinic},
		"gzip":                            {"validate", broken},
		"there is no rule":                {"rules", "frob"},
		"name one rule":                   {"rules", "a", "b"},
		"there is no kind":                {"schema", "frob"},
		"name one kind":                   {"schema", "a", "b"},
		"takes no arguments":              {"version", "x"},
		"there is no such file (list)":    {"validate", "-suppress", filepath.Join(dir, "none"), clinic},
		"the file is empty (second file)": {"validate", clinic, empty},
	}
	if r, w, err := os.Pipe(); err == nil {
		defer r.Close()
		defer w.Close()
		if pipe := fmt.Sprintf("/dev/fd/%d", r.Fd()); exists(pipe) {
			require.True(t, passing(pipe), "else reading would wait for ever")
			tests["standard input and a pipe cannot be"] = []string{"validate", "-across", "ids", pipe}
		}
	}
	if os.Getuid() != 0 && runtime.GOOS != "windows" {
		tests["may not be read"] = []string{"validate", secret}
	}
	for want, args := range tests {
		status, _, err := ran(t, "", args...)
		assert.Equal(t, statusTrouble, status, args)
		want, _, _ := strings.Cut(want, " (")
		assert.Contains(t, err, strings.TrimSuffix(want, ": "), args)
		assert.Equal(t, 1, strings.Count(err, "\n"), "one line: %q", err)
	}
	for _, args := range [][]string{{"validate", "-format", "xml", clinic}, {"indicators", "-format", "xml", clinic}, {"indicators", "-by", "moon", clinic}} {
		status, out, err := ran(t, "", args...)
		assert.Equal(t, statusTrouble, status, args)
		assert.Empty(t, out)
		assert.Equal(t, 1, strings.Count(err, "\n"), "one line: %q", err)
	}
}

// TestValidateAcross: a reading of ids alone finds what the full one says of them, and
// no record is looked at across others where nobody asks.
func TestValidateAcross(t *testing.T) {
	raw, err := os.ReadFile(clinic)
	require.NoError(t, err)
	lines := strings.SplitAfter(string(raw), "\n")
	file := filepath.Join(t.TempDir(), "study.ndjson")
	text := strings.Join(lines[:2], "") + strings.Join(lines[4:], "") + lines[10] // two of the people are missing, one record is there twice
	require.NoError(t, os.WriteFile(file, []byte(text), 0o666))
	found := func(across string) (lines []string) {
		_, out, err := ran(t, "", "validate", "-format", "json", "-across", across, file)
		require.Empty(t, err)
		for line := range strings.Lines(out) {
			if strings.Contains(line, `"rule":"record-again"`) || strings.Contains(line, "no record has this id") {
				lines = append(lines, line)
			} else if strings.Contains(line, `"rule":`) {
				assert.Equal(t, "all", across, line)
			}
		}
		return lines
	}
	assert.Greater(t, len(found("all")), 2)
	assert.Equal(t, found("all"), found("ids"))
	assert.Empty(t, found("none"))
	status, out, _ := ran(t, "", "validate", "-across", "ids", clinic)
	assert.Equal(t, statusClean, status)
	assert.Contains(t, out, "No findings.")
}

func TestValidateClinic(t *testing.T) {
	status, out, err := ran(t, "", "validate", clinic)
	assert.Equal(t, statusClean, status)
	assert.Regexp(t, `^\d+ records: \d+ accepted, 0 rejected\. No findings\.\n$`, out)
	assert.Empty(t, err)
}

// TestValidateFlawed: the same bytes at every run and under any number of processors.
func TestValidateFlawed(t *testing.T) {
	for _, format := range coproduction.Formats() {
		var first string
		for _, processors := range []int{1, 2, 7, 1} {
			old := runtime.GOMAXPROCS(processors)
			status, out, err := ran(t, "", "validate", "-format", string(format), flawed)
			runtime.GOMAXPROCS(old)
			assert.Equal(t, statusFindings, status)
			assert.Empty(t, err)
			if first == "" {
				first = out
			}
			assert.Equal(t, first, out, format)
		}
	}
}

// TestValidateReference: the reference validator finds the same.
func TestValidateReference(t *testing.T) {
	for _, file := range []string{clinic, flawed} {
		status, out, _ := ran(t, "", "validate", file)
		referenceStatus, reference, err := ran(t, "", "validate", "-reference", file)
		assert.Equal(t, status, referenceStatus)
		assert.Equal(t, out, reference)
		assert.Empty(t, err)
	}
}

// TestValidateJSON: one finding a line, and a last line whose sums hold.
func TestValidateJSON(t *testing.T) {
	_, out, _ := ran(t, "", "validate", "-format", "json", flawed)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var last struct{ Summary map[string]int64 }
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &last))
	s := last.Summary
	assert.ElementsMatch(t, []string{"records", "accepted", "rejected", "findings", "errors", "warnings", "notes", "suppressed"}, keys(s))
	assert.Equal(t, s["records"], s["accepted"]+s["rejected"])
	assert.Equal(t, s["findings"], s["errors"]+s["warnings"]+s["notes"]+s["suppressed"])
	assert.Equal(t, int64(len(lines)-1), s["findings"])
	source, err := os.ReadFile(flawed)
	require.NoError(t, err)
	assert.Equal(t, int64(bytes.Count(bytes.TrimSpace(source), []byte("\n"))+1), s["records"])
	for _, line := range lines[:len(lines)-1] {
		var f schema.Finding
		require.NoError(t, json.Unmarshal([]byte(line), &f), line)
		assert.NotEmpty(t, f.Rule)
		assert.NotEmpty(t, f.Severity)
		assert.Equal(t, filepath.ToSlash(flawed), f.Position.Source)
		assert.LessOrEqual(t, f.Position.Offset+int64(f.Position.Length), int64(len(source)))
		if f.Position.Line > 0 {
			before := source[:f.Position.Offset]
			assert.Equal(t, 1+bytes.Count(before, []byte("\n")), f.Position.Line, "line and offset are one place: %s", line)
		}
	}
}

func keys(m map[string]int64) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	return names
}

func TestValidateForms(t *testing.T) {
	_, sarif, _ := ran(t, "", "validate", "-format", "sarif", flawed)
	var log struct {
		Version string
		Runs    []struct{ Results []struct{ RuleID string } }
	}
	require.NoError(t, json.Unmarshal([]byte(sarif), &log))
	assert.Equal(t, "2.1.0", log.Version)
	assert.NotEmpty(t, log.Runs[0].Results)

	_, junit, _ := ran(t, "", "validate", "-format", "junit", flawed)
	var suites struct {
		XMLName  xml.Name
		Failures int `xml:"failures,attr"`
	}
	require.NoError(t, xml.Unmarshal([]byte(junit), &suites))
	assert.Equal(t, "testsuites", suites.XMLName.Local)
	assert.Positive(t, suites.Failures)
}

func TestValidateStandardInput(t *testing.T) {
	source, err := os.ReadFile(clinic)
	require.NoError(t, err)
	status, plain, _ := ran(t, string(source), "validate", "-")
	assert.Equal(t, statusClean, status)
	status, out, _ := ran(t, zipped(t, string(source)), "validate", "-")
	assert.Equal(t, statusClean, status)
	assert.Equal(t, plain, out, "gzip is told by its content")
}

// TestShowValues: a value is shown only to who asks.
func TestShowValues(t *testing.T) {
	const record = `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"SENTINEL"}`
	status, out, _ := ran(t, record, "validate", "-")
	assert.Equal(t, statusFindings, status)
	assert.NotContains(t, out, "SENTINEL")
	_, out, _ = ran(t, record, "validate", "-show-values", "-")
	assert.Contains(t, out, "SENTINEL")
}

func TestSuppress(t *testing.T) {
	const record = `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"professional","consent":"given"}`
	list := filepath.Join(t.TempDir(), "accepted")
	require.NoError(t, os.WriteFile(list, []byte("profession-of-professional /participantKind the register does not say\n"), 0o666))
	_, out, _ := ran(t, record, "validate", "-format", "json", "-suppress", list, "-")
	assert.Contains(t, out, `"suppressed":"the register does not say"`)
	assert.Contains(t, out, `"warnings":0,"notes":0,"suppressed":1`)

	require.NoError(t, os.WriteFile(list, []byte("privacy-cpr /extensions never seen\n"), 0o666))
	_, out, _ = ran(t, record, "validate", "-format", "json", "-suppress", list, "-")
	assert.Contains(t, out, "suppression-unused")
}

func TestRules(t *testing.T) {
	status, out, _ := ran(t, "", "rules")
	assert.Equal(t, statusClean, status)
	for _, r := range allRules() {
		assert.Contains(t, out, "  "+string(r.rule.ID)+" ")
		assert.NotEmpty(t, r.rule.Title, string(r.rule.ID))
	}
	status, out, _ = ran(t, "", "rules", "step-by-participant")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, out, "Why it matters:")
	assert.Contains(t, out, "How to mend it:")
}

func TestSchema(t *testing.T) {
	for _, kind := range schema.Kinds() {
		want, err := schema.Source(kind)
		require.NoError(t, err)
		_, out, _ := ran(t, "", "schema", string(kind))
		assert.Equal(t, string(want), out)
	}
	_, out, _ := ran(t, "", "schema")
	assert.Equal(t, len(schema.Kinds()), strings.Count(out, "\n"))
}

func TestVersion(t *testing.T) {
	status, out, _ := ran(t, "", "version")
	assert.Equal(t, statusClean, status)
	assert.Regexp(t, `^coprod \S+`, out)
}
