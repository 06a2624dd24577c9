package omop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
)

// Kept and changed is what stands in the records, each value of it. Synthetic tables; the
// numbers are counted by hand, cell by cell.
func TestAccount(t *testing.T) {
	type count = exchange.Count
	type by = map[string]int64
	const unnamed = "1,1,9202,,2024-03-01 09:30Z,,,7,,\n"
	for name, tt := range map[string]struct {
		tables []string
		want   map[string]count
	}{
		"who is in no visit": {[]string{persons, providers, visitColumns + unnamed}, map[string]count{
			"specialty": {Read: 3, Changed: by{"profession": 1}, Dropped: by{"in no visit": 2}},
			"birth":     {Read: 2, Changed: by{"age band at the first visit": 1}, Dropped: by{"in no visit": 1}},
			// the ids of the person, the provider and the visit, and those of the visit's person and provider
			"value": {Read: 17, Kept: 1, Changed: by{"pseudonym": 5, "age band at the first visit": 3, "profession": 1, "mode and setting": 1}, Dropped: by{"in no visit": 6}},
		}},
		"a visit twice": {[]string{visitColumns + unnamed + "1,1,9202,,2024-03-02 09:30Z,,2024-03-02 10:00Z,7,,5\n"}, map[string]count{
			"visit":           {Read: 2, Kept: 1, Dropped: by{"row refused": 1}},
			"visit concept":   {Read: 2, Changed: by{"mode and setting": 1}, Dropped: by{"row refused": 1}},
			"start":           {Read: 2, Kept: 1, Dropped: by{"row refused": 1}},
			"end":             {Read: 1, Dropped: by{"row refused": 1}},
			"preceding visit": {Read: 1, Dropped: by{"row refused": 1}},
			"value":           {Read: 12, Kept: 1, Changed: by{"pseudonym": 3, "mode and setting": 1}, Dropped: by{"row refused": 7}},
		}},
		"source": {[]string{"cdm_source_name,cdm_version\nx,5.4\n", visitColumns + unnamed}, map[string]count{
			"source": {Read: 1, Dropped: by{"looked at for the version alone": 1}},
			"file":   {Read: 2, Kept: 1, Dropped: by{"looked at for the version alone": 1}},
			"value": {Read: 7, Kept: 1, Changed: by{"pseudonym": 3, "mode and setting": 1},
				Dropped: by{"looked at for the version alone": 1, "the model has no place for it": 1}},
		}},
		"ends": {[]string{visitColumns + "1,1,9202,,2024-03-01 09:30Z,2024-03-01,,7,,\n2,1,9202,,2024-03-02 09:30Z,2024-03-02,2024-03-02 10:00Z,7,,\n3,1,9202,,2024-03-03 09:30Z,,2024-03-03 09:00Z,7,,\n"}, map[string]count{
			"end": {Read: 3, Kept: 1, Dropped: by{"the time of day is not known": 1, "before the start": 1}},
			"value": {Read: 19, Kept: 4, Changed: by{"pseudonym": 9, "mode and setting": 3},
				Dropped: by{"the time of day is not known": 1, "before the start": 1, "the date and time of the row was taken": 1}},
		}},
		"parts of a second": {[]string{visitColumns + "1,1,9202,,2024-03-01 09:30:00.25Z,,2024-03-01 10:00:00.0Z,7,,\n"}, map[string]count{
			"start": {Read: 1, Changed: by{"without parts of a second": 1}},
			"end":   {Read: 1, Kept: 1},
			"value": {Read: 6, Kept: 1, Changed: by{"pseudonym": 3, "mode and setting": 1, "without parts of a second": 1}},
		}},
		"at midnight": {[]string{visitColumns + "1,1,9202,,2024-03-01 00:00,,2024-03-02 00:00,7,,\n"}, map[string]count{
			"end":   {Read: 1, Dropped: by{"the time of day is not known": 1}},
			"value": {Read: 6, Changed: by{"pseudonym": 3, "mode and setting": 1, "the day is known, not the time": 1}, Dropped: by{"the time of day is not known": 1}},
		}},
		"care sites": {[]string{"care_site_id,place_of_service_concept_id\n1,8870\n2,8756\n3,1\n4,8756\n", visitColumns + "1,1,0,,2024-03-01 09:30Z,,,7,1,\n2,1,9202,,2024-03-02 09:30Z,,,7,2,\n3,1,0,,2024-03-02 09:30Z,,,7,3,\n4,1,0,,2024-03-02 09:30Z,,,7,9,\n"}, map[string]count{
			"care site": {Read: 4, Changed: by{"setting of visits whose concept tells none": 1}, Dropped: by{"setting of no visit": 2, "no place of service that tells a setting": 1}},
			"value": {Read: 32, Kept: 4, Changed: by{"pseudonym": 12, "mode and setting": 1, "setting of visits whose concept tells none": 1, "setting of the care site": 1},
				Dropped: by{"leads from one table to another": 4, "setting of no visit": 2, "no place of service that tells a setting": 2,
					"concept of no known mode and setting": 3, "the visit concept tells the setting": 1, "names no care site that is there": 1}},
		}},
		"a care site of a visit twice": {[]string{"care_site_id,place_of_service_concept_id\n1,8870\n", visitColumns + "1,1,9202,,2024-03-01 09:30Z,,,7,,\n1,1,0,,2024-03-02 09:30Z,,,7,1,\n"}, map[string]count{
			"care site": {Read: 1, Dropped: by{"setting of no visit": 1}},
			"file":      {Read: 2, Kept: 1, Dropped: by{"nothing of it is in the records": 1}},
		}},
		"parts": {[]string{"visit_detail_id,visit_occurrence_id,provider_id\n1,1,8\n2,1,8\n3,1,\n4,1,0\n5,9,8\n", visitColumns + unnamed}, map[string]count{
			"visit detail": {Read: 5, Changed: by{"presence at the visit": 1}, Dropped: by{"the professional is present already": 1, "names no professional": 2, "row refused": 1}},
			"value": {Read: 19, Kept: 1, Changed: by{"pseudonym": 4, "mode and setting": 1},
				Dropped: by{"the model has no place for it": 4, "leads from one table to another": 4, "the professional is present already": 1, "names no professional": 1, "row refused": 3}},
		}},
		"modes alone, settings alone": {[]string{visitColumns + "1,1,262,,2024-03-01 09:30Z,,,7,,\n2,1,38004193,,2024-03-02 09:30Z,,,,,\n3,1,,,2024-03-03 09:30Z,,,7,,\n"}, map[string]count{
			"visit concept": {Read: 2, Changed: by{"mode": 1, "setting": 1}},
		}},
		"words and what cannot be read": {[]string{"person_id,year_of_birth,month_of_birth,day_of_birth\n1,NA,3,4\n2,1990,13,4\n", visitColumns + "1,1,9202,,noon,,,NULL,x,0\n2,2,9202,2024-03-01,noon,NA,noon,7,,\n"}, map[string]count{
			"value": {Read: 23, Changed: by{"pseudonym": 7, "mode and setting": 2, "age band at the first visit": 1, "the day is known, not the time": 1},
				Dropped: by{"a word for a missing value": 3, "of a birth without a year": 2, "of a birth without a month": 1, "cannot be read": 5, "names no visit": 1}},
		}},
		"in no visit at all": {[]string{persons, providers}, map[string]count{
			"file":  {Read: 2, Dropped: by{"nothing of it is in the records": 2}},
			"value": {Read: 12, Dropped: by{"in no visit": 12}},
		}},
		"in two files": {[]string{persons, "person_id,year_of_birth\n3,1950\n", visitColumns + unnamed, visitColumns + unnamed}, map[string]count{
			"file": {Read: 4, Kept: 2, Dropped: by{"nothing of it is in the records": 2}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var files []exchange.File
			for _, content := range tt.tables {
				files = append(files, exchangetest.File("f", content))
			}
			got := imported(t, omop.Import{}, files...)
			for element, want := range tt.want {
				assert.Equal(t, want, got.Loss.Of(element), element)
			}
		})
	}
}
