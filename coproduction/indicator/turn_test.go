package indicator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	patient      = encounter.RolePatient
	professional = encounter.RoleProfessional
	interpreter  = encounter.RoleInterpreter
)

// said makes a timed and counted turn of a speaker whose number is that of the role.
func said(role encounter.Role, start, end, words int64, floor encounter.Floor) Turn {
	speaker := slices.Index(encounter.Roles(), role)
	return Turn{Speaker: speaker, Role: role, Floor: floor, Start: start, End: end, Words: words, Timed: true, Counted: true}
}

// randomTalk makes synthetic turns.
func randomTalk(random *rand.Rand) []Turn {
	turns := make([]Turn, 1+random.IntN(15))
	for i := range turns {
		start := random.Int64N(60)
		turns[i] = said(encounter.Roles()[random.IntN(4)], start, start+random.Int64N(12), random.Int64N(9), "")
	}
	return turns
}

func TestTalkLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	var of estimate.Subject
	var again Talk
	for range 500 {
		turns := randomTalk(random)
		before := slices.Clone(turns)
		talk := TalkOf(turns)
		rows := talk.Rows(of)
		assert.Equal(t, before, turns, "not modified")
		again.Reset(turns)
		assert.Equal(t, rows, again.Rows(of), "memory used again leaves no trace")

		for i := range turns {
			turns[i].Speaker = 1000 - 7*turns[i].Speaker
		}
		assert.Equal(t, rows, TalkOf(turns).Rows(of), "other numbers for the speakers change nothing")
		for i := range turns {
			turns[i].Start += 12345
			turns[i].End += 12345
		}
		assert.Equal(t, rows, TalkOf(turns).Rows(of), "a later clock changes nothing")

		// Second by second: who is talking in [ms, ms+1)?
		var silence, overlap, span int64
		for ms := talk.turns[0].Start; ms < talk.ends[len(talk.ends)-1]; ms++ {
			going := 0
			for _, turn := range talk.turns {
				if turn.Start <= ms && ms < turn.End {
					going++
				}
			}
			span++
			switch {
			case going == 0:
				silence++
			case going > 1:
				overlap++
			}
		}
		assert.Equal(t, [3]float64{float64(silence), float64(overlap), float64(span)},
			[3]float64{talk.Silence().Value, talk.Overlap().Value, talk.Span().Value})

		for _, by := range Bys() {
			var sum float64
			for _, role := range encounter.Roles() {
				sum += talk.Share(by, role).Value
			}
			if talk.Share(by, patient).Defined() {
				assert.InDelta(t, 1, sum, 1e-12, "shares of the roles")
			}
			for i := range turns {
				switch turns[i].Role {
				case patient:
					turns[i].Role = professional
				case professional:
					turns[i].Role = patient
				}
			}
			if a, b := talk.Dominance(by), TalkOf(turns).Dominance(by); a.Defined() && b.Defined() {
				assert.InDelta(t, 1, a.Value*b.Value, 1e-12, "exchanged roles invert it")
			}
			for i := range turns {
				switch turns[i].Role {
				case patient:
					turns[i].Role = professional
				case professional:
					turns[i].Role = patient
				}
			}
		}
		random.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
		shuffled := TalkOf(turns)
		assert.Equal(t, talk.Silence(), shuffled.Silence())
		assert.Equal(t, talk.Overlap(), shuffled.Overlap())
		assert.Equal(t, talk.Gini(ByTime), shuffled.Gini(ByTime))
		assert.Equal(t, talk.Evenness(ByWords), shuffled.Evenness(ByWords))
	}
}

