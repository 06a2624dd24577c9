package agreement

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// clinicRecords returns the records of the example that matter here.
func clinicRecords(t testing.TB) []encounter.Record {
	t.Helper()
	file, err := os.ReadFile("../../examples/clinic/clinic.ndjson")
	require.NoError(t, err)
	var records []encounter.Record
	for line := range bytes.Lines(file) {
		var head struct{ Kind string }
		require.NoError(t, json.Unmarshal(line, &head))
		made := map[string]encounter.Record{
			"coding": new(theme.Coding), "unit": new(theme.Unit), "source": new(theme.Source), "study": new(encounter.Study),
			"encounter": new(encounter.Encounter), "participant": new(encounter.Participant),
		}
		if r, ok := made[head.Kind]; ok {
			require.NoError(t, json.Unmarshal(line, r))
			records = append(records, r)
		}
	}
	return records
}

// The numbers of the example are computed a second time, from the definitions and
// by nothing that the tally uses.
func TestCodingsOfTheClinic(t *testing.T) {
	records := clinicRecords(t)
	rows := tallied(records...).Rows(CodingOptions{})
	units, lengths := map[encounter.ID]*theme.Unit{}, map[encounter.ID]int64{}
	for _, r := range records {
		switch r := r.(type) {
		case *theme.Unit:
			units[r.ID] = r
		case *theme.Source:
			lengths[r.ID] = r.Length
		}
	}
	given := map[string]map[theme.Target]map[encounter.ID][]string{"steps": {}, "units": {}}
	segments := map[encounter.ID][]Segment{}
	coders := map[encounter.ID]int{}
	for _, r := range records {
		c, ok := r.(*theme.Coding)
		if !ok {
			continue
		}
		if _, ok := coders[c.Coder]; !ok {
			coders[c.Coder] = len(coders)
		}
		kind := "steps"
		set := []string{}
		for _, code := range c.Codes {
			set = append(set, string(code))
		}
		if u := units[c.Target.Record]; u != nil {
			kind = "units"
			for _, code := range set {
				segments[u.Source] = append(segments[u.Source], Segment{coders[c.Coder], u.Range.Start, u.Range.Len(), code})
			}
		} else {
			require.True(t, strings.HasPrefix(c.Target.Pointer, "/steps/"))
		}
		if given[kind][c.Target] == nil {
			given[kind][c.Target] = map[encounter.ID][]string{}
		}
		given[kind][c.Target][c.Coder] = set
	}
	require.Len(t, coders, 2)
	compared := 0
	same := func(want float64, measure string, with params) {
		t.Helper()
		with["universe"] = "rated"
		with["coders"] = int64(2)
		assert.InDelta(t, want, find(t, rows, measure, with).Value, 1e-12, "%s %v", measure, with)
		compared++
	}
	for kind, places := range given {
		var table [][][]string
		codes := map[string]bool{}
		for _, by := range places {
			require.Len(t, by, 2)
			var row [][]string
			for _, set := range by {
				row = append(row, set)
				for _, code := range set {
					codes[code] = true
				}
			}
			table = append(table, row)
		}
		same(float64(len(places)), "coded_units", params{"unit": kind})
		same(2, "coders", params{"unit": kind})
		for d, name := range map[SetDistance]string{Jaccard: "jaccard", MASI: "masi"} {
			v, _ := exactAlphaSets(table, d).Float64()
			same(v, "krippendorff_alpha_sets", params{"unit": kind, "distance": name})
		}
		for code := range codes {
			var one [][][]string
			var both, first, second, n float64
			for _, by := range places {
				var row [][]string
				for _, coder := range slices.SortedFunc(maps.Keys(by), encounter.ID.Compare) {
					set := []string{}
					if slices.Contains(by[coder], code) {
						set = append(set, code)
					}
					row = append(row, set)
				}
				one = append(one, row)
				a, b := float64(len(row[0])), float64(len(row[1]))
				both, first, second, n = both+a*b, first+a, second+b, n+1
			}
			agreed := (n - first - second + 2*both) / n
			of := func() params { return params{"unit": kind, "code": code} }
			same(agreed, "percent_agreement", of())
			chance := first/n*second/n + (1-first/n)*(1-second/n)
			for _, measure := range []string{"cohen_kappa", "conger_kappa", "multi_kappa_davies_fleiss", "artstein_poesio_beta"} {
				same((agreed-chance)/(1-chance), measure, of()) // one number with two coders and a code that is given or not
			}
			mean := (first + second) / 2 / n
			pooled := mean*mean + (1-mean)*(1-mean)
			for _, measure := range []string{"scott_pi", "fleiss_kappa", "fleiss_kappa_generalised", "artstein_poesio_alpha_prime"} {
				same((agreed-pooled)/(1-pooled), measure, of()) // and so are these
			}
			same(2*agreed-1, "brennan_prediger", of())
			same((agreed-2*mean*(1-mean))/(1-2*mean*(1-mean)), "gwet_ac", of())
			v, _ := exactAlphaSets(one, Jaccard).Float64()
			same(v, "krippendorff_alpha_per_code", of())
		}
	}
	for source, of := range segments {
		v, _ := textbookAlphaU(0, lengths[source], 2, of).Float64()
		for _, r := range rows {
			if r.Of == (estimate.Subject{Kind: "source", ID: source.String()}) && r.Measure == "alpha_u" {
				assert.InDelta(t, v, r.Value, 1e-12)
				assert.Equal(t, int64(len(of)), r.N)
				compared++
			}
		}
	}
	t.Logf("compared %d of %d rows", compared, len(rows))
	assert.GreaterOrEqual(t, compared+3, len(rows), "all but alpha_u of each category")
	for _, r := range rows {
		assert.Empty(t, r.Undefined, "%s %v", r.Measure, r.Params)
	}

	d := tallied(records...).Disagreements(CodingOptions{})
	want := map[DisagreementKind]int64{}
	var agreed int64
	for _, places := range given {
		for _, by := range places {
			var sets [][]string
			for _, set := range by {
				slices.Sort(set)
				sets = append(sets, set)
			}
			switch {
			case slices.Equal(sets[0], sets[1]):
				agreed++
			case len(sets[0]) == 0 || len(sets[1]) == 0:
				want[DisagreeMissed]++
			default:
				want[DisagreeCode]++
			}
		}
	}
	for _, k := range d.ByKind {
		assert.Equal(t, want[k.Kind], k.Count, k.Kind)
	}
	assert.Equal(t, agreed, d.Agreed)
	assert.Equal(t, int64(len(given["steps"])+len(given["units"])), d.Places)
	assert.Empty(t, d.Warnings)
}
