package indicator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The people of the talks below.
var patientID, professionalID, relativeID = idOf(1), idOf(2), idOf(3)

// talk makes an encounter of steps, one word each: "V" a professional validates, "v"
// the patient does, "b" both, "r" a relative does, any other letter some other act; a
// number behind it says on which step it builds, counted from 1.
func talk(steps string, cues ...encounter.Cue) *encounter.Encounter {
	e := &encounter.Encounter{
		Presence: []encounter.Presence{{Participant: patientID, Role: encounter.RolePatient},
			{Participant: professionalID, Role: encounter.RoleProfessional}, {Participant: relativeID, Role: encounter.RoleRelative}},
		Steps: []encounter.Step{}, Cues: append([]encounter.Cue{}, cues...),
	}
	for i, word := range strings.Fields(steps) {
		s := encounter.Step{ID: encounter.Name(fmt.Sprint("s", i+1)), Act: encounter.ActValidate}
		switch word[0] {
		case 'V':
			s.By = []encounter.ID{professionalID}
		case 'v':
			s.By = []encounter.ID{patientID}
		case 'b':
			s.By = []encounter.ID{patientID, professionalID}
		case 'r':
			s.By = []encounter.ID{relativeID}
		default:
			s.By, s.Act = []encounter.ID{professionalID}, encounter.ActAsk
		}
		if len(word) > 1 {
			s.BuildsOn = []encounter.Name{encounter.Name("s" + word[1:])}
		}
		e.Steps = append(e.Steps, s)
	}
	return e
}

// in is a cue voiced in a step; 0 is a step that is not coded.
func in(step int) encounter.Cue { return encounter.Cue{By: patientID, Step: stepName(step)} }

// answered is a cue of which the step of the response is coded.
func answered(step, response int) encounter.Cue {
	c := in(step)
	c.Response = &encounter.Response{By: professionalID, Step: stepName(response)}
	return c
}

func stepName(n int) encounter.Name {
	if n == 0 {
		return ""
	}
	return encounter.Name(fmt.Sprint("s", n))
}

func TestCueValidated(t *testing.T) {
	tests := []struct {
		name, steps string // the sequences make the numbers, by hand
		cues        []encounter.Cue
		k, n        int64
	}{
		{"the next step", "x V", []encounter.Cue{in(1)}, 1, 1},
		{"a later step", "x x x V", []encounter.Cue{in(1)}, 1, 1},
		{"a step before", "V x", []encounter.Cue{in(2)}, 0, 1},
		{"the step itself", "V", []encounter.Cue{in(1)}, 0, 1},
		{"the step itself, as the response", "b", []encounter.Cue{answered(1, 1)}, 1, 1},
		{"nothing follows", "x", []encounter.Cue{in(1)}, 0, 1},
		{"another act", "x x", []encounter.Cue{in(1)}, 0, 1},
		{"the patient validates", "x v", []encounter.Cue{in(1)}, 0, 1},
		{"a relative validates", "x r", []encounter.Cue{in(1)}, 0, 1},
		{"both do", "x b", []encounter.Cue{in(1)}, 1, 1},
		{"behind the next cue", "x x V", []encounter.Cue{in(1), in(2)}, 1, 2},
		{"between two cues", "x V x", []encounter.Cue{in(1), in(3)}, 1, 2},
		{"in the step of the next cue", "x V", []encounter.Cue{in(1), in(2)}, 0, 2},
		{"two cues of one step", "x V", []encounter.Cue{in(1), in(1)}, 2, 2},
		{"behind the next cue, but builds on this one", "x x V1", []encounter.Cue{in(1), in(2)}, 2, 2},
		{"builds on a later step", "V2 x", []encounter.Cue{in(2)}, 0, 1},
		{"builds on another step", "x x x V1", []encounter.Cue{in(2), in(3)}, 1, 2},
		{"the response, behind the next cue", "x x x V", []encounter.Cue{answered(1, 4), in(2), in(3)}, 2, 3},
		{"a response that does not validate, and a step that does", "x x V", []encounter.Cue{answered(1, 2)}, 1, 1},
		{"a response before the cue", "V x", []encounter.Cue{answered(2, 1)}, 0, 1},
		{"only the response is placed", "V", []encounter.Cue{answered(0, 1)}, 1, 1},
		{"only the response is placed, and does not validate", "x", []encounter.Cue{answered(0, 1)}, 0, 1},
		{"only the response is placed, and another step validates", "x V", []encounter.Cue{answered(0, 1)}, 1, 1},
		{"a cue placed by its response ends what belongs to the one before", "x x V", []encounter.Cue{in(1), answered(0, 3)}, 1, 2},
		{"but only from the response on", "x V x", []encounter.Cue{in(1), answered(0, 3)}, 1, 2},
		{"no place", "x V", []encounter.Cue{in(0)}, 0, 0},
		{"a step that is not there", "x V", []encounter.Cue{in(9), answered(9, 8)}, 0, 0},
		{"no cue", "x V", nil, 0, 0},
		{"no step", "", []encounter.Cue{in(1)}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := CueValidated(talk(tt.steps, tt.cues...), .95)
			assert.Equal(t, tt.n, e.N)
			assert.Equal(t, int64(len(tt.cues))-tt.n, e.Excluded)
			assert.Equal(t, []float64{float64(tt.k), float64(tt.n)}, []float64{*e.Num, *e.Den})
			assert.Equal(t, tt.n == 0, e.Undefined == estimate.NoUnits)
			slices.Reverse(tt.cues)
			assert.Equal(t, e, CueValidated(talk(tt.steps, tt.cues...), .95), "the order of the cues changes nothing")
		})
	}
	assert.Equal(t, NotCoded, CueValidated(&encounter.Encounter{Cues: []encounter.Cue{}}, .95).Undefined)
	assert.Equal(t, NotCoded, CueValidated(&encounter.Encounter{Steps: []encounter.Step{}}, .95).Undefined)
	nameless := talk("x V", in(0))
	nameless.Steps[0].ID, nameless.Steps[1].ID = "", ""
	assert.Zero(t, CueValidated(nameless, .95).N, "no name names no step")
}