func TestTalkLacks(t *testing.T) {
	base := []Turn{said(professional, 0, 500, 4, ""), said(patient, 600, 900, 3, "")}
	for _, tt := range []struct {
		name  string
		spoil func(*Turn)
		by    By
		want  estimate.Reason
	}{
		{"no times", func(t *Turn) { t.Timed = false }, ByTime, estimate.NoTimes},
		{"reversed", func(t *Turn) { t.End = t.Start - 1 }, ByTime, estimate.ReversedTime},
		{"too late", func(t *Turn) { t.End = longest + 1 }, ByTime, estimate.TooLarge},
		{"too early", func(t *Turn) { t.Start = -longest - 1 }, ByTime, estimate.TooLarge},
		{"no words", func(t *Turn) { t.Counted = false }, ByWords, estimate.NoWordCounts},
		{"negative", func(t *Turn) { t.Words = -1 }, ByWords, estimate.NegativeCount},
		{"too many", func(t *Turn) { t.Words = longest + 1 }, ByWords, estimate.TooLarge},
	} {
		turns := slices.Clone(base)
		tt.spoil(&turns[0])
		talk := TalkOf(turns)
		for _, e := range []estimate.Estimate{talk.Share(tt.by, patient), talk.Total(tt.by, professional), talk.Dominance(tt.by), talk.Gini(tt.by), talk.Evenness(tt.by)} {
			assert.Equal(t, tt.want, e.Undefined, "%s: %s", tt.name, e.Formula)
		}
		assert.True(t, talk.Total(tt.by, patient).Defined(), "%s: the patient's turn lacks nothing", tt.name)
		assert.True(t, talk.Share(ByTurns, patient).Defined(), "turns can always be counted")
		assert.Equal(t, 1., talk.Switches().Value)
		if tt.by == ByTime {
			for _, e := range []estimate.Estimate{talk.Span(), talk.Silence(), talk.Overlap(), talk.MeanSwitchGap(), talk.LongestTurn(professional), talk.Opening(), talk.OpeningUntilInterruption()} {
				assert.Equal(t, tt.want, e.Undefined, "%s: %s", tt.name, e.Formula)
			}
		} else {
			assert.Equal(t, tt.want, talk.MeanTurnWords(professional).Undefined)
		}
	}
	turns := slices.Clone(base)
	turns[0].End = turns[0].Start
	assert.True(t, TalkOf(turns).Span().Defined(), "a turn of no length is not reversed")
	assert.Equal(t, estimate.UnknownOption, TalkOf(base).Share("breaths", patient).Undefined)
	assert.Equal(t, estimate.UnknownOption, TalkOf(base).Gini("breaths").Undefined)
}

func TestTalkDegenerate(t *testing.T) {
	for _, row := range new(Talk).Rows(estimate.Subject{}) {
		assert.Equal(t, estimate.NoTurns, row.Undefined, row.Measure)
	}
	alone := TalkOf([]Turn{said(patient, 0, 10, 0, "")})
	assert.Equal(t, estimate.OneTurn, alone.SwitchRate().Undefined)
	assert.Equal(t, estimate.NoSwitch, alone.MeanSwitchGap().Undefined)
	assert.Equal(t, estimate.OneSpeaker, alone.Evenness(ByTime).Undefined)
	assert.Equal(t, estimate.ZeroTotal, alone.Share(ByWords, patient).Undefined)
	assert.Equal(t, estimate.NoPatientTalk, alone.Dominance(ByWords).Undefined)
	assert.Equal(t, estimate.NoTurnOfRole, alone.MeanTurnWords(professional).Undefined)
	assert.Equal(t, estimate.NoTurnOfRole, alone.LongestTurn(professional).Undefined)
	assert.Equal(t, 0., alone.Total(ByTime, professional).Value, "a true zero")
	assert.Equal(t, estimate.NoPatientTalk, TalkOf([]Turn{said(professional, 0, 10, 0, "")}).Opening().Undefined)
}

