package transcript

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// times are start and end of an encounter's turns.
func times(one *Consultation) (all [][2]int64) {
	for _, turn := range one.Encounter.Turns {
		all = append(all, [2]int64{*turn.StartMs, *turn.EndMs})
	}
	return all
}

func TestClipping(t *testing.T) {
	tests := []struct {
		name      string
		intervals []Interval
		want      [][2]int64
		changed   int64
	}{
		{"touching, and rounded alike", []Interval{{0, 1.0005, "a"}, {1.0005, 2, "b"}}, [][2]int64{{0, 1001}, {1001, 2000}}, 0},
		{"a microsecond, which rounding makes a millisecond", []Interval{{0, 1.0005, "a"}, {1.0004999, 2, "b"}}, [][2]int64{{0, 1000}, {1000, 2000}}, 1},
		{"a millisecond", []Interval{{0, 1.001, "a"}, {1, 2, "b"}}, [][2]int64{{0, 1000}, {1000, 2000}}, 1},
		{"a millisecond, twice", []Interval{{0, 1.001, "a"}, {1, 2.001, "b"}, {2, 3, "c"}}, [][2]int64{{0, 1000}, {1000, 2000}, {2000, 3000}}, 2},
		{"two within a millisecond", []Interval{{0, 1.001, "a"}, {1, 1.001, "b"}, {1, 2, "c"}}, [][2]int64{{0, 1000}, {1000, 1000}, {1000, 2000}}, 2},
		{"no length", []Interval{{1, 1, "a"}, {1, 2, "b"}}, [][2]int64{{1000, 1000}, {1000, 2000}}, 0},
		{"out of order", []Interval{{5, 6, "b"}, {1, 2, "a"}}, [][2]int64{{1000, 2000}, {5000, 6000}}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := files{"v.TextGrid": grid(tier("patient", tt.intervals...))}.convert(t, two)
			require.NotNil(t, all[0].Encounter)
			assert.Equal(t, tt.want, times(all[0]))
			want := exchange.Count{Read: int64(len(tt.intervals)), Kept: int64(len(tt.intervals)) - tt.changed}
			if tt.changed > 0 {
				want.Changed = map[string]int64{lossClipped: tt.changed}
			}
			assert.Equal(t, want, all[0].Loss.Of("interval"))
		})
	}
}

func TestOverlapIsRefused(t *testing.T) {
	for name, intervals := range map[string][]Interval{
		"of a short one inside a long one": {{0, 9, "a"}, {2, 3, "b"}},
		"that a short one lies between":    {{0, 9, "a"}, {2, 2.001, "b"}, {8, 10, "c"}},
		"of two milliseconds":              {{0, 1.002, "a"}, {1, 2, "b"}},
		"of the same stretch":              {{0, 1, "a"}, {0, 1, "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			all := files{"v.TextGrid": grid(tier("patient", intervals...))}.convert(t, two)
			assert.Nil(t, all[0].Encounter)
			assert.Equal(t, 1, count(all[0].Findings)[ruleOwnOverlap], "one finding a tier")
		})
	}
}

func TestTurnsInOrder(t *testing.T) {
	all := files{"v.TextGrid": grid(
		tier("patient", Interval{1.0001, 3, "b"}, Interval{5, 6, "two words"}, Interval{8, 8.5, "d"}),
		tier("doctor", Interval{1.0002, 2, "c"}, Interval{5, 6, "e"}, Interval{8, 9, "f"}),
	)}.convert(t, two)
	e := all[0].Encounter
	assert.Equal(t, [][2]int64{
		{1000, 3000}, {1000, 2000}, // the file's own times decide within a millisecond
		{5000, 6000}, {5000, 6000}, // then the roles: the doctor first
		{8000, 8500}, {8000, 9000}, // the end before the roles
	}, times(all[0]))
	assert.Equal(t, e.Patient, e.Turns[0].Speaker)
	assert.NotEqual(t, e.Patient, e.Turns[2].Speaker)
	assert.Equal(t, e.Patient, e.Turns[4].Speaker)
	assert.Equal(t, int64(2), *e.Turns[3].Words)
}

