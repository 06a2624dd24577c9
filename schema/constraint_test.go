package schema_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

var updateConstraints = flag.Bool("update-constraints", false, "write testdata/constraints.txt anew")

// The list of all constraints is kept: a rule is never renamed, and a bound that
// moves or a word that goes must be seen.
func TestConstraintsAreKept(t *testing.T) {
	var b strings.Builder
	for _, kind := range schema.Kinds() {
		for _, c := range schema.Constraints(kind) {
			fmt.Fprintf(&b, "%s\t%s\n", string(c.Rule), c.Says)
		}
	}
	if *updateConstraints {
		require.NoError(t, os.WriteFile("testdata/constraints.txt", []byte(b.String()), 0o644))
	}
	kept, err := os.ReadFile("testdata/constraints.txt")
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(string(kept), "\r\n", "\n"), b.String(),
		"if this change is meant: go test ./schema -run Kept -update-constraints, and say so to the users")
}

func TestConstraint(t *testing.T) {
	tests := []struct{ rule, title, says string }{
		{"encounter#type", "Encounter", "must be an object"},
		{"encounter#additionalProperties", "Encounter", "must have no members but kind, id, patient, start, end, durationMs, mode, " +
			"setting, planned, initiatedBy, withinLimits, recording, phase, presence, rolesNotRecorded, turns, steps, cues, concerns, decisions, links, linkKindsNotRecorded, extensions"},
		{"encounter/patient#required", "Patient", "is required"},
		{"encounter/patient#format", "Patient", "must be a UUID, as in 5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"},
		{"encounter/start#format", "Start", "must be a date and time with zone (RFC 3339), as in 2022-03-01T09:00:00+01:00"},
		{"encounter/kind#const", "Kind of record", "must be encounter"},
		{"encounter/durationMs#maximum", "Duration", "must be at most 604800000"},
		{"encounter/presence#minItems", "Presence", "must have at least 1 item"},
		{"encounter/presence#maxItems", "Presence", "must have at most 200 items"},
		{"encounter/presence/*#type", "Presence", "must be an object"},
		{"encounter/presence/*/role#required", "Role", "is required"},
		{"encounter/presence/*/role#enum", "Role", "must be one of: patient, professional, interpreter, relative, observer, researcher"},
		{"encounter/presence/*/profession#dependentRequired", "Profession of somebody unidentified", "requires unidentified beside it"},
		{"encounter/steps/*/buildsOn#uniqueItems", "Builds on", "must not have the same item twice"},
		{"encounter/steps/*/buildsOn/*#pattern", "Name", "must have the form ^[a-z][a-z0-9_-]{0,31}$"},
		{"encounter/cues/*/response/explicit#type", "Explicit", "must be true or false"},
		{"encounter/extensions#maxProperties", "Extensions", "must have at most 100 members"},
		{"participant/consent#enum", "Consent", "must be one of: given, withdrawn, not-asked"},
		{"study/checklists/coreq#additionalProperties", "COREQ answers", "must have no members but those named ^([1-9]|[12][0-9]|3[0-2])$"},
		{"study/checklists/coreq/*#minLength", "Answer", "must have at least 1 character"},
		{"study/title#maxLength", "Title", "must have at most 500 characters"},
		{"coding/round#minimum", "Round", "must be at least 1"},
		{"unit/range#dependentRequired", "Range", "requires source beside it"},
		{"unit#oneOf", "Meaning unit", "must have exactly one of: source with range, encounter"},
		{"unit#anyOf", "Meaning unit", "must have at least one of: range, turns, steps"},
		{"membercheck#oneOf", "Member check", "must have exactly one of: codebook with theme, coding"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			c, ok := schema.ConstraintOf(schema.RuleID(tt.rule))
			require.True(t, ok)
			assert.Equal(t, tt.title, c.Title)
			assert.Equal(t, tt.says, c.Says)
			kind, _, _ := strings.Cut(strings.Replace(tt.rule, "#", "/", 1), "/")
			assert.Equal(t, tt.rule, kind+c.Pointer+"#"+c.Keyword)
		})
	}
	for _, unknown := range []schema.RuleID{"", "encounter", "encounter/patient#minLength", "step-by-participant"} {
		_, ok := schema.ConstraintOf(unknown)
		assert.False(t, ok, string(unknown))
	}
}

func TestConstraints(t *testing.T) {
	seen := map[schema.RuleID]bool{}
	for _, kind := range schema.Kinds() {
		all := schema.Constraints(kind)
		for _, c := range all {
			assert.False(t, seen[c.Rule], "%s: two constraints, one name", string(c.Rule))
			seen[c.Rule] = true
			assert.NotEmpty(t, c.Title, string(c.Rule))
			assert.NotEmpty(t, c.Description, string(c.Rule))
			assert.NotEmpty(t, c.Says, string(c.Rule))
			assert.NotContains(t, c.Pointer, "~", "names of ours need no escape")
			assert.Equal(t, schema.RuleID(string(kind)+c.Pointer+"#"+c.Keyword), c.Rule)
			again, ok := schema.ConstraintOf(c.Rule)
			assert.True(t, ok)
			assert.Equal(t, c, again)
		}
		all[0].Says = "changed"
		assert.NotEqual(t, all[0], schema.Constraints(kind)[0], "each caller has a copy")
	}
	assert.Empty(t, schema.Constraints("unknown"))
}

// Each keyword in a schema becomes a constraint: counted another way, by following
// the schema without its order.
func TestEveryKeywordIsAConstraint(t *testing.T) {
	for _, kind := range schema.Kinds() {
		root := raw(t, kind)
		want := map[string]bool{}
		var visit func(pointer string, node map[string]any)
		visit = func(pointer string, node map[string]any) {
			node = resolve(t, root, node)
			for keyword, value := range node {
				switch keyword {
				case "$schema", "$id", "$ref", "$defs", "title", "description", "properties", "patternProperties", "items":
				case "required":
					for _, name := range value.([]any) {
						want[pointer+"/"+name.(string)+"#required"] = true
					}
				case "dependentRequired":
					for name := range value.(map[string]any) {
						want[pointer+"/"+name+"#dependentRequired"] = true
					}
				default:
					want[pointer+"#"+keyword] = true
				}
			}
			for step, below := range inner(node) {
				switch keyword, name, _ := strings.Cut(step, "/"); keyword {
				case "properties":
					visit(pointer+"/"+name, below)
				case "items", "patternProperties":
					visit(pointer+"/*", below)
				}
			}
		}
		visit("", root)
		got := map[string]bool{}
		for _, c := range schema.Constraints(kind) {
			got[c.Pointer+"#"+c.Keyword] = true
		}
		assert.Equal(t, want, got, string(kind))
	}
}

func ExampleConstraints() {
	for _, c := range schema.Constraints(schema.KindSource) {
		if c.Pointer == "/length" {
			fmt.Println(string(c.Rule), "-", c.Title, c.Says)
		}
	}
	// Output:
	// source/length#required - Length is required
	// source/length#type - Length must be a whole number
	// source/length#minimum - Length must be at least 0
	// source/length#maximum - Length must be at most 1000000000
}

func ExampleConstraintOf() {
	c, ok := schema.ConstraintOf("participant/consent#enum")
	fmt.Println(c.Says, ok)
	// Output: must be one of: given, withdrawn, not-asked true
}
