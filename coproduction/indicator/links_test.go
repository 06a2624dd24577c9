package indicator

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An encounter that does not tell of a kind of link is not one without a link of that kind.
func TestLinkKindsNotRecorded(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one := b.Doctor(), b.Patient()
	day := func(n int) time.Time { return time.Date(2021, 3, n, 9, 0, 0, 0, time.UTC) }
	first := b.Encounter(one).With(doctor).Starting(day(1)).Build() // links not coded
	told := b.Encounter(one).With(doctor).Starting(day(2)).Following(first, encounter.LinkRelational, doctor).
		Following(first, encounter.LinkInformational, nil).Build()
	silent := b.Encounter(one).With(doctor).Starting(day(3)).Following(told, encounter.LinkManagement, nil).
		Following(first, encounter.LinkManagement, nil).NotRecordingLinks(encounter.LinkRelational, encounter.LinkInformational).Build()
	last := b.Encounter(one).With(doctor).Starting(day(4)).Following(silent, encounter.LinkManagement, nil).
		NotRecordingLinks(encounter.LinkInformational).Build()
	b.Encounter(b.Patient()).With(doctor).NotRecordingLinks(encounter.LinkRelational) // nor are links coded at all

	p := profileOf(b)
	study, each := p.Rows(PerStudy, Options{}), p.Rows(PerEncounter, Options{})
	for _, test := range []struct {
		kind     encounter.LinkKind
		from     string
		value    float64
		n        int64
		warnings []estimate.Warning
	}{
		{encounter.LinkRelational, "(1 + 0)/2", .5, 2, []estimate.Warning{"1 left out: encounters of which relational links are not recorded"}},
		{encounter.LinkInformational, "1/1", 1, 1, []estimate.Warning{"2 left out: encounters of which informational links are not recorded"}},
		{encounter.LinkManagement, "(0 + 2 + 1)/3", 1, 3, nil},
	} {
		row := find(t, study, "", "links", params{"kind": string(test.kind)})
		assert.Empty(t, row.Undefined, test.kind)
		assert.InDelta(t, test.value, row.Value, 1e-12, "%s: %s", test.kind, test.from)
		assert.Equal(t, test.n, row.N, test.kind)
		assert.Equal(t, 5-test.n, row.Excluded, "%s: and two whose links are not coded", test.kind)
		for _, w := range append(test.warnings, "2 left out: encounters whose links are not coded") {
			assert.Contains(t, row.Warnings, w, test.kind)
		}
	}
	row := find(t, each, silent.ID.String(), "links", params{"kind": "informational"})
	assert.Equal(t, estimate.Reason("informational links are not recorded"), row.Undefined)
	assert.Equal(t, int64(1), row.Excluded)
	assert.Equal(t, LinksNotRecorded(encounter.LinkInformational), find(t, each, last.ID.String(), "links", params{"kind": "informational"}).Undefined)
	row = find(t, each, last.ID.String(), "links", params{"kind": "relational"})
	assert.Empty(t, row.Undefined, "there is none, and that is told")
	assert.Zero(t, row.Value)
	assert.Equal(t, NotCoded, find(t, each, first.ID.String(), "links", params{"kind": "informational"}).Undefined)
	assert.Equal(t, estimate.NoUnits, find(t, new(Profile).Rows(PerStudy, Options{}), "", "links", params{"kind": "informational"}).Undefined)
	assert.Equal(t, 4., find(t, p.Rows(PerPatient, Options{}), one.ID.String(), "longest_chain", nil).Value, "of links of any kind")

	written, err := json.Marshal(&p.Visits)
	require.NoError(t, err)
	var back VisitTally
	require.NoError(t, json.Unmarshal(written, &back))
	assert.Equal(t, p.Visits.Rows(PerEncounter, Options{}), back.Rows(PerEncounter, Options{}), "the form keeps what is not recorded")
}

// Of several encounters of one patient whose links are recorded, the interval takes them as
// independent; those that are left out make no cluster.
func TestLinkKindsNotRecordedMakeNoCluster(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one := b.Doctor(), b.Patient()
	for _, patient := range []*encounter.Participant{one, b.Patient()} {
		b.Encounter(patient).With(doctor).Build().Links = []encounter.Link{}
	}
	b.Encounter(one).With(doctor).NotRecordingLinks(encounter.LinkManagement).Build().Links = []encounter.Link{}
	rows := profileOf(b).Rows(PerStudy, Options{})
	assert.NotContains(t, find(t, rows, "", "links", params{"kind": "management"}).Warnings, Clustered)
	assert.Contains(t, find(t, rows, "", "links", params{"kind": "relational"}).Warnings, Clustered)
}
