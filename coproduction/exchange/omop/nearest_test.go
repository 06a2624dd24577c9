package omop_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A table that lacks a column that tells it: which it nearly is, and what is missing.
func TestNearest(t *testing.T) {
	for columns, want := range map[string]string{
		"visit_occurrence_id person_id visit_concept visit_start_date visit_start_datetime visit_end_date provider_id": "; a table with a row for each visit is nearest, and lacks visit_concept_id",
		"PERSON_ID gender birth_year Month_of_birth day_of_birth":                                                      "; a table with a row for each person is nearest, and lacks year_of_birth",
		"visit_id person_id visit_start_date visit_start_datetime visit_end_date provider_id care_site_id":             "; a table with a row for each visit is nearest, and lacks visit_occurrence_id and visit_concept_id",
		"person_id month_of_birth": "", // half of what is read of a person
		"SECRET person_id":         "",
		"SECRET":                   "",
	} {
		got := imported(t, omop.Import{}, exchangetest.File("t", strings.ReplaceAll(columns, " ", ",")+"\n"))
		i := slices.IndexFunc(got.Findings, func(f schema.Finding) bool { return f.Rule == "omop-table" })
		require.GreaterOrEqual(t, i, 0, columns)
		assert.Equal(t, "the columns are of no table that is read"+want, got.Findings[i].Detail, columns)
	}
}