// The rule read off once more, step by step and without any table.
func TestCueValidatedAsDefined(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	for range 3000 {
		n := 1 + random.IntN(8)
		words := make([]string, n)
		for i := range words {
			words[i] = string("Vvbrxxxx"[random.IntN(8)])
			if random.IntN(3) == 0 {
				words[i] += fmt.Sprint(1 + random.IntN(n))
			}
		}
		var cues []encounter.Cue
		for range random.IntN(5) {
			cues = append(cues, answered(random.IntN(n+1), random.IntN(n+1)))
			if random.IntN(2) == 0 {
				cues[len(cues)-1].Response = nil
			}
		}
		e := talk(strings.Join(words, " "), cues...)
		before := text(e)
		var k, placed int64
		place := func(c encounter.Cue) float64 {
			if _, i := e.Step(c.Step); i >= 0 {
				return float64(i)
			}
			if c.Response != nil {
				if _, i := e.Step(c.Response.Step); i >= 0 {
					return float64(i) - .5
				}
			}
			return -9
		}
		for _, c := range cues {
			at := place(c)
			if at == -9 {
				continue
			}
			placed++
			validated := false
			for i, s := range e.Steps {
				if s.Act != encounter.ActValidate || !slices.Contains(s.By, professionalID) {
					continue
				}
				if c.Response != nil && s.ID == c.Response.Step && float64(i) >= at {
					validated = true
				}
				if float64(i) <= at {
					continue
				}
				between := slices.ContainsFunc(cues, func(other encounter.Cue) bool {
					return place(other) > at && place(other) <= float64(i)
				})
				validated = validated || !between || c.Step != "" && slices.Contains(s.BuildsOn, c.Step)
			}
			if validated {
				k++
			}
		}
		gotK, gotN := validatedCues(e)
		if !assert.Equal(t, [2]int64{k, placed}, [2]int64{gotK, gotN}, "%v %+v", words, cues) {
			return
		}
		assert.Equal(t, before, text(e), "the encounter is not modified")
	}
}

// In a tally too, a cue without a place is left out and counted.
func TestCueTallyLeavesOutWhatHasNoPlace(t *testing.T) {
	var tally CueTally
	tally.Add(talk("x V x", in(1), in(0), in(3)))
	row := find(t, tally.Rows(PerStudy, Options{}), "", "cue_validated_share", nil)
	assert.Equal(t, [4]float64{.5, 2, 1, 2}, [4]float64{row.Value, float64(row.N), *row.Num, *row.Den})
	assert.Contains(t, row.Warnings, estimate.Warning("1 left out: cues whose place among the steps is not coded"))
}

func ExampleCueValidated() {
	e := talk("x V x x", in(1), in(3)) // the professional validates after the first of two cues
	share := CueValidated(e, .95)
	fmt.Printf("%.1f (%.2f to %.2f)\n", share.Value, share.Lo, share.Hi)
	// Output: 0.5 (0.09 to 0.91)
}
