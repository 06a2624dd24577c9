package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/theme"
)

func TestNumberIn(t *testing.T) {
	for word, want := range map[string]int64{"round 2": 2, "2. Runde": 2, "R2": 2, "2nd": 2, "3rd pass": 3, "tour n° 12": 12, "(1)": 1, "#1": 1, "round-1": 1, "الجولة 2": 2, "1000": 1000} {
		n, _, ok := numberIn(word)
		assert.True(t, ok, word)
		assert.Equal(t, want, n, word)
	}
	for _, word := range []string{"", "pilot", "0", "round 0", "1001", "-1", "2.5", "2a", "2021-05-01", "1/2", "99999999999999999999", "2nde"} {
		_, _, ok := numberIn(word)
		assert.False(t, ok, word)
	}
}

// rounded are the rounds of the codings of files, as codes and rounds, where each row has a
// code of its own, and the account of their rounds and codes.
func rounded(t *testing.T, files ...string) (rounds []string, got imported) {
	t.Helper()
	var all []exchange.File
	n := 0
	for i, words := range files {
		var table strings.Builder
		table.WriteString("speaker,code,coder,round\nPatient,,,\n")
		for word := range strings.SplitSeq(words, ",") {
			n++
			fmt.Fprintf(&table, "Doctor,c%d,anna,%s\n", n, word)
		}
		all = append(all, inMemory(fmt.Sprintf("v%d.csv", i), table.String()))
	}
	got = importAll(t, coded(), all...)
	for _, c := range got.codings {
		require.Len(t, c.Codes, 1)
		rounds = append(rounds, fmt.Sprintf("%s %d", strings.TrimPrefix(string(c.Codes[0]), "code."), c.Round))
	}
	return rounds, got
}

// Rounds that are words are numbered in the order in which they first come, and the account
// says so.
func TestRoundsInWords(t *testing.T) {
	rounds, got := rounded(t, "pilot,final,Pilot", "final,check")
	assert.Equal(t, []string{"c1 1", "c2 2", "c3 1", "c4 2", "c5 3"}, rounds, "in the order in which they first come, of all files")
	assert.Equal(t, exchange.Count{Read: 5, Changed: map[string]int64{lossRoundWord: 5}}, got.loss.Of("round"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 5}, got.loss.Of("code"))
	found := ofRule(got.findings, ruleCSVRound)
	require.Len(t, found, 2, "one of each file")
	assert.Equal(t, "3 rounds are called otherwise than by a number from 1 to 1000; this is the first place", found[0].Detail)
	assert.Equal(t, 3, found[0].Position.Line)

	rounds, got = rounded(t, "Round 1,2. Runde,1,2nd")
	assert.Equal(t, []string{"c1 1", "c2 2", "c3 1"}, rounds, "another word with the same number may be another round")
	assert.Equal(t, exchange.Count{Read: 4, Kept: 3, Dropped: map[string]int64{lossRoundPlaced: 1}}, got.loss.Of("round"))

	rounds, got = rounded(t, "pilot,1,2", "final,")
	assert.Equal(t, []string{"c2 1", "c3 2", "c5 1"}, rounds, "where the pilot belongs is not told")
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Dropped: map[string]int64{lossRoundPlaced: 2}}, got.loss.Of("round"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Dropped: map[string]int64{lossRoundPlaced: 2}}, got.loss.Of("code"))

	rounds, got = rounded(t, "1,2")
	assert.Equal(t, []string{"c1 1", "c2 2"}, rounds)
	assert.Zero(t, got.loss.Of("round"), "there is nothing to tell")
}

// The year of a round is a word too: the schema holds a thousand rounds.
func TestRoundsBeyondTheSchema(t *testing.T) {
	rounds, _ := rounded(t, "2021,2022,2021")
	assert.Equal(t, []string{"c1 1", "c2 2", "c3 1"}, rounds)
	words := make([]string, maxRound+2)
	for i := range words {
		words[i] = "w" + strings.Repeat("x", i)
	}
	rounds, got := rounded(t, strings.Join(words, ","))
	assert.Len(t, rounds, maxRound)
	assert.Equal(t, int64(2), got.loss.Of("round").Dropped[lossTooMany])
	assert.True(t, got.loss.Balanced())
}

// A coder who saw a turn in a round that cannot be placed has not said that none applies.
func TestRoundsWithoutCodes(t *testing.T) {
	got := importAll(t, coded(), inMemory("v.csv", "turn,speaker,code,coder,round\n1,Patient,,anna,pilot\n2,Doctor,ask,anna,2\n"))
	require.Len(t, got.codings, 1)
	assert.Equal(t, []theme.CodeID{"code.ask"}, got.codings[0].Codes)
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{lossRoundPlaced: 1}}, got.loss.Of("code"))
}

// The same table has the same ids, whatever other words stand in it.
func TestRoundsKeepTheirIDs(t *testing.T) {
	_, one := rounded(t, "pilot,final")
	_, other := rounded(t, "check,final")
	assert.Equal(t, one.codings[1].ID, other.codings[1].ID)
	assert.NotEqual(t, one.codings[0].ID, other.codings[0].ID)
}
