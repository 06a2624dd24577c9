package transcript

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// codedHead is the first row of most tables here; every table begins with the note that its columns
// are customary.
const codedHead = "⟦csv-columns-assumed⟧encounter,turn,speaker,start,end,words,code,coder,round\n"

// Synthetic tables with ⟦rule⟧ where the finding must be.
var codedMarked = []struct{ name, text string }{
	{"sound", codedHead + "v,1,Doctor,0,1.5,3,ask,a,1\nv,2,Patient,00:02,0:0:3.5,1,tell,a,1\n"},
	{"no speaker", "⟦csv-column-missing⟧encounter,turn\nv,1\n"},
	{"unknown delimiter", "⟦csv-column-missing⟧encounter|turn|speaker\nv|1|Doctor\n"},
	{"no rows", "⟦csv-no-rows⟧" + codedHead},
	{"nothing", "⟦csv-column-missing⟧"},
	{"one encounter", "⟦csv-columns-assumed⟧⟦csv-one-encounter⟧speaker\nDoctor\nPatient\n"},
	{"ragged", codedHead + "v,1,Doctor,,,,,,\n⟦csv-ragged⟧v,2,SECRET\nv,2,Patient,,,,,,\n⟦csv-ragged⟧v,3,Patient,,,,,,,\n"},
	{"no encounter", codedHead + "v,1,Doctor,,,,,,\n⟦csv-encounter-blank⟧,2,SECRET,,,,,,\nv,2,Patient,,,,,,\n"},
	{"no turn", codedHead + "v,1,Doctor,,,,,,\nv,⟦csv-turn-blank⟧,SECRET,,,,,,\nv,2,Patient,,,,,,\n"},
	{"named turns", codedHead + "v,⟦csv-turn-number⟧T2,Doctor,,,,,,\nv,T1,Patient,,,,,,\n"},
	{"twice", codedHead + "v,1,Doctor,,,,ask,a,\n⟦csv-turn-twice⟧v,1,Doctor,,,,ask,a,\nv,1,Doctor,,,,ask,b,\nv,1,Doctor,,,,tell,a,\nv,1,Doctor,,,,ask,a,2\nv,2,Patient,,,,,,\n"},
	{"twice, uncoded", codedHead + "v,1,Doctor,,,,,,\n⟦csv-turn-twice⟧v,1,Doctor,,,,,,\nv,2,Patient,,,,,,\n"},
	{"rows of one turn without its number", "⟦csv-columns-assumed⟧⟦csv-one-coder⟧encounter,speaker,words,code\nv,Doctor,5,open\nv,Patient,9,trust\n⟦csv-turn-again⟧v,Patient,9,fear\nv,Patient,9,fear\nv,Doctor,,a\nv,Doctor,,b\nv,Patient,9,trust\nw,Patient,9,fear\nw,Doctor,1,x\n"},
	{"coders of one turn without its number", "⟦csv-columns-assumed⟧⟦csv-one-encounter⟧speaker,start,end,code,coder,round\nDoctor,0,1,a,x,\n⟦csv-turn-again⟧⟦script-overlap⟧Doctor,0,1,a,y,\nPatient,2,3,a,x,\n"},
	{"contradicting", codedHead + "v,1,Doctor,,,,ask,a,\nv,1,⟦csv-turn-contradicts⟧Patient,,,,ask,b,\nv,2,Patient,,,,,,\n"},
	{"out of order", codedHead + "v,2,Patient,,,,,,\nv,1,⟦csv-turn-order⟧Doctor,,,,,,\n"},
	{"backwards", codedHead + "v,1,Doctor,5,6,,,,\nv,2,⟦script-order⟧Patient,1,2,,,,\n"},
	{"backwards, start alone", codedHead + "v,1,Doctor,5,,,,,\nv,2,⟦script-order⟧Patient,4.999,,,,,\n"},
	{"ends early", codedHead + "v,1,⟦script-times⟧Doctor,5,4,,,,\nv,2,Patient,6,7,,,,\n"},
	{"twice at once", codedHead + "v,1,Doctor,0,4,,,,\nv,2,⟦script-overlap⟧Doctor,3.9,5,,,,\nv,3,Patient,6,7,,,,\n"},
	{"apart", codedHead + "v,1,Doctor,,,,,,\nw,1,Doctor,,,,,,\n⟦csv-rows-apart⟧v,2,Patient,,,,,,\nw,2,Patient,,,,,,\n"},
	{"blank speaker", codedHead + "v,1,Doctor,,,,,,\nv,2,⟦script-unnamed⟧,,,,,,\nv,3,Patient,,,,,,\n"},
	{"a speaker without a role", codedHead + "v,1,Doctor,,,,,,\nv,2,⟦script-speaker⟧SECRET,,,,,,\nv,3,Patient,,,,,,\n"},
	{"nobody", codedHead + "⟦script-nobody⟧v,1,⟦script-speaker⟧SECRET,,,,,,\n"},
	{"no patient", codedHead + "⟦transcript-one-patient⟧v,1,Doctor,,,,,,\n"},
	{"white space", codedHead + "v,1,⟦csv-white-space⟧ Doctor,,,,,,\nv,2,Patient,,,,,,\n"},
	{"NA", codedHead + "v,1,Doctor,⟦csv-missing-word⟧NA,n/a,-,,,\nv,2,Patient,,,,,,\n"},
	{"no number", codedHead + "v,1,Doctor,⟦csv-number⟧SECRET,1:60,-1,ask,a,⟦csv-round⟧0\nv,2,Patient,,,,,,\n"},
	{"rounds in words", codedHead + "v,1,Doctor,,,,ask,a,⟦csv-round⟧pilot\nv,2,Patient,,,,tell,a,final\n"},
	{"rounds with a number", codedHead + "v,1,Doctor,,,,ask,a,⟦csv-number-form⟧Round 1\nv,2,Patient,,,,tell,a,round 2\n"},
	{"thousands, or thousandths", codedHead + "v,1,Doctor,,,⟦csv-number-thousands⟧1.000,,,\nv,2,Patient,,,,,,\n"},
	{"numbers of a spreadsheet", codedHead + "v,⟦csv-number-form⟧1.0,Doctor,,,,,,\nv,2.0,Patient,,,,,,\n"},
	{"nobody gave it", codedHead + "v,1,Doctor,,,,SECRET,⟦csv-coder-blank⟧,\nv,2,Patient,,,,,,\n"},
	{"codes in one cell", codedHead + "v,1,Doctor,,,,⟦csv-codes-parted⟧ask | tell,a,\nv,2,Patient,,,,SECRET;ask,a,\nv,3,Patient,,,,\"ask, and tell\",a,\n"},
	{"none and some", codedHead + "v,1,Doctor,,,,,a,\nv,1,Doctor,,,,⟦csv-code-none⟧ask,a,\nv,2,Patient,,,,,,\n"},
	{"some and none", codedHead + "v,1,Doctor,,,,ask,a,\nv,1,Doctor,,,,⟦csv-code-none⟧,a,\nv,2,Patient,,,,,,\n"},
	{"a name that others have as well", codedHead + "study,1,Doctor,,,,ask,a,\nstudy,2,Patient,,,,,,\n"},
	{"semicolons", "⟦csv-columns-assumed⟧⟦csv-delimiter⟧turn;speaker;start;end;encounter\n1;Doctor;⟦csv-number-form⟧0,5;1;v\n2;Patient;2;3;v\n"},
	{"two columns of one name", "⟦csv-columns-assumed⟧⟦csv-one-encounter⟧speaker,⟦csv-column-twice⟧SPEAKER\nDoctor,x\nPatient,y\n"},
	{"blank line", codedHead + "v,1,Doctor,,,,,,\n⟦csv-blank-line⟧\nv,2,Patient,,,,,,\n"},
	{"open quote", codedHead + "v,1,Doctor,,,,⟦csv-quote⟧\"SECRET,,\n"},
	{"a quote within", codedHead + "v,1,Doctor,,,,SECRET 5⟦csv-quote-bare⟧\",a,\nv,2,Patient,,,,,,\n"},
	{"NUL", codedHead + "v,1,Doctor,,,,⟦text-encoding⟧\x00,,\n"},
}

