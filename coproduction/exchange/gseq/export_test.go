package gseq

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

const actsFile = `% synthetic data: these records stand for nobody %
% acts of sense-making steps %
% open_invitation = open-invitation %
% tell = tell %
% validate = validate %
Event ($act = open_invitation tell validate);
<p1>
% e1 %
tell;
% e2 %
open_invitation tell validate tell/
<p2>
% e3 %
tell validate/
`

const turnsFile = `% synthetic data: these records stand for nobody %
% turns of talk by role of the speaker %
% patient = patient %
% professional = professional %
Timed <seconds> (speaker = patient professional);
<p1>
% e2 %
professional,0.000-2.500 patient,2.500-10.000 professional,10.000/
`

const codesFile = `% synthetic data: these records stand for nobody %
% codes of steps and turns %
% no_code = seen, and no code %
% T1_chaos = T1.chaos %
% T2_listen = T2.listen %
Multievent (code = no_code T1_chaos T2_listen);
<p1_c1_r1>
% e2 steps from 1 %
T1_chaos T2_listen. no_code;
% e2 steps from 4 %
T2_listen;
% e2 turns from 2 %
T1_chaos/
<p1_c2_r1>
% e2 steps from 2 %
T1_chaos/
<p1_c2_r2>
% e2 steps from 1 %
T2_listen/
`

// study has two patients. The first patient's later encounter comes first among the
// records, and is the one that was observed closely.
func study() (records []encounter.Record, closely *encounter.Encounter) {
	b := coproductiontest.NewStudy(1)
	nurse, patient, other := b.Nurse(), b.Patient(), b.Patient()
	second := b.Encounter(patient).With(nurse).Starting(time.Date(2022, 3, 2, 9, 0, 0, 0, time.UTC)).
		Says(nurse, 2500*time.Millisecond, 5).Says(patient, 7500*time.Millisecond, 9).Says(nurse, 0, 1).
		Invites(nurse).Tells(patient).Validates(nurse).Tells(patient).Build()
	b.Encounter(patient).With(nurse).Starting(time.Date(2022, 3, 1, 9, 0, 0, 0, time.UTC)).Tells(patient).Build()
	b.Encounter(other).With(nurse).Tells(other).Validates(nurse).Build()

	book := b.Codebook("T1.chaos", "T2.listen")
	coders := []encounter.ID{b.Coder(), b.Coder()}
	slices.SortFunc(coders, encounter.ID.Compare)
	b.Coding(book, coders[0], second, "/steps/3", "T2.listen")
	b.Coding(book, coders[0], second, "/steps/0", "T2.listen")
	b.Coding(book, coders[0], second, "/steps/0", "T1.chaos", "T2.listen")
	b.Coding(book, coders[0], second, "/steps/1")
	b.Coding(book, coders[0], second, "/turns/1", "T1.chaos")
	b.Coding(book, coders[1], second, "/steps/1", "T1.chaos")
	b.Coding(book, coders[1], second, "/steps/0", "T2.listen").Round = 2
	b.Coding(book, coders[1], second, "/decisions", "T2.listen")
	return b.Records(), second
}

func write(t *testing.T, x Export, records []encounter.Record) (string, *Written) {
	t.Helper()
	var b bytes.Buffer
	w, err := x.Write(&b, slices.Values(records))
	require.NoError(t, err)
	assert.True(t, w.Loss.Balanced(), w.Loss.String())
	read, err := Read(&b)
	require.NoError(t, err, "what is written is SDIS")
	assert.Equal(t, w.File, read, "and says the same")
	var again bytes.Buffer
	require.NoError(t, read.Write(&again))
	return again.String(), w
}

// found lists findings as rule, record and pointer.
func found(w *Written) (list []string) {
	for _, f := range w.Findings {
		list = append(list, fmt.Sprintf("%s %d %s", string(f.Rule), f.Position.Record, f.Pointer))
	}
	return list
}

func index(records []encounter.Record, r encounter.Record) int { return slices.Index(records, r) + 1 }

func TestActs(t *testing.T) {
	records, closely := study()
	file, w := write(t, Export{}, records)
	assert.Equal(t, actsFile, file)
	assert.Equal(t, []Name{{"open_invitation", "open-invitation", 0}, {"tell", "tell", 0}, {"validate", "validate", 0}}, w.Names)
	assert.Equal(t, "step: 7 read, 0 kept, 7 changed (the act and its place in the order alone are carried: 7), 0 dropped\n", w.Loss.String())
	assert.Equal(t, []string{"gseq-name 0 "}, found(w))
	assert.Equal(t, "1 of 3 codes have another name in the file", w.Findings[0].Detail)
	assert.Equal(t, Origin{Label: "p1", Encounter: closely.ID, Number: 2}, w.Sessions[1])
}

