package omop

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A table that lacks a column that tells it: which it nearly is, and what is missing.
func TestNearest(t *testing.T) {
	for columns, want := range map[string]string{
		"visit_occurrence_id person_id visit_concept visit_start_date visit_start_datetime visit_end_date provider_id": "; a table with a row for each visit is nearest, and lacks visit_concept_id",
		"person_id gender birth_year month_of_birth day_of_birth":                                                      "; a table with a row for each person is nearest, and lacks year_of_birth",
		"visit_id person_id visit_start_date visit_start_datetime visit_end_date provider_id care_site_id":             "; a table with a row for each visit is nearest, and lacks visit_occurrence_id and visit_concept_id",
		"SECRET person_id": "",
		"":                 "",
	} {
		assert.Equal(t, want, nearest(strings.Fields(columns)), columns)
	}
}