func coded() CodedTurns { return CodedTurns{Options: exchange.Options{ID: keyed}} }

func TestCodedMarked(t *testing.T) {
	hit := map[schema.RuleID]bool{}
	for _, tt := range codedMarked {
		t.Run(tt.name, func(t *testing.T) {
			clean, want := unmarked(tt.text)
			got := importAll(t, coded(), inMemory("day/visit.csv", clean))
			var found []string
			for _, f := range got.findings {
				hit[f.Rule] = true
				found = append(found, fmt.Sprint(string(f.Rule), " at ", f.Position.Offset))
				assert.NotContains(t, f.Detail+f.Hint+f.Pointer, "SECRET")
			}
			assert.ElementsMatch(t, want, without(found, string(ruleNoProfessional)))
		})
	}
	for _, rule := range codedRules {
		if rule.ID != ruleCSVTooLong { // in TestCodedHostile
			assert.True(t, hit[rule.ID], "%s has no case", rule.ID)
		}
	}
}

func without(all []string, prefix string) (left []string) {
	for _, one := range all {
		if !strings.HasPrefix(one, prefix) {
			left = append(left, one)
		}
	}
	return left
}

// The same turns, whatever the delimiter, the encoding and the line ends.
func TestCodedForms(t *testing.T) {
	table := "encounter,turn,speaker,start,end,text,code,coder,round\n" +
		"v,1,Doctor,0,1.5,how åre you,ask,a,1\nv,2,Patient,02:00,1:00:00.25,\"fine\nso far\",,a,1\nv,3,Doctor,3601,,ok,,,\n"
	for _, delimiter := range []string{",", ";", "\t"} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			text := strings.ReplaceAll(strings.ReplaceAll(table, ",", delimiter), "\n", end)
			for name, text := range map[string]string{"UTF-8": text, "BOM": "\ufeff" + text, "UTF-16LE": string(wide(text, 0, true)),
				"UTF-16BE": string(wide(text, 1, true)), "unmarked": string(wide(text, 1, false))} {
				got := importAll(t, coded(), inMemory("visit.csv", text))
				require.Len(t, got.encounters, 1, "%q %q %s %v", delimiter, end, name, got.findings)
				e := got.encounters[0]
				assert.Equal(t, []string{"professional 3 0-1500", "patient 3 120000-3600250", "professional 1"}, turnsOf(e))
				assert.Equal(t, int64(3601000), *e.Turns[2].StartMs, "a start alone is kept")
				assert.Nil(t, e.Turns[2].EndMs)
				require.Len(t, got.codings, 2, "the third turn is rated by nobody")
				assert.Len(t, got.codings[0].Codes, 1)
				assert.Equal(t, "/turns/1", got.codings[1].Target.Pointer)
				assert.Empty(t, got.codings[1].Codes, "seen, and no code applies")
				require.Len(t, got.studies, 1)
				assert.Equal(t, []encounter.TeamMember{{ID: keyed("transcripts/coder/a"), Role: encounter.TeamCoder}}, got.studies[0].Team)
				assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{"seen, and no code applies": 1}}, got.loss.Of("code"))
				require.Len(t, got.sources, 1)
			}
		}
	}
}

