package agreement

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

func TestIdentity(t *testing.T) {
	a, b := coded(ann, step("0"), "a"), coded(bob, step("0"), "a")
	investigator := func(ids ...encounter.ID) *encounter.Study {
		s := team(ids...)
		for i := range s.Team {
			s.Team[i].Role = encounter.TeamInvestigator
		}
		return s
	}
	tests := []struct {
		name    string
		records []encounter.Record
		want    []estimate.Warning
	}{
		{"no codings", []encounter.Record{team(ann, bob)}, nil},
		{"both in the team", []encounter.Record{team(ann, bob), a, b}, nil},
		{"no team", []encounter.Record{a, b}, nil},
		{"one coder, two listed", []encounter.Record{team(ann, bob), a}, []estimate.Warning{SharedIdentity}},
		{"one coder, listed twice", []encounter.Record{team(ann), team(ann), a}, []estimate.Warning{SoleCoder}},
		{"one coder, and no team", []encounter.Record{a}, []estimate.Warning{SoleCoder}},
		{"one coder among investigators", []encounter.Record{team(ann), investigator(bob), a}, []estimate.Warning{SoleCoder}},
		{"nobody listed as a coder", []encounter.Record{investigator(ann, bob), a}, []estimate.Warning{SharedIdentity}},
		{"a stranger", []encounter.Record{team(ann), a, b}, []estimate.Warning{"1 of the coders are neither in the study's team nor among its participants"}},
		{"a participant", []encounter.Record{team(ann), &encounter.Participant{ID: bob}, a, b}, nil},
		{"an encounter is no participant", []encounter.Record{team(ann), &encounter.Encounter{ID: bob}, a, b}, []estimate.Warning{"1 of the coders are neither in the study's team nor among its participants"}},
		{"a stranger alone", []encounter.Record{team(ann, bob), coded(cyd, step("0"))}, []estimate.Warning{SharedIdentity, "1 of the coders are neither in the study's team nor among its participants"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tally := tallied(test.records...)
			assert.Equal(t, test.want, tally.Identity())
			for _, r := range tally.Rows(CodingOptions{}) {
				assert.Subset(t, r.Warnings, test.want, "with every number")
			}
			assert.Subset(t, tally.Disagreements(CodingOptions{}).Warnings, test.want)
		})
	}
}
