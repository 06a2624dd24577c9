package omop

import (
	"bytes"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
)

// A table is one of the tables of the model.
type table int

const (
	foreign table = iota // a table that is not read, or none of the model
	cdmSource
	concept
	careSite
	provider
	person
	visitOccurrence
	visitDetail
)

// An outline says how a table is told by its columns, and what is read of it.
type outline struct {
	table
	element string   // what a row of it is called in the account
	tell    []string // columns that it has, and no table below it has all of
	use     []string // columns that are read
	hide    []string // columns that tell who somebody is, or when somebody was born
}

var outlines = []outline{
	{visitDetail, "visit detail", []string{"visit_detail_id", "visit_occurrence_id"}, []string{"visit_occurrence_id", "provider_id"}, []string{"visit_detail_source_value"}},
	{visitOccurrence, "visit", []string{"visit_occurrence_id", "visit_concept_id"}, []string{"visit_occurrence_id", "person_id", "visit_concept_id",
		"visit_start_date", "visit_start_datetime", "visit_end_date", "visit_end_datetime", "provider_id", "care_site_id", "preceding_visit_occurrence_id"}, []string{"visit_source_value"}},
	{person, "person", []string{"person_id", "year_of_birth"}, []string{"person_id", "year_of_birth", "month_of_birth", "day_of_birth"}, []string{"birth_datetime", "person_source_value"}},
	{provider, "provider", []string{"provider_id", "specialty_concept_id"}, []string{"provider_id", "specialty_concept_id"},
		[]string{"provider_name", "npi", "dea", "year_of_birth", "provider_source_value"}},
	{careSite, "care site", []string{"care_site_id", "place_of_service_concept_id"}, []string{"care_site_id", "place_of_service_concept_id"}, []string{"care_site_name", "care_site_source_value"}},
	{concept, "concept", []string{"concept_id", "vocabulary_id", "concept_code"}, nil, nil},
	{cdmSource, "source", []string{"cdm_source_name", "cdm_version"}, []string{"cdm_version"}, nil},
}

// named returns the names of the columns in lower case.
func named(header []delimited.Field) []string {
	names := make([]string, len(header))
	for i, f := range header {
		names[i] = strings.ToLower(string(bytes.TrimSpace(f.Value)))
	}
	return names
}

// outlineOf tells a table by its columns. A visit table may lack what makes it
// readable; that is said later.
func outlineOf(columns []string) outline {
	for _, o := range outlines {
		if len(lacking(o.tell, columns)) == 0 {
			return o
		}
	}
	return outline{}
}
