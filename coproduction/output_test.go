package coproduction

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

var updateOutput = flag.Bool("update-output", false, "write testdata/output/*.golden anew")

// fixedFindings are synthetic findings of every sort that a writer has to tell apart.
func fixedFindings() []schema.Finding {
	return []schema.Finding{
		{Rule: "step-by-participant", Severity: schema.Error, Pointer: "/steps/3/by/0",
			Position: schema.Position{Source: "visits.ndjson", Record: 12, Line: 12, Column: 233, Offset: 4711, Length: 38},
			Detail:   "nobody present has this id", Hint: "declare the presence, or mend the id"},
		{Rule: "encounter/presence/*/role#enum", Severity: schema.Error, Pointer: "/presence/1/role",
			Position: schema.Position{Source: "visits.ndjson", Record: 13, Line: 13, Column: 90, Offset: 5000, Length: 7},
			Detail:   `must be one of: <patient> & "others" {in braces}`},
		{Rule: "json-syntax", Severity: schema.Error,
			Position: schema.Position{Source: "visits.ndjson", Record: 14, Line: 14, Column: 1, Offset: 6000},
			Detail:   "the value is cut off", Hint: "look at the marked byte"},
		{Rule: "privacy-free-text", Severity: schema.Warning, Pointer: "/extensions",
			Position: schema.Position{Source: "my visits/pilot 1.ndjson", Record: 1, Line: 1, Column: 20, Offset: 19, Length: 60},
			Detail:   "more words than a category has", Suppressed: "a note of the team, read & agreed"},
		{Rule: "input-byte-order-mark", Severity: schema.Note,
			Position: schema.Position{Source: "my visits/pilot 1.ndjson", Record: 1, Line: 1, Column: 1, Offset: 3, Length: 100},
			Detail:   "a byte order mark stands before this record"},
		{Rule: "privacy-small-cell", Severity: schema.Warning, Pointer: "/estimates/3", Detail: "this row is about one person"},
		{Rule: "suppression-unused", Severity: schema.Warning,
			Position: schema.Position{Source: "agreed.txt", Line: 3, Column: 1, Offset: 40, Length: 30},
			Detail:   "no finding is of this rule and at this place", Hint: "remove the line"},
		{Rule: "our-own-rule", Severity: schema.Error, Pointer: "/checklists/coreq/12",
			Position: schema.Position{Source: "visits.ndjson", Record: 15, Line: 15, Column: 7, Offset: 7000, Length: 5},
			Detail:   "shown on request", Hint: "here", Excerpt: "患者\t\"\x1b[31m⟦\"語…\"⟧,"},
	}
}

func summaryOf(findings []schema.Finding) Summary {
	s := Summary{Records: 1025, Accepted: 1021, Rejected: 4}
	s.AddFindings(findings)
	return s
}

func written(t *testing.T, format Format, options OutputOptions, findings []schema.Finding) string {
	t.Helper()
	var b bytes.Buffer
	o, err := NewOutput(&b, format, options)
	require.NoError(t, err)
	for i := range findings {
		require.NoError(t, o.Finding(&findings[i]))
	}
	require.NoError(t, o.Close(summaryOf(findings)))
	return b.String()
}

func TestOutputGolden(t *testing.T) {
	// Rules of the test's own, so that the files do not depend on the words of the library.
	var rules []Rule
	for _, f := range fixedFindings()[:7] {
		rules = append(rules, Rule{Rule: schema.Rule{ID: f.Rule, Severity: f.Severity,
			Title: "A {title}", Why: "a why", Mend: "a mend", Source: "a source"}})
	}
	options := OutputOptions{Version: "1.2.3", Rules: rules, Sources: []string{"clean.ndjson", "visits.ndjson"}}
	capped := options
	capped.Max = 2
	for _, format := range Formats() {
		for name, options := range map[string]OutputOptions{string(format): options, string(format) + "-capped": capped} {
			t.Run(name, func(t *testing.T) {
				got := written(t, format, options, fixedFindings())
				assert.Equal(t, got, written(t, format, options, fixedFindings()), "the same findings give the same bytes")
				file := filepath.Join("testdata", "output", name+".golden")
				if *updateOutput {
					require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
				}
				want, err := os.ReadFile(file)
				require.NoError(t, err)
				assert.Equal(t, string(want), got)
			})
		}
	}
}