// What the caller says: columns, words for missing, milliseconds, a separator, order by number.
func TestCodedOptions(t *testing.T) {
	columns, err := ParseColumns("encounter=visit,turn=nr,speaker=who,start=t0,end=t1,words=n,code=kode,coder=by")
	require.NoError(t, err)
	from := coded()
	from.Columns, from.Missing, from.Milliseconds, from.CodeSeparator = columns, []string{"NA", "-"}, true, "; "
	from.Mode, from.Recording = encounter.Video, encounter.RecordingVideo
	got := importAll(t, from, inMemory("x.csv", "visit,nr,who,t0,t1,n,kode,by\n"+
		"v,10,Patient,2000,2500,-,NA,a\nv,9,Doctor,1000,1500,4,ask; tell; ask,a\nv,9,Doctor,1000,1500,4,ask,b\n"))
	require.Len(t, got.encounters, 1, got.findings)
	e := got.encounters[0]
	assert.Equal(t, encounter.Video, e.Mode)
	assert.Equal(t, encounter.RecordingVideo, e.Recording)
	require.Len(t, e.Turns, 2)
	assert.Equal(t, int64(1000), *e.Turns[0].StartMs)
	assert.Equal(t, int64(4), *e.Turns[0].Words)
	assert.Nil(t, e.Turns[1].Words, "not known")
	assert.Equal(t, map[schema.RuleID]int{ruleCSVTurnOrder: 1}, count(got.findings))
	require.Len(t, got.codings, 3)
	assert.Len(t, got.codings[0].Codes, 2, "a set")
	assert.Equal(t, exchange.Count{Read: 5, Kept: 3, Changed: map[string]int64{"seen, and no code applies": 1}, Dropped: map[string]int64{"given twice": 1}}, got.loss.Of("code"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 3}, got.loss.Of("row"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 2}, got.loss.Of("turn"))

	named := importAll(t, coded(), inMemory("x.csv", "speaker,start_ms,end_ms\nDoctor,100,200\nPatient,300,400\n"))
	assert.Equal(t, []string{"professional 0 100-200", "patient 0 300-400"}, turnsOr0(named.encounters[0]))
}

