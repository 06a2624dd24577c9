package fhir_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A tangle makes resources that refer to each other in every way, also where nobody is
// meant by it.
type tangle struct{ *rand.Rand }

func (g tangle) kind() string {
	kinds := []string{"Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Group", "Device", "CareTeam", "Basic"}
	return kinds[g.IntN(len(kinds))]
}

func (g tangle) identifier() string {
	return fmt.Sprintf(`{"system":"s%d","value":"%d"}`, g.IntN(2), g.IntN(3))
}

func (g tangle) reference() string {
	said := ""
	if g.IntN(2) == 0 {
		said = `"type":"` + g.kind() + `",`
	}
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf(`{%s"reference":"%s/%d"}`, said, g.kind(), g.IntN(3))
	case 1:
		return fmt.Sprintf(`{%s"reference":"urn:uuid:%d"}`, said, g.IntN(6))
	case 2:
		return fmt.Sprintf(`{%s"identifier":%s}`, said, g.identifier())
	case 3:
		return fmt.Sprintf(`{"reference":"%s?identifier=s%d|%d"}`, g.kind(), g.IntN(2), g.IntN(3))
	case 4:
		return fmt.Sprintf(`{"reference":"%s?identifier=s%d|%d,%d"}`, g.kind(), g.IntN(2), g.IntN(3), g.IntN(3))
	case 5:
		return fmt.Sprintf(`{"reference":"#%d"}`, g.IntN(3))
	}
	return `{}`
}

func (g tangle) resource(id int) string {
	kind, more := g.kind(), ""
	if g.IntN(4) > 0 {
		more += fmt.Sprintf(`,"id":"%d"`, id)
	}
	if g.IntN(2) == 0 {
		more += `,"identifier":[` + g.identifier() + `,` + g.identifier() + `]`
	}
	if kind == "PractitionerRole" && g.IntN(3) > 0 {
		more += `,"practitioner":` + g.reference() + `,"code":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"163W00000X"}]}]`
	}
	return `{"resourceType":"` + kind + `"` + more + `}`
}

func (g tangle) encounter(id int) string {
	var participants []string
	for range g.IntN(5) {
		code := "PPRF"
		if g.IntN(4) == 0 {
			code = "translator"
		}
		participants = append(participants, fmt.Sprintf(`{"type":[{"coding":[{"code":%q}]}],"actor":%s}`, code, g.reference()))
	}
	return fmt.Sprintf(`{"resourceType":"Encounter","id":"e%d","identifier":[%s],"subject":%s,"period":{"start":"2024-05-0%dT10:00:00Z"},"participant":[%s],"partOf":%s,"contained":[%s,%s]}`,
		id, g.identifier(), g.reference(), id+1, strings.Join(participants, ","), g.reference(), g.resource(0), g.resource(1))
}

func (g tangle) bundle() string {
	var entries []string
	add := func(resource string) {
		entries = append(entries, fmt.Sprintf(`{"fullUrl":"urn:uuid:%d","resource":%s}`, len(entries), resource))
	}
	for i := range g.IntN(7) {
		add(g.resource(i % 3))
	}
	for i := range 3 {
		add(g.encounter(i))
	}
	g.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return `{"resourceType":"Bundle","entry":[` + strings.Join(entries, ",") + `]}`
}

// Whatever refers to whatever: the records are sound, each alone and all together, the
// same each time, and everybody who is handed on is in an encounter.
func TestTangles(t *testing.T) {
	encounters, identified, unidentified := 0, 0, 0
	for seed := range uint64(1000) {
		text := tangle{rand.New(rand.NewPCG(seed, 0))}.bundle()
		i := fhir.Import{Interpreter: []encounter.InterpreterMode{"", encounter.InterpreterAdHoc, encounter.InterpreterPhone}[seed%3]}
		o := imported(t, i, exchangetest.File("in", text))
		require.NoError(t, o.err)
		require.Equal(t, o, imported(t, i, exchangetest.File("in", text)))
		var study coproduction.StudyRules
		there := map[encounter.ID]bool{}
		for _, e := range o.encounters() {
			encounters++
			for _, p := range e.Presence {
				if there[p.Participant] = true; p.Unidentified {
					unidentified++
				} else {
					identified++
				}
			}
		}
		for _, r := range o.records {
			study.Add(r)
			if p, is := r.(*encounter.Participant); is {
				require.True(t, there[p.ID], text)
			}
		}
		assert.Empty(t, new(coproduction.Validator).Across(&study), text)
		require.False(t, t.Failed(), seed)
	}
	assert.Greater(t, encounters, 400, "there is something to hold")
	assert.Greater(t, identified, 600)
	assert.Greater(t, unidentified, 400)
}