func TestOutputUnknownFormat(t *testing.T) {
	for _, format := range []Format{"", "TEXT", "xml"} {
		o, err := NewOutput(io.Discard, format, OutputOptions{})
		assert.Nil(t, o)
		assert.ErrorIs(t, err, ErrFormat)
		assert.EqualError(t, err, "coproduction: no such form of output: choose one of [text json sarif junit]")
	}
}

// A fullDisk takes so many bytes and no more.
type fullDisk int

var errDisk = errors.New("disk full")

func (d *fullDisk) Write(p []byte) (int, error) {
	n := min(len(p), int(*d))
	*d -= fullDisk(n)
	if n < len(p) {
		return n, errDisk
	}
	return n, nil
}

func TestOutputReturnsErrorsOfTheWriter(t *testing.T) {
	f := fixedFindings()[0]
	for _, format := range Formats() {
		t.Run(string(format), func(t *testing.T) {
			disk := fullDisk(100)
			o, err := NewOutput(&disk, format, OutputOptions{})
			require.NoError(t, err)
			if format != FormatJUnit { // which writes at the end
				for err == nil {
					err = o.Finding(&f)
				}
				assert.ErrorIs(t, err, errDisk)
			}
			assert.ErrorIs(t, o.Close(Summary{}), errDisk)
		})
	}
}

func TestOutputCap(t *testing.T) {
	all := fixedFindings() // 8
	tests := []struct {
		max  int
		want string
	}{
		{0, ""}, {-1, ""}, {9, ""}, {8, ""},
		{7, "… and 1 more finding is not shown (8 in all)"},
		{6, "… and 2 more findings are not shown (8 in all)"},
	}
	for _, tt := range tests {
		for _, format := range Formats() {
			got := written(t, format, OutputOptions{Max: tt.max}, all)
			if tt.want == "" {
				assert.NotContains(t, got, "not shown")
				assert.NotContains(t, got, "notShown")
			} else if format == FormatJSON {
				assert.Contains(t, got, `,"notShown":`+string(rune('0'+8-tt.max))+`}`)
			} else {
				assert.Contains(t, got, tt.want, format)
			}
		}
	}
	assert.Equal(t, "… and 1,234 more findings are not shown (1,254 in all)", leftOut{1234, 1254}.String())
}

func TestOutputJUnitHasACapOfItsOwn(t *testing.T) {
	f := schema.Finding{Rule: "r", Severity: schema.Warning}
	var b bytes.Buffer
	o, err := NewOutput(&b, FormatJUnit, OutputOptions{})
	require.NoError(t, err)
	for range maxJUnit + 1 {
		require.NoError(t, o.Finding(&f))
	}
	require.NoError(t, o.Close(Summary{}))
	assert.Contains(t, b.String(), "… and 1 more finding is not shown (10,001 in all)")
}

// sentinel is a word that is nowhere but in the data.
const sentinel = "quetzalcoatl"

// sentinelInput is data that is full of the sentinel, as value, as name, in
// records that break every kind of rule.
func sentinelInput() string {
	var b strings.Builder
	for _, kind := range schema.Kinds() {
		for _, record := range []string{
			`{"kind":"KIND","id":"W","W":1,"title":["W"],"patient":"W","presence":[{"participant":"W","role":"W","W":"W"}],"steps":[{"by":["W"],"act":"W"}],"text":"W","phases":["W"],"codes":["W"]}`,
			`{"kind":"KIND","id":"W","extensions":{"W":"W W W W W W W W","coder":"W W","mail":"W@W.example.org","born W":"born 1950-01-01 W"}}`,
			`{"kind":"KIND","W":1,"W":2}`, `{"kind":"KIND","W":W}`, `{"kind":"KIND","W":"W`, `{"kind":"W","id":"W"}`, `{"W":"\ud800W"}`,
			`{"W":1e9999}`, `["W"] W`, `"W"`, "{\"W\":\"\xffW\"}", "{\"kind\":\"KIND\",\"W\":\"\x1b[31mW\"}",
		} {
			b.WriteString(strings.NewReplacer("KIND", string(kind), "W", sentinel).Replace(record) + "\n")
		}
	}
	return b.String()
}

