package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// A table may have many coders of one turn, and many speakers.
func TestManyCodersAndSpeakers(t *testing.T) {
	const n = 60_000
	coders, speakers := new(strings.Builder), new(strings.Builder)
	coders.WriteString("turn,speaker,coder,code\n1,Patient,,\n2,Doctor,,\n")
	speakers.WriteString("speaker\nPatient\n")
	for i := range n {
		fmt.Fprintf(coders, "1,Patient,c%d,\n", i)
		fmt.Fprintf(speakers, "Doctor_%d\n", i)
	}
	got := importAll(t, coded(), inMemory("x.csv", coders.String()))
	assert.Len(t, got.codings, maxCoders)
	assert.Equal(t, exchange.Count{Read: n, Changed: map[string]int64{"seen, and no code applies": maxCoders}, Dropped: map[string]int64{lossTooMany: n - maxCoders}}, got.loss.Of("code"))

	got = importAll(t, coded(), inMemory("x.csv", speakers.String()))
	assert.Empty(t, got.encounters)
	assert.Equal(t, exchange.Count{Read: n + 1, Dropped: map[string]int64{lossRefused: n + 1}}, got.loss.Of("row"), "rows of a consultation that was refused")
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{lossRefused: 1}}, got.loss.Of("file"))
}

// A coder for whose codes there is no room has not said that none applies.
func TestNoRoomForCodes(t *testing.T) {
	var table strings.Builder
	table.WriteString("turn,speaker,code\n0,Doctor,\n")
	for i := range maxCodes + 1 {
		fmt.Fprintf(&table, "%d,Patient,c%d\n", i+1, i)
	}
	got := importAll(t, coded(), inMemory("x.csv", table.String()))
	require.Len(t, got.codings, maxCodes)
	for _, c := range got.codings {
		assert.Len(t, c.Codes, 1)
	}
	assert.Equal(t, exchange.Count{Read: maxCodes + 1, Kept: maxCodes, Dropped: map[string]int64{lossTooMany: 1}}, got.loss.Of("code"))
}

// Times that are left out are counted: an end without a start, a start beyond a week, and
// what is no time.
func TestTimesLeftOut(t *testing.T) {
	const table = "encounter,turn,speaker,start,end,note\nv,1,Doctor,0,1,SECRET\nv,2,Patient,,3,SECRET\nv,3,Doctor,604801,,SECRET\nv,4,Patient,SECRET,,\nv,5,Patient,604800,,\n"
	got := importAll(t, coded(), inMemory("x.csv", table))
	require.Len(t, got.encounters, 1)
	turns := got.encounters[0].Turns
	assert.Nil(t, turns[2].StartMs)
	assert.Equal(t, int64(604_800_000), *turns[4].StartMs, "a week")
	assert.Equal(t, exchange.Count{Read: 5, Kept: 2, Changed: map[string]int64{lossNoTimes: 3}}, got.loss.Of("turn"))
	assert.Equal(t, exchange.Count{Read: 6, Kept: 5, Dropped: map[string]int64{lossColumn: 1}}, got.loss.Of("column"), "the note")
	times := ofRule(got.findings, ruleScriptTimes)
	require.Len(t, times, 1)
	assert.Equal(t, int64(strings.Index(table, "3,SECRET")), times[0].Position.Offset)
	assert.True(t, strings.HasPrefix(times[0].Detail, "2 "), times[0].Detail)
}

// A week is as long as a turn may last into, to the millisecond.
func TestEndOfAWeek(t *testing.T) {
	got := importAll(t, coded(), inMemory("x.csv", "speaker,start_ms,end_ms\nDoctor,0,1\nPatient,604799000,604800000\nDoctor,604799000,604800001\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 0 0-1", "patient 0 604799000-604800000", "professional 0"}, turnsOr0(got.encounters[0]))
}

// Turns of a table that stand in the order of their numbers, and not of their times, are
// parted in the order of their times: none comes to end before it begins.
func TestPartedBackwards(t *testing.T) {
	got := importAll(t, coded(), inMemory("x.csv", "turn,speaker,start_ms,end_ms\n1,Doctor,0,10\n2,Patient,5001,5001\n3,Patient,5000,6000\n4,Patient,1000,2000\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 0 0-10", "patient 0", "patient 0 5000-6000", "patient 0 1000-2000"}, turnsOr0(got.encounters[0]))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 3, Changed: map[string]int64{lossNoTimes: 1}}, got.loss.Of("turn"))
}

// A table of consultations has columns that are in no record.
func TestColumnsOfATableOfDialogues(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.csv", "encounter_id,dataset,dialogue,note\n1,SECRET,\"[doctor] a\n[patient] b\",SECRET\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{lossColumn: 2}}, got.loss.Of("column"))
}

// A number of words and a time that cannot be read are changes; a word for an empty cell
// is none.
func TestUnreadNumbersAreChanges(t *testing.T) {
	got := importAll(t, coded(), inMemory("x.csv", "speaker,start,words\nDoctor,0,five\nPatient,NA,NA\nPatient,x,2\n"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Changed: map[string]int64{lossNoWords: 1, lossNoTimes: 1}}, got.loss.Of("turn"))
	assert.Equal(t, 1, count(got.findings)[ruleCSVNumber])
}