func TestTimesCountFromTheStart(t *testing.T) {
	part := func(start, end Seconds, i Interval) string {
		return gridFrom(start, end, Tier{Name: "x", Start: start, End: end, Intervals: []Interval{i}})
	}
	tests := []struct {
		name            string
		doctor, patient string
		want            [][2]int64
		length          int64
	}{
		{"from 0", part(0, 10, Interval{1, 2, "a"}), part(0, 20, Interval{3, 4, "b"}), [][2]int64{{1000, 2000}, {3000, 4000}}, 20_000},
		{"a part of a recording", part(100, 110, Interval{101, 102, "a"}), part(100.5, 109, Interval{103, 104, "b"}), [][2]int64{{1000, 2000}, {3000, 4000}}, 10_000},
		{"before 0", part(-1, 10, Interval{-1, 2, "a"}), part(0, 10, Interval{3, 4, "b"}), [][2]int64{{0, 3000}, {4000, 5000}}, 11_000},
		{"talk outside the file", part(0, 10, Interval{-0.5, 2, "a"}), part(0, 10, Interval{3, 12, "b"}), [][2]int64{{0, 2500}, {3500, 12500}}, 12_500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := files{"v_doctor.TextGrid": tt.doctor, "v_patient.TextGrid": tt.patient}.convert(t, two)
			require.NotNil(t, all[0].Encounter)
			assert.Equal(t, tt.want, times(all[0]))
			assert.Equal(t, tt.length, *all[0].Encounter.DurationMs)
		})
	}
}

// Whatever is said when, a record keeps what the rules of encounters ask, and the
// account balances.
func TestTalkIsSound(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	kept := 0
	for range 2000 {
		var crowd []Interval
		at := 0.0
		for range rng.IntN(12) {
			at += rng.Float64()*0.003 - 0.0002
			start := at
			at += rng.Float64() * 0.002
			crowd = append(crowd, Interval{Seconds(start), Seconds(max(start, at)), []string{"", "a b", "<UNIN/>"}[rng.IntN(3)]})
		}
		rng.Shuffle(len(crowd), func(i, j int) { crowd[i], crowd[j] = crowd[j], crowd[i] })
		all := files{"v.TextGrid": grid(tier("patient", crowd...))}.convert(t, two)
		if all[0].Encounter == nil {
			assert.Equal(t, 1, count(all[0].Findings)[ruleOwnOverlap])
			continue
		}
		kept++
		turns := times(all[0])
		assert.True(t, slices.IsSortedFunc(turns, func(a, b [2]int64) int { return int(a[0] - b[0]) }))
		for i, turn := range turns {
			require.LessOrEqual(t, turn[0], turn[1])
			require.LessOrEqual(t, turn[1], *all[0].Encounter.DurationMs)
			require.GreaterOrEqual(t, turn[0], int64(0))
			if i > 0 {
				require.LessOrEqual(t, turns[i-1][1], turn[0], "nobody speaks twice at once")
			}
		}
	}
	assert.Greater(t, kept, 1000)
}

// What is too long is exactly what the schema refuses.
func TestLimitsAreThoseOfTheSchema(t *testing.T) {
	for rule, want := range map[schema.RuleID]string{
		"encounter/durationMs#maximum":    fmt.Sprintf("must be at most %d", maxMs),
		"encounter/turns/*/endMs#maximum": fmt.Sprintf("must be at most %d", maxMs),
		"encounter/turns/*/words#maximum": fmt.Sprintf("must be at most %d", maxWords),
		"encounter/turns#maxItems":        fmt.Sprintf("must have at most %d items", maxTurns),
		"encounter/presence#maxItems":     fmt.Sprintf("must have at most %d items", maxPresent),
	} {
		constraint, known := schema.ConstraintOf(rule)
		require.True(t, known, rule)
		assert.Equal(t, want, constraint.Says, rule)
	}
}

func TestAsManySpeakersAsCanBe(t *testing.T) {
	roles, tiers := two, []Tier{tier("patient", Interval{0, 10, "x"})}
	for n := range maxPresent {
		if n == maxPresent-1 {
			all := files{"v.TextGrid": grid(tiers...)}.convert(t, roles)
			require.NotNil(t, all[0].Encounter)
			assert.Len(t, all[0].Encounter.Presence, maxPresent)
		}
		name := fmt.Sprintf("relative %d", n)
		roles += "," + name + "=relative"
		tiers = append(tiers, tier(name, Interval{0, 10, "x"}))
	}
	all := files{"v.TextGrid": grid(tiers...)}.convert(t, roles)
	assert.Equal(t, 1, count(all[0].Findings)[ruleTooLong])
}