func TestOrder(t *testing.T) {
	b := coproductiontest.NewStudy(3)
	nurse, patient := b.Nurse(), b.Patient()
	day := func(n int) time.Time { return time.Date(2022, 3, n, 9, 0, 0, 0, time.UTC) }
	b.Encounter(patient).With(nurse).Tells(patient).Build().Start = time.Time{}
	b.Encounter(patient).With(nurse).Starting(day(2)).Asks(nurse)
	b.Encounter(patient).With(nurse).Validates(nurse).Build().Start = time.Time{}
	b.Encounter(patient).With(nurse).Starting(day(1)).Plans(nurse)
	file, _ := write(t, Export{}, b.Records())
	assert.Contains(t, file, "% e1 %\nplan;\n% e2 %\nask;\n% e3 %\ntell;\n% e4 %\nvalidate/\n", "those without a start last, as they came")
}

func TestTurns(t *testing.T) {
	records, closely := study()
	file, w := write(t, Export{Of: Turns}, records)
	assert.Equal(t, turnsFile, file)
	assert.Equal(t, "turn: 3 read, 0 kept, 3 changed (it has no length: its onset alone is written: 1, "+
		"the role of the speaker, onset and offset alone are carried: 2), 0 dropped\n", w.Loss.String())
	at := index(records, closely)
	assert.Equal(t, []string{fmt.Sprintf("gseq-length %d /turns/2", at)}, found(w))

	closely.Turns[2].Speaker = records[0].RecordID() // nobody present
	file, w = write(t, Export{Of: Turns}, records)
	assert.Contains(t, file, "professional,0.000-2.500 patient,2.500-10.000/\n")
	assert.Equal(t, []string{fmt.Sprintf("gseq-speaker %d /turns/2/speaker", at)}, found(w))

	for _, spoil := range []func(*encounter.Turn){
		func(u *encounter.Turn) { u.EndMs = nil }, func(u *encounter.Turn) { u.StartMs = nil },
		func(u *encounter.Turn) { u.EndMs = new(*u.StartMs - 1) }, func(u *encounter.Turn) { u.StartMs = new(int64(-1)) },
	} {
		records, closely := study()
		spoil(&closely.Turns[1])
		file, w := write(t, Export{Of: Turns}, records)
		assert.Equal(t, "% synthetic data: these records stand for nobody %\n% turns of talk by role of the speaker %\nTimed <seconds>;\n", file)
		assert.Equal(t, []string{fmt.Sprintf("gseq-untimed %d /turns", at)}, found(w))
		assert.Equal(t, "1 of 3 turns have no start and end in this order", w.Findings[0].Detail)
		assert.Equal(t, map[string]int64{"not all turns of the encounter have a start and an end": 3}, w.Loss.Of("turn").Dropped)
	}
}

func TestTurnsOverlapAndOrder(t *testing.T) {
	records, closely := study()
	closely.Turns[0], closely.Turns[1] = closely.Turns[1], closely.Turns[0]
	closely.Turns[1].EndMs = new(int64(3001))
	file, _ := write(t, Export{Of: Turns}, records)
	assert.Contains(t, file, "professional,0.000-3.001 patient,2.500-10.000 professional,10.000/\n", "by onset, overlapping")
}

func TestCodes(t *testing.T) {
	records, closely := study()
	file, w := write(t, Export{Of: Codes}, records)
	assert.Equal(t, codesFile, file)
	assert.Equal(t, "coding: 8 read, 5 kept, 2 changed (joined with another of the same coder, round and place: 1, "+
		"seen, and no code: written as a code of its own: 1), 1 dropped (not of steps or turns of an encounter that was read: 1)\n", w.Loss.String())
	at := index(records, closely)
	assert.Equal(t, []string{fmt.Sprintf("gseq-gap %d /steps/2", at),
		fmt.Sprintf("gseq-place %d /target", len(records)), "gseq-name 0 "}, found(w))
	assert.Equal(t, "1 from here on are not coded by a coder who coded those before and after", w.Findings[0].Detail)
	require.Len(t, w.Sessions, 5)
	assert.Equal(t, "steps", w.Sessions[1].Places)
	assert.Equal(t, 3, w.Sessions[1].First)
	assert.Equal(t, int64(2), w.Sessions[4].Round)
}