// Law: no byte of the data comes out unless the caller asks for values.
func TestOutputShowsNoData(t *testing.T) {
	for _, show := range []bool{false, true} {
		v := &Validator{ShowValues: show}
		var findings []schema.Finding
		for line, err := range v.Read(t.Context(), strings.NewReader(sentinelInput()), "data.ndjson") {
			require.NoError(t, err)
			findings = append(findings, line.Findings...)
		}
		require.Greater(t, len(findings), 100)
		for _, format := range Formats() {
			got := written(t, format, OutputOptions{}, findings)
			assert.NotContains(t, got, "\x1b", "no terminal is told what to do")
			if show {
				assert.Contains(t, got, sentinel)
			} else if i := strings.Index(got, sentinel); i >= 0 {
				t.Errorf("%s: the data comes out: …%s…", format, got[max(0, i-200):i+20])
			}
		}
	}
}

func TestOutputText(t *testing.T) {
	at := schema.Position{Source: "v.ndjson", Record: 1, Line: 2, Column: 3}
	base := schema.Finding{Rule: "r", Severity: schema.Error, Position: at, Detail: "d", Hint: "h"}
	with := func(change func(*schema.Finding)) schema.Finding {
		f := base
		change(&f)
		return f
	}
	tests := []struct {
		name string
		f    schema.Finding
		want string
	}{
		{"the record", base, "v.ndjson:2:3: error: the record: d [r]\n   {…}\n   ^^^ h\n"},
		{"a member", with(func(f *schema.Finding) { f.Pointer = "/id" }),
			"v.ndjson:2:3: error: /id: d [r]\n   {… \"id\":…\n      ^^^^^^ h\n"},
		{"the first item", with(func(f *schema.Finding) { f.Pointer = "/steps/0" }),
			"v.ndjson:2:3: error: /steps/0: d [r]\n   {… \"steps\":[…\n               ^ h\n"},
		{"the thousandth item", with(func(f *schema.Finding) { f.Pointer = "/turns/1000/end" }),
			"v.ndjson:2:3: error: /turns/1000/end: d [r]\n   {… \"turns\":[1,000 before, {… \"end\":…\n                                ^^^^^^^ h\n"},
		{"the answer to an item of a checklist", with(func(f *schema.Finding) { f.Pointer = "/checklists/srqr/21" }),
			"v.ndjson:2:3: error: /checklists/srqr/21: d [r]\n   {… \"checklists\":{… \"srqr\":{… \"21\":…\n                                ^^^^^^ h\n"},
		{"an escaped name", with(func(f *schema.Finding) { f.Pointer = "/a~1b~0c" }),
			"v.ndjson:2:3: error: /a~1b~0c: d [r]\n   {… \"a/b~c\":…\n      ^^^^^^^^^ h\n"},
		{"a member too many", with(func(f *schema.Finding) { f.Rule, f.Pointer = "unit/range#additionalProperties", "/range" }),
			"v.ndjson:2:3: error: /range: d [unit/range#additionalProperties]\n   {… \"range\":{… \"…\":…\n                 ^^^^^ h\n"},
		{"a member too few", with(func(f *schema.Finding) { f.Rule, f.Pointer = "unit/id#required", "/id" }),
			"v.ndjson:2:3: error: /id: d [unit/id#required]\n   {… ______}\n      ^^^^^^ h\n"},
		{"no hint", with(func(f *schema.Finding) { f.Hint = "" }), "v.ndjson:2:3: error: the record: d [r]\n   {…}\n   ^^^\n"},
		{"suppressed", with(func(f *schema.Finding) { f.Suppressed = "agreed" }),
			"v.ndjson:2:3: error, suppressed: the record: d [r]\n   {…}\n   ^^^ suppressed: agreed\n"},
		{"in no record", with(func(f *schema.Finding) { f.Position.Record = 0 }), "v.ndjson:2:3: error: d [r]\n   h\n"},
		{"in no input", with(func(f *schema.Finding) { f.Position.Source = "" }), "record 1:2:3: error: the record: d [r]\n   {…}\n   ^^^ h\n"},
		{"nowhere", with(func(f *schema.Finding) { f.Position = schema.Position{}; f.Hint = "" }), "error: d [r]\n"},
		{"an unknown severity is a note", with(func(f *schema.Finding) { f.Severity = "grave" }), "v.ndjson:2:3: note: the record: d [r]\n   {…}\n   ^^^ h\n"},
		{"a name that would clear the screen", with(func(f *schema.Finding) { f.Position.Source = "a\x1b[2J\nb" }),
			"a\\u001b[2J\\u000ab:2:3: error: the record: d [r]\n   {…}\n   ^^^ h\n"},
		{"values", with(func(f *schema.Finding) { f.Pointer, f.Excerpt = "/id", `{"id":⟦"x"⟧,` }),
			"v.ndjson:2:3: error: /id: d [r]\n   {\"id\":\"x\",\n         ^^^ h\n"},
		{"wide values", with(func(f *schema.Finding) { f.Pointer, f.Excerpt = "/id", `"患e`+"\u0301"+`":⟦語⟧` }),
			"v.ndjson:2:3: error: /id: d [r]\n   \"患e\u0301\":語\n         ^^ h\n"},
		{"an empty place", with(func(f *schema.Finding) { f.Pointer, f.Excerpt = "/id", `{⟦⟧` }),
			"v.ndjson:2:3: error: /id: d [r]\n   {\n    ^ h\n"},
		{"values without a mark", with(func(f *schema.Finding) { f.Pointer, f.Excerpt = "/id", "a\tb" }),
			"v.ndjson:2:3: error: /id: d [r]\n   a\\u0009b\n   ^^^^^^^^ h\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, findingText(&tt.f)) })
	}
}

// Every place that our schemas number by name, and not by order, is drawn as such.
func TestOutputTextKnowsNumberedNames(t *testing.T) {
	seen := 0
	for _, kind := range schema.Kinds() {
		for _, c := range schema.Constraints(kind) {
			names := strings.Split(c.Pointer, "/")
			for i, name := range names {
				if i > 1 && name == "*" && slices.Contains([]string{"coreq", "srqr"}, names[i-1]) {
					seen++
					assert.True(t, numbered(names[1:i]), c.Pointer)
				}
			}
		}
	}
	assert.Positive(t, seen)
	assert.False(t, numbered([]string{"steps", "3"}))
	assert.False(t, numbered([]string{"checklists"}))
}

func TestSummaryString(t *testing.T) {
	tests := []struct {
		s    Summary
		want string
	}{
		{Summary{}, "No records. No findings."},
		{Summary{Records: 1, Accepted: 1}, "1 record: 1 accepted, 0 rejected. No findings."},
		{Summary{Records: 25, Accepted: 24, Rejected: 1, Findings: 3, Errors: 1, Warnings: 2},
			"25 records: 24 accepted, 1 rejected. 3 findings: 1 error, 2 warnings."},
		{Summary{Records: 1000, Accepted: 999, Rejected: 1, Findings: 1, Notes: 1},
			"1,000 records: 999 accepted, 1 rejected. 1 finding: 1 note."},
		{Summary{Findings: 1234567, Suppressed: 1234567}, "No records. 1,234,567 findings: 1,234,567 suppressed."},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tt.s.String())
	}
}

