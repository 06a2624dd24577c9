package omop_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
)

// A result is what an import gives.
type result struct{ exchangetest.Result }

// imported reads the files, and checks what must hold for all of them.
func imported(t *testing.T, i omop.Import, files ...exchange.File) result {
	t.Helper()
	i.ID = exchangetest.ID
	return result{exchangetest.Import(t, i, files...)}
}

const (
	visitColumns = "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,visit_end_datetime,provider_id,care_site_id,preceding_visit_occurrence_id\n"
	persons      = "person_id,year_of_birth,month_of_birth,day_of_birth\n1,1980,6,15\n2,1990,,\n"
	providers    = "provider_id,specialty_concept_id\n7,38004446\n8,32581\n9,38004499\n"
)

// Synthetic tables, one fault each: the finding must stand before the byte marked.
func TestFindings(t *testing.T) {
	tests := map[string][]string{ // tables, and whatever else must be there
		"mark":              {"⟦omop-byte-order-mark⟧\uFEFF" + persons},
		"a foreign table":   {"⟦omop-table⟧measurement_id,person_id\n1,1\n"},
		"nothing":           {"⟦omop-no-rows⟧"},
		"no rows":           {providers[:strings.IndexByte(providers, '\n')+1] + "⟦omop-no-rows⟧"},
		"two separators":    {"⟦omop-separator⟧person_id,year_of_birth;x\n1,2;3\n"},
		"UTF-16":            {"⟦omop-encoding⟧\xFF\xFEp\x00,\x00\n\x00"},
		"ragged":            {persons + "⟦omop-ragged⟧3,1990\n4,1990,1,1\n"},
		"quote":             {persons + "3,⟦omop-quote⟧\"1990,1,1\n4,1990,1,1\n"},
		"quote in a field":  {"person_id,year_of_birth,person_source_value\n1,1980,5⟦omop-quote-bare⟧\" nail and 6\"\n"},
		"column twice":      {"person_id,year_of_birth,⟦omop-column-once⟧PERSON_ID\n1,1980,1\n"},
		"person twice":      {persons + "⟦omop-person-once⟧1,1970,1,1\n"},
		"person of no name": {persons + "⟦omop-number⟧,1970,1,1\n"},
		"provider twice":    {providers + "⟦omop-provider-once⟧7,0\n"},
		"site twice":        {"care_site_id,place_of_service_concept_id\n1,8756\n⟦omop-care-site-once⟧1,8717\n"},
		"no number":         {persons + "⟦omop-number⟧x3,1970,1,1\n"},
		"not whole":         {persons + "⟦omop-number⟧3.5,1970,1,1\n⟦omop-number⟧4.,1970,1,1\n"},
		"decimals":          {"person_id,year_of_birth,month_of_birth,day_of_birth\n3,⟦omop-number-decimal⟧1980.0,1.0,1.0\n"},
		"word":              {"person_id,year_of_birth,month_of_birth,day_of_birth\n3,1980,⟦omop-missing-word⟧NA,NULL\n"},
		"birth":             {"person_id,year_of_birth,month_of_birth,day_of_birth\n3,⟦omop-birth⟧1799,1,1\n4,1980,⟦omop-birth⟧13,1\n5,1980,12,⟦omop-birth⟧32\n6,2099,12,31\n"},
		"specialty":         {"provider_id,specialty_concept_id\n5,⟦omop-specialty⟧123\n6,0\n"},
		"version":           {"cdm_source_name,cdm_version\nx,⟦omop-version⟧6.0\n", "cdm_source_name,cdm_version\nx,v5.3.1\n"},
		"long":              {persons + "⟦omop-row-long⟧" + strings.Repeat("x", 1<<20+1)},
	}
	whole := visitColumns + "1,1,9202,2024-03-01,2024-03-01 09:30:00+01:00,2024-03-01,2024-03-01 10:00:00+01:00,7,,\n"
	for name, tables := range tests {
		t.Run(name, func(t *testing.T) {
			var files []exchange.File
			var want []string
			for i, content := range append(tables, whole) {
				file, places := exchangetest.Marked(fmt.Sprintf("%d.csv", i), content)
				files, want = append(files, file), append(want, places...)
			}
			if !strings.Contains(tables[0], "provider_id,spec") {
				files = append(files, exchangetest.File("providers", providers))
			}
			var got []string
			for _, p := range exchangetest.Places(imported(t, omop.Import{}, files...).Findings) {
				if !strings.Contains(p, "-listed ") {
					got = append(got, p)
				}
			}
			assert.Equal(t, want, got)
		})
	}
	visits := map[string]string{
		"no start column":     "⟦omop-column-missing⟧visit_occurrence_id,visit_concept_id,person_id\n1,9202,1\n",
		"no person column":    "⟦omop-column-missing⟧visit_occurrence_id,visit_concept_id,visit_start_date\n1,9202,2024-03-01\n",
		"twice":               visitColumns + "1,1,9202,,2024-03-01T09:30Z,,,7,,\n⟦omop-visit-once⟧1,1,9202,,2024-03-02T09:30Z,,,7,,\n",
		"no start":            visitColumns + "⟦omop-start⟧1,1,9202,,,,,7,,\n",
		"no such day":         visitColumns + "1,1,9202,,⟦omop-start⟧2024-02-30 09:30:00Z,,,7,,\n",
		"a date beside it":    visitColumns + "1,1,9202,⟦omop-start-day⟧2024-03-01,⟦omop-start⟧noon,,,7,,\n",
		"neither of them":     visitColumns + "1,1,9202,1899-12-31,⟦omop-start⟧noon,,,7,,\n",
		"before 1900":         visitColumns + "1,1,9202,,⟦omop-start⟧1899-12-31 09:30:00Z,,,7,,\n2,1,9202,,1900-01-01 09:30:00Z,,,7,,\n",
		"a date":              visitColumns + "1,1,9202,⟦omop-start-day⟧2024-03-01,,,,7,,\n2,1,9202,2024-03-02,,,,7,,\n",
		"midnight":            visitColumns + "1,1,9202,,⟦omop-start-midnight⟧2024-03-01 00:00:00Z,,,7,,\n2,1,9202,,2024-03-02 00:00Z,,,7,,\n",
		"not all at midnight": visitColumns + "1,1,9202,,2024-03-01 00:00:00Z,,,7,,\n2,1,9202,,2024-03-02 00:00:01Z,,,7,,\n",
		"no zone":             visitColumns + "1,1,9202,,⟦omop-start-zone⟧2024-03-01 09:30:00.25,,,7,,\n",
		"two days":            visitColumns + "1,1,9202,2024-03-02,⟦omop-start-agrees⟧2024-03-01 09:30:00Z,,,7,,\n",
		"end before start":    visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,⟦omop-end⟧2024-03-01 09:29:59Z,7,,\n",
		"end of another day":  visitColumns + "1,1,9202,,2024-03-02 09:30:00Z,⟦omop-end⟧2024-03-01,,7,,\n",
		"no end":              visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,⟦omop-end⟧noon,7,,\n",
		"nobody":              visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,⟦omop-visit-provider⟧,,\n2,1,9202,,2024-03-01 09:30:00Z,,,0,,\n",
		"a stranger":          visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,⟦omop-provider-listed⟧6,,\n",
		"an unknown person":   visitColumns + "1,⟦omop-person-listed⟧3,9202,,2024-03-01 09:30:00Z,,,7,,\n",
		"concept":             visitColumns + "1,1,⟦omop-visit-concept⟧0,,2024-03-01 09:30:00Z,,,7,,\n2,1,32693,,2024-03-01 09:30:00Z,,,7,,\n",
		"telehealth":          visitColumns + "1,1,⟦omop-telehealth⟧5083,,2024-03-01 09:30:00Z,,,7,,\n2,1,722455,,2024-03-01 09:30:00Z,,,7,,\n",
		"chain broken":        visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-broken⟧5\n",
		"chain of strangers":  visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,\n2,2,9202,,2024-03-02 09:30:00Z,,,7,,⟦omop-chain-person⟧1\n",
		"chain forward":       visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-forward⟧2\n2,1,9202,,2024-03-01 09:30:01Z,,,7,,\n",
		"chain in a circle":   visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-circle⟧2\n2,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-circle⟧1\n3,1,9202,,2024-03-01 09:30:00Z,,,7,,2\n",
		"into a circle":       visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,2\n2,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-circle⟧3\n3,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-circle⟧2\n",
		"chain to itself":     visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,⟦omop-chain-circle⟧1\n",
		"chain branches":      visitColumns + "1,1,9202,,2024-03-01 09:30:00Z,,,7,,\n2,1,9202,,2024-03-02 09:30:00Z,,,7,,1\n3,1,9202,,2024-03-03 09:30:00Z,,,7,,⟦omop-chain-branch⟧1\n",
		"a chain":             visitColumns + "3,1,9202,,2024-03-03 09:30:00Z,,,7,,2\n2,1,9202,,2024-03-02 09:30:00Z,,,7,,1\n1,1,9202,,2024-03-01 09:30:00Z,,,7,,\n",
	}
	for name, content := range visits {
		t.Run(name, func(t *testing.T) {
			file, want := exchangetest.Marked("visits", content)
			assert.Equal(t, want, exchangetest.Places(imported(t, omop.Import{}, exchangetest.File("a", persons), exchangetest.File("b", providers), file).Findings))
		})
	}
	file, want := exchangetest.Marked("parts", "visit_detail_id,visit_occurrence_id,provider_id\n1,1,8\n2,⟦omop-detail-visit⟧5,8\n")
	assert.Equal(t, want, exchangetest.Places(imported(t, omop.Import{}, exchangetest.File("a", persons), exchangetest.File("b", providers), file, exchangetest.File("c", whole)).Findings))
	file, want = exchangetest.Marked("persons", persons+"⟦omop-no-visits⟧")
	assert.Equal(t, want, exchangetest.Places(imported(t, omop.Import{}, file).Findings)[:1])
	assert.Empty(t, imported(t, omop.Import{}).Findings)
}