// turnsOr0 is turnsOf where words are not known.
func turnsOr0(e *encounter.Encounter) []string {
	for i := range e.Turns {
		e.Turns[i].Words = new(int64)
	}
	return turnsOf(e)
}

// Two coders, one code a turn: kappa from the records is that of the table.
//
//	         b: x  y
//	a: x        4  1     pₒ = 7/10, pₑ = (5·6 + 5·4)/100 = 1/2
//	a: y        2  3     κ = (0.7 − 0.5)/(1 − 0.5) = 0.4
func TestCodedAgreement(t *testing.T) {
	var table strings.Builder
	table.WriteString("turn,speaker,code,coder\n")
	n := 0
	for _, pair := range []struct {
		a, b  string
		times int
	}{{"x", "x", 4}, {"x", "y", 1}, {"y", "x", 2}, {"y", "y", 3}} {
		for range pair.times {
			n++
			who := []string{"Doctor", "Patient"}[n%2]
			fmt.Fprintf(&table, "%d,%s,%s,a\n%d,%s,%s,b\n", n, who, pair.a, n, who, pair.b)
		}
	}
	got := importAll(t, coded(), inMemory("visit.csv", table.String()))
	require.Len(t, got.codings, 20)
	var all agreement.Codings
	for _, r := range got.studies {
		all.Add(r)
	}
	for _, r := range got.encounters {
		all.Add(r)
	}
	for _, r := range got.codebooks {
		all.Add(r)
	}
	for _, r := range got.codings {
		all.Add(r)
	}
	seen := 0
	for _, row := range all.Rows(agreement.CodingOptions{}) {
		if row.Measure == "cohen_kappa" && row.Undefined == "" {
			assert.InDelta(t, 0.4, row.Value, 1e-12, row)
			seen++
		}
	}
	assert.Equal(t, 2, seen, "of the code x and of the code y, each against the rest")
}