func TestOutputJSON(t *testing.T) {
	findings := fixedFindings()
	lines := strings.Split(strings.TrimSuffix(written(t, FormatJSON, OutputOptions{}, findings), "\n"), "\n")
	require.Len(t, lines, len(findings)+1)
	for i, line := range lines[:len(findings)] {
		var f schema.Finding
		require.NoError(t, json.Unmarshal([]byte(line), &f))
		assert.Equal(t, findings[i], f)
	}
	assert.Equal(t, `{"summary":{"records":1025,"accepted":1021,"rejected":4,"findings":8,"errors":4,"warnings":2,"notes":1,"suppressed":1}}`, lines[len(findings)])
}

// TestOutputSARIF holds the log to the sections of SARIF 2.1.0 that it rests on.
func TestOutputSARIF(t *testing.T) {
	own := Rule{Rule: schema.Rule{ID: "our-own-rule", Severity: schema.Error, Title: "Ours"}}
	findings := fixedFindings()
	for _, options := range []OutputOptions{{Version: "1.2.3", Rules: []Rule{own}}, {}} {
		var log struct {
			Schema  string `json:"$schema"`
			Version string `json:"version"`
			Runs    []struct {
				ColumnKind  string `json:"columnKind"`
				Invocations []struct {
					Successful *bool `json:"executionSuccessful"`
				} `json:"invocations"`
				Tool struct {
					Driver map[string]json.RawMessage `json:"driver"`
				} `json:"tool"`
				Results []map[string]json.RawMessage `json:"results"`
			} `json:"runs"`
		}
		require.NoError(t, json.Unmarshal([]byte(written(t, FormatSARIF, options, findings)), &log))
		assert.Equal(t, "2.1.0", log.Version) // § 3.13.2
		assert.Contains(t, log.Schema, "sarif-schema-2.1.0.json")
		require.Len(t, log.Runs, 1)
		run := log.Runs[0]
		assert.Equal(t, "unicodeCodePoints", run.ColumnKind) // § 3.14.17
		assert.NotNil(t, run.Invocations[0].Successful)      // § 3.20.14: required
		assert.JSONEq(t, `"coproduction-go"`, string(run.Tool.Driver["name"]))
		assert.Equal(t, options.Version != "", run.Tool.Driver["version"] != nil)

		var rules []struct {
			ID      string
			Short   *sarifText    `json:"shortDescription"`
			Default *sarifDefault `json:"defaultConfiguration"`
		}
		require.NoError(t, json.Unmarshal(run.Tool.Driver["rules"], &rules))
		ids := map[string]bool{}
		for _, r := range rules { // § 3.19.23: each once
			assert.False(t, ids[r.ID])
			ids[r.ID] = true
			if r.ID == "our-own-rule" {
				assert.Equal(t, len(options.Rules) > 0, r.Short != nil)
			}
		}
		require.Len(t, run.Results, len(findings))
		for i, raw := range run.Results {
			whole, err := json.Marshal(raw)
			require.NoError(t, err)
			var r sarifResult
			require.NoError(t, json.Unmarshal(whole, &r))
			assert.Equal(t, rules[r.Index].ID, string(r.Rule)) // § 3.27.6
			assert.Contains(t, []schema.Severity{"error", "warning", "note"}, r.Level)
			assert.NotEmpty(t, r.Message.Text)
			assert.NotContains(t, regexp.MustCompile(`\{\{|\}\}`).ReplaceAllString(r.Message.Text, ""), "{") // § 3.11.5
			assert.Contains(t, raw, "suppressions", "all or none, § 3.27.23")
			assert.Len(t, r.Fingerprints["recordPlace/v1"], 32)
			for _, s := range r.Suppressions {
				assert.Equal(t, sarifSuppression{"external", findings[i].Suppressed}, s)
			}
			assert.Equal(t, findings[i].Suppressed != "", len(r.Suppressions) == 1)
			for _, at := range r.Locations {
				if p := at.Physical; p != nil && p.Region != nil {
					assert.Positive(t, p.Region.StartLine)
					assert.Positive(t, p.Region.StartColumn)
					assert.Equal(t, findings[i].Position.Offset, p.Region.ByteOffset)
					assert.Equal(t, findings[i].Position.Length, p.Region.ByteLength)
					assert.Equal(t, p.Region.ByteLength == 0, p.Region.EndColumn == p.Region.StartColumn)
				}
			}
		}
		require.NotEmpty(t, run.Results)
	}
}