// Encounters of a patient that one coder read stand in the order of their start, and those
// of another patient do not come between them, whatever the order of records and codings.
func TestCodesOfSeveralEncounters(t *testing.T) {
	b := coproductiontest.NewStudy(3)
	nurse, patient, other := b.Nurse(), b.Patient(), b.Patient()
	day := time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC)
	visit := func(of *encounter.Participant, days int) *encounter.Encounter {
		return b.Encounter(of).With(nurse).Starting(day.AddDate(0, 0, days)).Tells(of).Build()
	}
	third, elsewhere, first, second := visit(patient, 3), visit(other, 2), visit(patient, 1), visit(patient, 2)
	book, coder := b.Codebook("a", "b", "c", "d"), b.Coder()
	for code, e := range map[theme.CodeID]*encounter.Encounter{"a": first, "b": second, "c": third, "d": elsewhere} {
		b.Coding(book, coder, e, "/steps/0", code)
	}
	file, _ := write(t, Export{Of: Codes}, b.Records())
	assert.Contains(t, file, "<p1_c1_r1>\n% e1 steps from 1 %\na;\n% e2 steps from 1 %\nb;\n% e3 steps from 1 %\nc/\n<p2_c1_r1>\n% e4 steps from 1 %\nd/\n")
}

func TestCodesOfOne(t *testing.T) {
	records, _ := study()
	_, all := write(t, Export{Of: Codes}, records)
	file, w := write(t, Export{Of: Codes, Coder: all.Sessions[3].Coder, Round: 2}, records)
	assert.Contains(t, file, "<p1_c2_r2>\n", "a coder keeps the number")
	assert.Len(t, w.Sessions, 1)
	assert.Equal(t, map[string]int64{"of another coder": 5, "of another round": 2}, w.Loss.Of("coding").Dropped)
}

func TestCodesSingle(t *testing.T) {
	records, closely := study()
	file, w := write(t, Export{Of: Codes, Single: true}, records)
	assert.Contains(t, file, "Event (code = no_code T1_chaos T2_listen);\n<p1_c1_r1>\n% e2 steps from 2 %\nno_code;\n% e2 steps from 4 %\nT2_listen;\n")
	assert.Equal(t, int64(2), w.Loss.Of("coding").Dropped["several codes at once"], "both codings of the place")
	assert.Contains(t, found(w), fmt.Sprintf("gseq-several-codes %d /steps/0", index(records, closely)))
}

func TestCodesOfUnits(t *testing.T) {
	b := coproductiontest.NewStudy(2)
	nurse, patient := b.Nurse(), b.Patient()
	e := b.Encounter(patient).With(nurse).Invites(nurse).Tells(patient).Tells(patient).Tells(patient).Tells(patient).Build()
	book, coder := b.Codebook("T1.a", "T1.b", "T1.c", "T1.d"), b.Coder()
	unit := func(code theme.CodeID, steps ...int) {
		u := &theme.Unit{ID: encounter.NewID(), Encounter: e.ID}
		for _, i := range steps {
			u.Steps = append(u.Steps, e.Steps[i].ID)
		}
		b.Add(u)
		b.Coding(book, coder, u, "", code)
	}
	unit("T1.a", 1, 0)
	unit("T1.b", 2)
	unit("T1.c", 2, 3) // overlaps T1.b
	unit("T1.d", 4)
	b.Coding(book, coder, b.Unit(b.Source(theme.FormTranscript, e, "some text"), 0, 4), "", "T1.a")
	file, w := write(t, Export{Of: Codes}, b.Records())
	assert.Contains(t, file, "% e1 steps from 1 %\nT1_a. T1_b;\n% e1 steps from 5 %\nT1_d/\n", "a unit of two steps is one event")
	assert.Equal(t, map[string]int64{"its place overlaps one that begins before it": 1,
		"not of steps or turns of an encounter that was read": 1}, w.Loss.Of("coding").Dropped)
	var rules []schema.RuleID
	for _, f := range w.Findings {
		rules = append(rules, f.Rule)
	}
	assert.Equal(t, []schema.RuleID{ruleOverlap, rulePlace, ruleName}, rules, "what was dropped is no hole in the coding")

	u := &theme.Unit{Encounter: e.ID, Steps: []encounter.Name{e.Steps[0].ID}, Turns: []encounter.Name{"t1"}}
	g := gathering{Export: Export{Of: Codes}, units: map[encounter.ID]coded{}, encounters: map[encounter.ID]*visit{}}
	g.add(e)
	g.add(u)
	for what, target := range map[string]theme.Target{"steps and turns at once": {}, "beyond the last": {Record: e.ID, Pointer: "/steps/5"},
		"no number": {Record: e.ID, Pointer: "/steps/x"}, "not canonical": {Record: e.ID, Pointer: "/steps/01"}, "inside a step": {Record: e.ID, Pointer: "/steps/0/act"}} {
		_, ok := g.placeOf(target)
		assert.False(t, ok, what)
	}
	u.Turns, u.Steps = nil, append(u.Steps, "elsewhere")
	g.add(u)
	_, ok := g.placeOf(theme.Target{})
	assert.False(t, ok, "a step that is not there")
}

