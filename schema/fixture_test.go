package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// unreachable are the constraints that other schemas' users need and our own road
// never reports: a record without its kind is never asked by that kind's schema.
func unreachable(c schema.Constraint) bool {
	return c.Pointer == "" && c.Keyword == "type" || c.Pointer == "/kind"
}

// repeat is a macro of the fixtures: ⟪3×"n%d"⟫ stands for "n0","n1","n2", and
// ⟪3·a⟫ for aaa.
var repeat = regexp.MustCompile(`⟪([0-9]+)(×|·)(.*?)⟫`)

func expand(fixture string) string {
	return repeat.ReplaceAllStringFunc(fixture, func(macro string) string {
		part := repeat.FindStringSubmatch(macro)
		n, _ := strconv.Atoi(part[1])
		if part[2] == "·" {
			return strings.Repeat(part[3], n)
		}
		items := make([]string, n)
		for i := range items {
			items[i] = part[3]
			if strings.Contains(part[3], "%") {
				items[i] = fmt.Sprintf(part[3], i)
			}
		}
		return strings.Join(items, ",")
	})
}

// TestFixtures holds every constraint of every schema to a document that is one
// step outside it: exactly the marked rules are found, at exactly the marked bytes.
// Documents without marks stand at a bound and are clean.
func TestFixtures(t *testing.T) {
	for _, kind := range schema.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			file, err := os.ReadFile(filepath.Join("testdata", "constraints", string(kind)+".txt"))
			require.NoError(t, err)
			caught := map[schema.RuleID]bool{}
			for number, fixture := range strings.Split(strings.TrimSuffix(string(file), "\n"), "\n") {
				if fixture == "" || strings.HasPrefix(fixture, "#") {
					continue
				}
				document, marks := coproductiontest.Marked(expand(fixture))
				judged := schema.Judge(document)
				if !coproductiontest.AssertFindings(t, judged.Findings, coproductiontest.Wants(marks)...) {
					t.Logf("%s.txt:%d", kind, number+1)
				}
				assert.Equal(t, kind, judged.Kind)
				for _, mark := range marks {
					caught[mark.Rule] = true
				}
			}
			for _, c := range schema.Constraints(kind) {
				assert.True(t, caught[c.Rule] || unreachable(c), "no document is one step outside %s", c.Rule)
				delete(caught, c.Rule)
			}
			assert.Empty(t, caught, "rules that the schema does not have")
		})
	}
}