func TestOpening(t *testing.T) {
	const (
		turn, mm, over, cut = encounter.FloorTurn, encounter.FloorBackchannel, encounter.FloorOverlap, encounter.FloorInterruption
	)
	ask := said(professional, 0, 900, 3, "") // before the patient: its floor does not matter
	start := said(patient, 1000, 7000, 9, turn)
	tests := []struct {
		name, from string
		after      []Turn
		any, floor float64
		censored   [2]bool
		why        estimate.Reason
	}{
		{"backchannel, then cut off", "by hand, 3 − 1 s and 6 − 1 s", []Turn{said(professional, 3000, 3200, 1, mm), said(professional, 6000, 8000, 5, cut)}, 2000, 5000, [2]bool{}, ""},
		{"came to an end", "by hand, 8 − 1 s and 7 − 1 s", []Turn{said(professional, 8000, 9000, 5, turn), said(professional, 8500, 9000, 5, cut)}, 7000, 6000, [2]bool{false, true}, ""},
		{"went on after a backchannel", "by hand, last word of the patient at 9 s", []Turn{said(professional, 7000, 7100, 1, mm), said(patient, 7200, 9000, 5, turn), said(professional, 9100, 9200, 1, turn)}, 6000, 8000, [2]bool{false, true}, ""},
		{"overlap leaves the floor", "by hand", []Turn{said(professional, 2000, 2500, 1, over), said(professional, 4000, 4500, 1, cut)}, 1000, 3000, [2]bool{}, ""},
		{"interpreter is no professional", "by hand", []Turn{said(interpreter, 2000, 2500, 1, cut), said(professional, 4000, 4500, 1, cut)}, 3000, 3000, [2]bool{}, ""},
		{"nobody followed", "by hand, to the end of the talk", nil, 6000, 6000, [2]bool{true, true}, ""},
		{"not marked", "", []Turn{said(professional, 3000, 3200, 1, "")}, 2000, 0, [2]bool{}, estimate.FloorNotMarked},
		{"not marked after the decision", "by hand", []Turn{said(professional, 3000, 3200, 1, cut), said(professional, 4000, 4200, 1, "")}, 2000, 2000, [2]bool{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			talk := TalkOf(append([]Turn{ask, start}, tt.after...))
			a, f := talk.Opening(), talk.OpeningUntilInterruption()
			assert.Equal(t, tt.any, a.Value, tt.from)
			assert.Equal(t, tt.floor, f.Value, tt.from)
			assert.Equal(t, tt.why, f.Undefined)
			for i, e := range []estimate.Estimate{a, f} {
				assert.Equal(t, tt.censored[i], slices.Contains(e.Warnings, estimate.Censored))
			}
		})
	}
}

// Turns at the very same time stay in the order given, however many they are.
func TestTiesKeepTheirOrder(t *testing.T) {
	var turns []Turn
	for i := range 50 {
		turns = append(turns, said([]encounter.Role{patient, professional}[i/25], 10*int64(i%2), 20, 1, ""))
	}
	assert.Equal(t, 3., TalkOf(turns).Switches().Value, "by hand: at 0 ms one then the other, and again at 10 ms")
}

func TestResetDoesNotAllocate(t *testing.T) {
	turns := randomTalk(rand.New(rand.NewPCG(11, 12)))
	talk := TalkOf(turns)
	assert.Zero(t, testing.AllocsPerRun(100, func() { talk.Reset(turns) }))
}

func ExampleTalkOf() {
	talk := TalkOf([]Turn{
		{Speaker: 1, Role: encounter.RoleProfessional, Start: 0, End: 3000, Words: 12, Timed: true, Counted: true},
		{Speaker: 2, Role: encounter.RolePatient, Start: 3200, End: 9200, Words: 25, Timed: true, Counted: true},
		{Speaker: 1, Role: encounter.RoleProfessional, Start: 9000, End: 10000, Timed: true}, // words not counted
	})
	fmt.Println("patient's share of the time:", talk.Share(ByTime, encounter.RolePatient).Value)
	fmt.Println("of the words: undefined:", talk.Share(ByWords, encounter.RolePatient).Undefined)
	fmt.Println("silence:", talk.Silence().Value, "ms; overlap:", talk.Overlap().Value, "ms")
	// Output:
	// patient's share of the time: 0.6
	// of the words: undefined: a turn has no word count
	// silence: 200 ms; overlap: 200 ms
}
