package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Names are numbered in the order in which they first come, and beyond a bound no more.
func TestGlossary(t *testing.T) {
	var g glossary
	assert.Equal(t, given{0, 0, 1}, g.given(codeName{"t", "a"}, "x", 1))
	assert.Equal(t, given{1, 0, 2}, g.given(codeName{"u", "a"}, "x", 2))
	assert.Equal(t, given{0, 1, 1}, g.given(codeName{"t", "a"}, "", 1))
	for i := range maxNames {
		g.given(codeName{"t", fmt.Sprint(i)}, fmt.Sprint(i), 1)
	}
	assert.Len(t, g.codes, maxNames)
	assert.Len(t, g.coders, maxNames)
	assert.Equal(t, given{noRoom, noRoom, 1}, g.given(codeName{"t", "b"}, "y", 1))
	assert.Equal(t, given{0, 1, 1}, g.given(codeName{"t", "a"}, "", 1), "what is known stays so")
}

// A code that stands in a cell again and again is held once, and counted each time. The table
// is synthetic.
func TestCodesOfACellAgain(t *testing.T) {
	from := coded()
	from.CodeSeparator = ";"
	const n = 100_000
	cell := strings.Repeat("ask;tell;", n)
	got := importAll(t, from, inMemory("x.csv", "turn,speaker,code\n1,Doctor,"+cell+"\n2,Patient,ask\n3,Nurse,ask;tell;ask\n4,Stranger,ask;ask\n"))
	require.Len(t, got.codings, 3)
	assert.Len(t, got.codings[0].Codes, 2)
	assert.Equal(t, exchange.Count{Read: 2*n + 6, Kept: 5, Dropped: map[string]int64{lossGivenTwice: 2*n - 1, lossNoTurn: 2}}, got.loss.Of("code"))

	var turn codedTurn
	g := given{1, 0, 1}
	turn.give(g)
	assert.Zero(t, testing.AllocsPerRun(1000, func() { turn.repeat(g) }))
	u := turn.uttered(&codedSpeaker{})
	assert.Equal(t, 1+1001, u.given())
}

// Codes for which there is no room are counted each time too.
func TestCodesWithoutRoomAgain(t *testing.T) {
	from := coded()
	from.CodeSeparator = ";"
	var many strings.Builder
	for i := range maxCodes {
		fmt.Fprintf(&many, "%d,Patient,c%d\n", i+2, i)
	}
	got := importAll(t, from, inMemory("x.csv", "turn,speaker,code\n1,Doctor,\n"+many.String()+"9000,Doctor,over;over;c1;over\n"))
	assert.Equal(t, exchange.Count{Read: maxCodes + 4, Kept: maxCodes + 1, Dropped: map[string]int64{lossTooMany: 3}}, got.loss.Of("code"))
	assert.True(t, strings.HasPrefix(ofRule(got.findings, ruleTooManyCodes)[0].Detail, "3 "), "each time")
}
