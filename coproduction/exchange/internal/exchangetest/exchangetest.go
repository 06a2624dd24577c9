// Package exchangetest holds what the tests of the formats have in common: files that
// stand in memory, an import that keeps its promises, the places of findings, and the
// lists of rules.
package exchangetest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// ID is the pseudonym of a key, the same in every test.
func ID(key string) encounter.ID {
	return encounter.Pseudonym([]byte("a key of the tests, no secret"), key)
}

// File is a file of that content.
func File(name, content string) exchange.File {
	return exchange.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

// OnDisk is a file of a disk, under the last part of its path.
func OnDisk(path string) exchange.File {
	return exchange.File{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// An Importer is an import of any format.
type Importer interface {
	Read(context.Context, []exchange.File, *exchange.Sink) error
}

// A Result is what an import gives.
type Result struct {
	Records  []encounter.Record
	Findings []schema.Finding
	Loss     exchange.Loss
	Across   []schema.Finding // of all records together; none is an error
}

// Import reads files, and holds what every import promises: no error, an account that
// balances, and records that are sound one by one and together.
func Import(t testing.TB, from Importer, files ...exchange.File) Result {
	t.Helper()
	var got Result
	var study coproduction.StudyRules
	to := &exchange.Sink{
		Record: func(r encounter.Record) error {
			for _, f := range coproduction.Check(r) {
				assert.NotEqual(t, schema.Error, f.Severity, f.Error())
			}
			study.Add(r)
			got.Records = append(got.Records, r)
			return nil
		},
		Finding: func(f schema.Finding) { got.Findings = append(got.Findings, f) },
	}
	require.NoError(t, from.Read(t.Context(), files, to))
	got.Across = new(coproduction.Validator).Across(&study)
	for _, f := range got.Across {
		assert.NotEqual(t, schema.Error, f.Severity, f.Error())
	}
	got.Loss = to.Loss
	assert.True(t, got.Loss.Balanced(), got.Loss.String())
	return got
}

// Rules counts the findings by rule.
func (r Result) Rules() map[schema.RuleID]int { return CountRules(r.Findings) }

// CountRules counts findings by rule.
func CountRules(findings []schema.Finding) map[schema.RuleID]int {
	n := map[schema.RuleID]int{}
	for _, f := range findings {
		n[f.Rule]++
	}
	return n
}

// Places lists findings as "file rule line:column @offset".
func Places(findings []schema.Finding) (places []string) {
	for _, f := range findings {
		p := f.Position
		places = append(places, fmt.Sprintf("%s %s %d:%d @%d", p.Source, string(f.Rule), p.Line, p.Column, p.Offset))
	}
	return places
}

var mark = regexp.MustCompile(`⟦([a-z-]+)⟧`)

// Marked takes the marks ⟦rule⟧ out of a content and returns the file, and the places
// that the marks stand before, as [Places] lists them.
func Marked(name, content string) (exchange.File, []string) {
	var want []string
	for {
		at := mark.FindStringSubmatchIndex(content)
		if at == nil {
			return File(name, content), want
		}
		before := strings.TrimPrefix(content[:at[0]], "\uFEFF")
		line := before[strings.LastIndexByte(before, '\n')+1:]
		want = append(want, fmt.Sprintf("%s %s %d:%d @%d", name, content[at[2]:at[3]], 1+strings.Count(before, "\n"), 1+len([]rune(line)), at[0]))
		content = content[:at[0]] + content[at[1]:]
	}
}

// Rules holds the rules of a format: their ids are golden, which only grows, they are
// sorted and complete, and the list is the caller's own.
func Rules(t *testing.T, rules func() []schema.Rule, golden ...schema.RuleID) {
	t.Helper()
	var ids []schema.RuleID
	for _, rule := range rules() {
		ids = append(ids, rule.ID)
		assert.Contains(t, schema.Severities(), rule.Severity, rule.ID)
		assert.NotEmpty(t, rule.Title, rule.ID)
		assert.NotEmpty(t, rule.Why, rule.ID)
		assert.NotEmpty(t, rule.Mend, rule.ID)
	}
	assert.Equal(t, golden, ids)
	assert.True(t, slices.IsSorted(ids))

	rules()[0].Title = ""
	assert.NotEmpty(t, rules()[0].Title, "the list is a copy")
}
