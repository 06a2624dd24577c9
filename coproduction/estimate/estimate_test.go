package estimate

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestConstructorsGuard(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		assert.Equal(t, Undefined(NotFinite, 4), Point(bad, 4))
		e := Point(1, 4)
		assert.Equal(t, e.Warn(NoInterval), e.Within(bad, bad, .9, Wilson))
	}
	assert.False(t, math.Signbit(Point(math.Copysign(0, -1), 1).Value), "no negative zero")
	assert.Equal(t, NotFinite, Undefined("", 0).Undefined, "an empty reason would claim a value")
	assert.Equal(t, []Warning{NoInterval}, Point(1, 4).Within(2, 1, .9, Wilson).Warnings, "upside down")
	assert.Equal(t, []Warning{NoInterval}, Point(1, 4).Within(1, 2, 0, Wilson).Warnings, "level 0")
	assert.Equal(t, []Warning{NoInterval}, Point(1, 4).Within(1, 2, 1, Wilson).Warnings, "level 1")
	assert.Equal(t, []Warning{NoInterval}, Point(1, 4).Within(1, 2, .9, "").Warnings, "no method")
	assert.Equal(t, Undefined(NoUnits, 0), Undefined(NoUnits, 0).Within(1, 2, .9, Wilson), "nothing to enclose")

	f := Fraction(Int(3), Int(0), 3, ZeroTotal)
	assert.Equal(t, ZeroTotal, f.Undefined)
	assert.Equal(t, []float64{3, 0}, []float64{*f.Num, *f.Den}, "both parts are kept")
	v, ok := f.Float()
	assert.Zero(t, v)
	assert.False(t, ok)
	assert.True(t, Estimate{}.Defined())
}

func TestWarnDoesNotShare(t *testing.T) {
	e := Count(1).Warn("a")
	e.Warnings = slices.Grow(e.Warnings, 8)
	b, c := e.Warn("b", "a"), e.Warn("c")
	assert.Equal(t, []Warning{"a", "b"}, b.Warnings)
	assert.Equal(t, []Warning{"a", "c"}, c.Warnings)
	assert.Equal(t, []Warning{"a"}, e.Warnings)
}

func TestExclude(t *testing.T) {
	e := Count(5).Exclude(2, NoTimes).Exclude(1, NoWordCounts).Exclude(0, NoTurns).Exclude(-1, NoTurns)
	assert.Equal(t, int64(3), e.Excluded)
	assert.Equal(t, []Warning{"2 left out: a turn has no start or end time", "1 left out: a turn has no word count"}, e.Warnings)
}

func TestReasons(t *testing.T) {
	seen := map[Reason]bool{"": true}
	for _, r := range Reasons() {
		assert.False(t, seen[r], "%q twice or empty", r)
		seen[r] = true
	}
}

func ExampleProportion() {
	e := Proportion(81, 263, 0.95) // Newcombe 1998, table I
	fmt.Printf("%.4f (%.4f to %.4f, %s, n = %d)\n", e.Value, e.Lo, e.Hi, e.Method, e.N)
	fmt.Println(Proportion(0, 0, 0.95).Undefined)
	// Output:
	// 0.3080 (0.2553 to 0.3662, wilson, n = 263)
	// there is nothing to count
}

func ExampleMean() {
	var m Mean
	for _, minutes := range []int64{31, 44, 52, 38, 61, 47, 29, 55, 40, 49} {
		m.Add(minutes)
	}
	e := m.Estimate(0.95)
	fmt.Printf("%.1f (%.1f to %.1f)\n", e.Value, e.Lo, e.Hi)
	// Output: 44.6 (37.2 to 52.0)
}

func ExampleRatio() {
	var talk Ratio
	talk.Add(120, 400) // the patient's seconds of all seconds, one encounter a call
	talk.Add(300, 500)
	talk.Add(200, 300)
	e := talk.Estimate(0.95)
	fmt.Printf("%.3f over %d encounters; %s\n", e.Value, e.N, e.Warnings[0])
	// Output: 0.517 over 3 encounters; fewer than 10 units: one more or one less would change the number much
}

func ExampleWrite() {
	rows := []Row{{Of: Subject{"patient", "p1"}, Measure: "visits", Estimate: Count(3)}}
	if err := Write(os.Stdout, slices.Values(rows)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"estimates":[
	// {"of":{"kind":"patient","id":"p1"},"measure":"visits","params":{},"value":3,"undefined":null,"n":3,"num":null,"den":null,"lo":null,"hi":null,"level":null,"method":null,"warnings":[]}
	// ]}
}
