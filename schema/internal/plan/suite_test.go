package plan_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// reference is what the plan is held to: the strict profile, and v5 behind the
// fence. It is unsure where v5 gives up.
func reference(s *fence.Schema, doc []byte) plan.Answer {
	if scan.Scan(doc, schema.MaxDepth) != nil {
		return plan.Invalid
	}
	switch _, found, err := s.Departures(doc); {
	case err != nil:
		return plan.Unsure
	case len(found) > 0:
		return plan.Invalid
	}
	return plan.Valid
}

// suite returns the folder of the JSON-Schema-Test-Suite, or skips the test.
func suite(t *testing.T) string {
	t.Helper()
	root := os.Getenv("COPRODUCTION_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	path := filepath.Join(root, "json-schema-test-suite")
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs json-schema-test-suite of the shared data set; set COPRODUCTION_DATA")
	}
	return path
}

// remotes are the schemas that the suite refers to.
func remotes(t *testing.T, root string) []fence.Resource {
	t.Helper()
	var all []fence.Resource
	folder := filepath.Join(root, "remotes")
	require.NoError(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		doc, err := os.ReadFile(path)
		all = append(all, fence.Resource{ID: "http://localhost:1234/" + filepath.ToSlash(name), Doc: doc})
		return err
	}))
	return all
}

// missed counts the tests by file in which v5 departs from the standard, or our fence
// does on purpose. The plan has to say there what v5 says.
var missed = map[string]int{
	"dynamicRef": 2, "optional/dynamicRef": 2,
	"enum":                             6,  // "enum": [] accepts everything
	"format":                           17, // formats are asserted here
	"optional/ecmascript-regex":        10, // RE2
	"optional/format/ecmascript-regex": 9,
	"optional/format/date-time":        5, // no leap seconds, nor small letters, by our fence
	"optional/format/hostname":         24, "optional/format/idn-hostname": 54, "optional/format/idn-email": 2,
	"optional/format/ipv4": 1, "optional/format/iri": 1, "optional/format/uri": 10,
	"optional/format/uri-reference": 4, "optional/format/uri-template": 11,
}

// doubted counts the tests by file in which the plan is unsure.
var doubted = map[string]int{
	"dynamicRef": 39, "optional/dynamicRef": 2, "unevaluatedItems": 71, "unevaluatedProperties": 129,
	"defs": 2, "ref": 1, // references to the metaschema, which is made of $dynamicRef
	"not":                                 2,  // unevaluatedProperties
	"optional/dependencies-compatibility": 36, // a keyword of draft 7
	"optional/cross-draft":                1,
}

// TestSuite runs the JSON-Schema-Test-Suite, with its optional parts and formats,
// through v5 and the plan: they say the same, or the plan is not sure.
func TestSuite(t *testing.T) {
	root := suite(t)
	others := remotes(t, root)
	files, err := filepath.Glob(filepath.Join(root, "tests", "draft2020-12", "*.json"))
	require.NoError(t, err)
	for _, folder := range []string{"optional", "optional/format"} {
		more, err := filepath.Glob(filepath.Join(root, "tests", "draft2020-12", folder, "*.json"))
		require.NoError(t, err)
		files = append(files, more...)
	}
	var tests, uncompiled int
	var all tally
	got, unsure := map[string]int{}, map[string]int{}
	for _, path := range files {
		name, _ := filepath.Rel(filepath.Join(root, "tests", "draft2020-12"), path)
		name = strings.TrimSuffix(filepath.ToSlash(name), ".json")
		for _, group := range groupsOf(t, path) {
			tests += len(group.Tests)
			compiled, err := fence.Compile("http://localhost:1234/this.json", group.Schema, others...)
			if err != nil {
				uncompiled += len(group.Tests)
				continue
			}
			p := plan.Compile(compiled, schema.MaxDepth)
			for _, test := range group.Tests {
				all.compare(withSchema{t, name + ": " + group.Description + ": " + test.Description}, p, compiled, test.Data)
				if reference(compiled, test.Data) == plan.Valid != test.Valid {
					got[name]++
				}
				if p.Judge(test.Data) == plan.Unsure {
					unsure[name]++
				}
			}
		}
	}
	t.Logf("%d tests, of which %d of schemas that v5 cannot compile", tests, uncompiled)
	all.report(t)
	assert.Equal(t, missed, got, "where v5 departs from the standard")
	assert.Equal(t, doubted, unsure, "where the plan is unsure")
	assert.Equal(t, 4, uncompiled)
}

// A group of the suite is a schema with tests.
type group struct {
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        json.RawMessage
		Valid       bool
	}
}

func groupsOf(t *testing.T, path string) (groups []group) {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &groups))
	return groups
}