func TestReference(t *testing.T) {
	for source, want := range map[string]string{ // from: RFC 3986, sections 4.1 and 4.2; RFC 8089, appendix B
		"visits.ndjson":        "visits.ndjson",
		"my visits/100 %#?.gz": "my%20visits/100%20%25%23%3F.gz",
		`data\visits.ndjson`:   "data/visits.ndjson",
		"a:b.ndjson":           "./a:b.ndjson",
		"/data/visits.ndjson":  "file:///data/visits.ndjson",
		"besøg.ndjson":         "bes%C3%B8g.ndjson",
	} {
		assert.Equal(t, want, reference(source))
	}
}

func TestFingerprint(t *testing.T) {
	base := fixedFindings()[0]
	moved := base
	moved.Position.Line, moved.Position.Column, moved.Position.Offset, moved.Position.Length = 1, 2, 3, 4
	moved.Detail, moved.Hint, moved.Suppressed, moved.Severity = "", "", "agreed", schema.Note
	assert.Equal(t, fingerprint(&base), fingerprint(&moved), "it stays when lines and words change")
	for _, change := range []func(*schema.Finding){
		func(f *schema.Finding) { f.Rule = "r" }, func(f *schema.Finding) { f.Pointer = "" },
		func(f *schema.Finding) { f.Position.Record++ }, func(f *schema.Finding) { f.Position.Source = "" },
	} {
		other := base
		change(&other)
		assert.NotEqual(t, fingerprint(&base), fingerprint(&other))
	}
}