// A text that stands in the file in pieces is not kept as it is, and says so; one that
// stands there whole is.
func TestComposedTexts(t *testing.T) {
	options := exchange.Options{ID: keyed, KeepText: true}
	composed := exchange.Count{Read: 1, Changed: map[string]int64{lossComposed: 1}}
	got := importAll(t, CodedTurns{Options: options}, inMemory("x.csv", "speaker,text\nDoctor,\"how  are\nyou\"\nPatient,fine\n"))
	assert.Equal(t, composed, got.loss.Of("text"))
	got = importAll(t, Script{Options: options, Form: WebVTT}, inMemory("x.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Doctor>how  <i>are</i>\nyou\n\n00:01.000 --> 00:02.000\n<v Patient>fine\n"))
	assert.Equal(t, composed, got.loss.Of("text"))
	got = importAll(t, Labelled{Options: options}, inMemory("x.txt", "Doctor: how  are you\nPatient: fine\n"))
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, got.loss.Of("text"))
}

// A row has the fate of its turn, also where several rows are of one: it is kept where the
// turn is, and not where its speaker has no role or no name.
func TestRowsOfCodedTurns(t *testing.T) {
	const table = "encounter,turn,speaker,start,code\n" +
		"v,1,Doctor,0,ask\nv,1,,,list\nv,2,SECRET,1,ask\nv,2,,,list\nv,2,,,list\nv,3,,2,ask\nv,4,Patient,x,tell\nv,4,,,list\n,5,Doctor,,\nw,1,SECRET,,ask\n"
	got := importAll(t, coded(), inMemory("x.csv", table))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, exchange.Count{Read: 10, Kept: 2, Changed: map[string]int64{lossNoTimes: 2},
		Dropped: map[string]int64{lossStranger: 2, lossUnnamed: 1, lossTwice: 1, lossRow: 1, lossRefused: 1}}, got.loss.Of("row"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 1, Changed: map[string]int64{lossNoTimes: 1},
		Dropped: map[string]int64{lossStranger: 1, lossUnnamed: 1, lossRefused: 1}}, got.loss.Of("turn"))
}

// A row of a table of consultations has the fate of its consultation.
func TestRowsOfConsultations(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.csv", "ID,dialogue\n1,\"Doctor: a\nPatient: b\"\n2,Doctor: a\n,Doctor: a\n1,Patient: a\n"))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Dropped: map[string]int64{lossRefused: 2, lossRow: 1}}, got.loss.Of("row"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{string(rulePatient): 1, string(ruleAmbiguous): 1}}, got.loss.Of("consultation"))
}

// A point before three digits may part thousands: the number is not read as one of them, but
// counted in the text or left out, with a finding at the cell.
func TestThousands(t *testing.T) {
	const table = "turn;speaker;start;words;text\n1;Doctor;0,5;1.000;a b\n2;Patient;1,5;2.000;\n3;Doctor;2,5;3.0;\n4;Patient;3,5;4.00;\n5;Doctor;4,5;1.234;\n6;Patient;5,5;1234.000;\n7;Doctor;6,5;0.000;\n"
	got := importAll(t, coded(), inMemory("x.csv", table))
	require.Len(t, got.encounters, 1)
	var words []any
	for _, turn := range got.encounters[0].Turns {
		if turn.Words == nil {
			words = append(words, nil)
		} else {
			words = append(words, *turn.Words)
		}
	}
	assert.Equal(t, []any{int64(2), nil, int64(3), int64(4), nil, int64(1234), int64(0)}, words)
	f := only(t, got.findings, ruleCSVThousands)
	assert.Equal(t, int64(strings.Index(table, "1.000")), f.Position.Offset)
	assert.True(t, strings.HasPrefix(f.Detail, "3 cells hold a whole number with a point before three digits"), f.Detail)
	assert.Equal(t, exchange.Count{Read: 7, Kept: 4, Changed: map[string]int64{lossNoWords: 3}}, got.loss.Of("turn"))
	assert.Empty(t, ofRule(got.findings, ruleCSVNumber), "it is told once")
}

// A time with a point before three digits is one of seconds, as it is in most tables; where
// others of the table have a decimal comma it may be thousands, and a finding says so.
func TestThousandsInTimes(t *testing.T) {
	for text, want := range map[string]int{
		"speaker;start\nDoctor;1,5\nPatient;2.000\nDoctor;3.250\n": 2,
		"speaker;start\nDoctor;2.000\nPatient;0.500\nDoctor;3,5\n": 1,
		"speaker;start\nDoctor;2.000\nPatient;3.000\n":             0,
		"speaker;start\nDoctor;2,000\nPatient;3,000\n":             0,
		"speaker;start\nDoctor;0:02.000\nPatient;0:03,000\n":       0,
		"speaker;start_ms\nDoctor;1,5\nPatient;2.000\n":            1,
	} {
		got := importAll(t, coded(), inMemory("x.csv", text))
		require.Len(t, got.encounters, 1)
		found := ofRule(got.findings, ruleCSVThousands)
		require.Len(t, found, min(want, 1), text)
		if want > 0 {
			assert.True(t, strings.HasPrefix(found[0].Detail, strconv.Itoa(want)+" time"), found[0].Detail)
			assert.Equal(t, int64(strings.Index(text, "2.000")), found[0].Position.Offset, text)
		}
	}
}

// An empty cell says that no code applies only where its coder gave the turn none: beside
// codes, in whichever order, it stands in no record.
func TestNoCodeBesideCodes(t *testing.T) {
	for _, rows := range []string{"v,1,Doctor,,,,ask,a,\nv,1,Doctor,,,,,a,\n", "v,1,Doctor,,,,,a,\nv,1,Doctor,,,,ask,a,\n"} {
		got := importAll(t, coded(), inMemory("x.csv", codedHead+rows+"v,2,Patient,,,,,a,\n"))
		require.Len(t, got.codings, 2, rows)
		assert.Equal(t, []int{1, 0}, []int{len(got.codings[0].Codes), len(got.codings[1].Codes)})
		assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Changed: map[string]int64{lossNoneApplies: 1}, Dropped: map[string]int64{lossNoneBeside: 1}}, got.loss.Of("code"))
	}
}