// Files that mean harm are read, or refused with a finding that says why.
func TestCodedHostile(t *testing.T) {
	header := "encounter,turn,speaker,text,code,coder\n"
	long := importAll(t, coded(), inMemory("x.csv", header+"v,1,Doctor,"+strings.Repeat("SECRET ", 50<<20/7)+",,\nv,2,Patient,b,,\n"))
	assert.Equal(t, map[schema.RuleID]int{ruleCSVColumns: 1, ruleCSVSpace: 1, ruleTooLong: 1}, count(long.findings), "more than a million words")
	assert.Empty(t, long.encounters)

	var many strings.Builder
	many.WriteString(header)
	for i := range 200_000 {
		fmt.Fprintf(&many, "v%d,%d,%s,a,c%d,k%d\n", i/1000, i%1000, []string{"Doctor", "Patient"}[i%2], i, i%300)
	}
	got := importAll(t, coded(), inMemory("x.csv", many.String()))
	assert.Len(t, got.encounters, 200)
	assert.Len(t, got.codebooks[0].Codes, maxCodes)
	assert.Len(t, got.studies[0].Team, maxCoders)
	assert.EqualValues(t, maxCodes, got.loss.Of("code").Kept)
	assert.EqualValues(t, 195_000, got.loss.Of("code").Dropped[lossTooMany])
	assert.Equal(t, map[schema.RuleID]int{ruleCSVColumns: 1, ruleTooManyCodes: 1}, count(got.findings))

	one := coded()
	one.CodeSeparator = "|"
	var cell strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&cell, "å%d|", i)
	}
	full := importAll(t, one, inMemory("x.csv", header+"v,1,Doctor,a,"+cell.String()+",k\nv,2,Patient,b,,\n"))
	assert.Len(t, full.codings[0].Codes, maxCodesOfPlace)
}

// A table has so many rows, and not one more.
func TestMaxRows(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	past := importAll(t, coded(), inMemory("x.csv", "speaker\n"+strings.Repeat("D\n", MaxRows)+"D\nP\n"))
	assert.Equal(t, 1, count(past.findings)[ruleCSVTooLong])
	assert.EqualValues(t, MaxRows+2, past.loss.Of("row").Dropped[lossFile])
	assert.Empty(t, past.encounters)
}

// Errors are those of the file, of the context and of whoever takes the records.
func TestCodedErrors(t *testing.T) {
	broken := errors.New("broken")
	table := "speaker,code\nDoctor,a\nPatient,b\n"
	read := func(ctx context.Context, file exchange.File, after int) error {
		return coded().Read(ctx, []exchange.File{file}, &exchange.Sink{Record: func(encounter.Record) error {
			if after--; after < 0 {
				return broken
			}
			return nil
		}})
	}
	for after := range 5 { // an encounter, a study, a codebook, two codings
		assert.ErrorIs(t, read(t.Context(), inMemory("x", table), after), broken, after)
	}
	assert.NoError(t, read(t.Context(), inMemory("x", table), 5))
	assert.ErrorIs(t, read(t.Context(), exchange.File{Name: "x", Open: func() (io.ReadCloser, error) { return nil, broken }}, 9), broken)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, read(ctx, inMemory("x", table), 9), context.Canceled)
}

// Whatever the bytes: no panic, the same each time, places inside the file, sound records.
func FuzzCodedTurns(f *testing.F) {
	for _, tt := range codedMarked {
		clean, _ := unmarked(tt.text)
		f.Add(clean)
		f.Add(string(wide(clean, 1, true)))
	}
	f.Fuzz(func(t *testing.T, text string) {
		run := func() imported {
			from := coded()
			from.CodeSeparator, from.PatientPresent, from.KeepText = ";", true, true
			return importAll(t, from, inMemory("visit.csv", text))
		}
		a := run()
		assert.Equal(t, a, run())
		for _, finding := range a.findings {
			assert.LessOrEqual(t, int(finding.Position.Offset)+finding.Position.Length, len(text), "%v", finding)
		}
	})
}