func TestOutputJUnit(t *testing.T) {
	findings := append(fixedFindings(), schema.Finding{
		Rule: "r", Severity: schema.Error, Position: schema.Position{Source: "\x00 & <b>.ndjson", Record: 1, Line: 1, Column: 1},
		Detail: "]]> \x0b \ufffe \xff \"'", Hint: "</failure>", Suppressed: "",
	})
	for _, options := range []OutputOptions{{Sources: []string{"clean.ndjson", "agreed.txt"}}, {Max: 3}, {}} {
		got := written(t, FormatJUnit, options, findings)
		var all junitSuites
		require.NoError(t, xml.Unmarshal([]byte(got), &all))
		tests, failures, skipped := 0, 0, 0
		for i, suite := range all.Suites {
			if i < len(options.Sources) {
				assert.Equal(t, options.Sources[i], suite.Name)
			}
			assert.Len(t, suite.Cases, suite.Tests)
			failed, left := 0, 0
			for _, c := range suite.Cases {
				assert.NotEmpty(t, c.Class)
				assert.NotEmpty(t, c.Name)
				if c.Failure != nil {
					failed++
				}
				if c.Skipped != nil {
					left++
				}
			}
			assert.Equal(t, failed, suite.Failures)
			assert.Equal(t, left, suite.Skipped)
			tests, failures, skipped = tests+suite.Tests, failures+suite.Failures, skipped+suite.Skipped
		}
		assert.Equal(t, []int{tests, failures, skipped, 0}, []int{all.Tests, all.Failures, all.Skipped, all.Errors})
		last := all.Suites[len(all.Suites)-1]
		assert.Equal(t, "records", last.Name)
		assert.Equal(t, "1,021 of 1,025 records accepted", last.Cases[0].Name)
		if options.Max == 0 {
			assert.Equal(t, 5, failures, "each error that is not suppressed")
			assert.Equal(t, 1, skipped)
		}
		if len(options.Sources) > 0 {
			assert.Equal(t, "no findings", all.Suites[0].Cases[0].Name)
			assert.Equal(t, "suppression-unused", all.Suites[1].Cases[0].Class)
		}
	}
}
