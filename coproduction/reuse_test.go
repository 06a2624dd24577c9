package coproduction_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/coproduction/saturation"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: lines whose memory is used again say what others say, and what is kept of
// them stays as it was.
func TestReuse(t *testing.T) {
	for layout, text := range many(t, 50) {
		want := readAll(&coproduction.Validator{Workers: 1}, strings.NewReader(text))
		for _, workers := range []int{1, 3} {
			v := &coproduction.Validator{Workers: workers, Reuse: true}
			var kept []encounter.Record
			n, reused := 0, 0
			var last *coproduction.Line
			for l, err := range v.Read(t.Context(), strings.NewReader(text), "in") {
				require.NoError(t, err)
				w := want.lines[n]
				require.Equal(t, w.Record, l.Record, "%s %d", layout, n)
				require.Equal(t, []any{w.Kind, w.ID, w.Position, w.Findings}, []any{l.Kind, l.ID, l.Position, l.Findings})
				kept = append(kept, l.Keep())
				if l == last {
					reused++
				}
				last = l
				n++
			}
			require.Len(t, kept, len(want.lines))
			for i := range kept {
				require.Equal(t, want.lines[i].Record, kept[i])
			}
			if workers == 1 {
				assert.Equal(t, n-1, reused, "one line for all")
			}
		}
	}
}

// Law: no tally holds on to the memory of a record.
func TestTalliesKeepNothingBorrowed(t *testing.T) {
	text := many(t, 50)["lines"]
	results := func(v *coproduction.Validator) []byte {
		var profile indicator.Profile
		var ratings agreement.Codings
		var codes saturation.Tally
		var across coproduction.StudyRules
		_, err := coproduction.Collect(v.Read(t.Context(), strings.NewReader(text), "in"), &profile, &ratings, &codes, &across)
		require.NoError(t, err)
		var all bytes.Buffer
		for _, result := range []any{&profile, &ratings, &codes, across.Findings(), profile.Rows(indicator.PerStudy, indicator.Options{})} {
			require.NoError(t, json.NewEncoder(&all).Encode(result))
		}
		return all.Bytes()
	}
	assert.Equal(t, string(results(&coproduction.Validator{Workers: 1})), string(results(&coproduction.Validator{Workers: 2, Reuse: true})))
}

// Law: on the good road a record takes no memory of its own where memory is used again.
func TestReuseAllocatesNothing(t *testing.T) {
	read := func(encounters int) (records int, allocations float64) {
		var text bytes.Buffer
		for r := range coproductiontest.Records(3, encounters) {
			if _, ok := r.(*encounter.Encounter); ok {
				line, err := coproduction.Append(nil, r)
				require.NoError(t, err)
				text.Write(append(line, '\n'))
				records++
			}
		}
		v := &coproduction.Validator{Workers: 1, Reuse: true}
		return records, testing.AllocsPerRun(2, func() {
			for l, err := range v.Read(t.Context(), bytes.NewReader(text.Bytes()), "in") {
				if err != nil || !l.Accepted() {
					t.Fatal("not sound")
				}
			}
		})
	}
	few, first := read(400)
	many, all := read(1200)
	most := 0.1
	if raced {
		most = 3
	}
	assert.Less(t, (all-first)/float64(many-few), most, "a record beyond the first")
}