// The names of codes and sets stand in one declaration: a code that is called as its set
// gets another name.
func TestCodesCalledAsTheirSet(t *testing.T) {
	records, closely := study()
	b := coproductiontest.NewStudy(9)
	c := b.Coding(b.Codebook("Code", "T9.x"), b.Coder(), closely, "/steps/0", "Code")
	file, w := write(t, Export{Of: Codes, Coder: c.Coder}, append(records, c))
	assert.Contains(t, file, "\nMultievent (code = Code_2);\n")
	assert.Equal(t, []Name{{Code: "Code_2", Of: "Code"}}, w.Names)
}

func TestCodesOfTwoCodebooks(t *testing.T) {
	records, closely := study()
	b := coproductiontest.NewStudy(9)
	book := b.Codebook("T1.chaos")
	c := b.Coding(book, b.Coder(), closely, "/steps/0", "T1.chaos")
	_, w := write(t, Export{Of: Codes}, append(records, c))
	var chaos []Name
	for _, n := range w.Names {
		if n.Of == "T1.chaos" {
			chaos = append(chaos, n)
		}
	}
	assert.Equal(t, []Name{{"T1_chaos", "T1.chaos", 1}, {"T1_chaos_2", "T1.chaos", 2}}, chaos)
}

// Whatever a study is like: the file is SDIS, the account balances, and the pairs of
// acts that follow each other are those of the records.
func TestAnyStudy(t *testing.T) {
	for seed := range uint64(20) {
		records := coproductiontest.Study(seed, coproductiontest.Typical(12))
		want := map[[2]string]int{}
		steps := 0
		for _, r := range records {
			if e, ok := r.(*encounter.Encounter); ok {
				steps += len(e.Steps)
				for i := 1; i < len(e.Steps); i++ {
					pair := [2]string{string(e.Steps[i-1].Act), string(e.Steps[i].Act)}
					want[pair]++
				}
			}
		}
		_, w := write(t, Export{Of: Acts}, records)
		got := map[[2]string]int{}
		for _, u := range w.File.Units {
			for _, s := range u.Sessions {
				for i := 1; i < len(s.Events); i++ {
					act := func(m Moment) string { return strings.ReplaceAll(m.Codes[0], "_", "-") }
					got[[2]string{act(s.Events[i-1]), act(s.Events[i])}]++
				}
			}
		}
		assert.Equal(t, want, got)
		assert.EqualValues(t, steps, w.Loss.Of("step").Read)
		for _, x := range []Export{{Of: Turns}, {Of: Codes}, {Of: Codes, Single: true}} {
			first, _ := write(t, x, records)
			second, _ := write(t, x, records)
			assert.Equal(t, first, second)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("full")

func TestWriteErrors(t *testing.T) {
	records, _ := study()
	_, err := Export{}.Write(full{}, slices.Values(records))
	assert.ErrorIs(t, err, errFull)
	file, w := write(t, Export{}, nil)
	assert.Equal(t, "% acts of sense-making steps %\nEvent;\n", file)
	assert.Empty(t, w.Findings)
	var b bytes.Buffer
	require.NoError(t, (&File{Notes: []string{"100 %\nø\x7f~"}, Type: Event}).Write(&b))
	assert.Equal(t, "% 100 ????~ %\nEvent;\n", b.String(), "nothing ends a comment before its end")
}
