package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Labelled texts with ⟦rule⟧ where the finding must be. Synthetic, all of them.
var labelledMarked = []struct{ name, text string }{
	{"brackets", "⟦text-layout⟧⟦text-roles-assumed⟧[doctor] hello there\n[patient] hi\n"},
	{"colons", "⟦text-layout⟧⟦text-roles-assumed⟧Doctor: hello there\r\nPatient: hi\r\n"},
	{"a line without a label", "⟦text-layout⟧⟦text-roles-assumed⟧D: hello\n⟦text-line-unlabelled⟧they laugh\nP: hi\n"},
	{"a label without a role", "⟦text-layout⟧⟦text-roles-assumed⟧Doctor: hello\n⟦text-label-role⟧Docotr: SECRET\nPatient: hi\n"},
	{"another case", "⟦text-layout⟧⟦text-roles-assumed⟧D: hello\n⟦text-label-case⟧p: hi\n"},
	{"a number", "⟦text-layout⟧⟦text-roles-assumed⟧Doctor: hello\n⟦text-label-numbered⟧Doctor_2: hello\nPatient: hi\n"},
	{"no label at all", "⟦text-no-label⟧hello SECRET\nthere\n"},
	{"no patient", "⟦text-layout⟧⟦text-roles-assumed⟧⟦transcript-one-patient⟧D: hello\nD: there\n"},
	{"nothing", "⟦text-no-label⟧"},
	{"NUL", "D: hello\nP: ⟦text-encoding⟧\x00\n"},
}

func TestLabelledMarked(t *testing.T) {
	for _, tt := range labelledMarked {
		t.Run(tt.name, func(t *testing.T) {
			var clean strings.Builder
			var want []string
			for n, piece := range strings.Split(tt.text, "⟦") {
				if n > 0 {
					rule, rest, _ := strings.Cut(piece, "⟧")
					want = append(want, fmt.Sprint(rule, " at ", clean.Len()))
					piece = rest
				}
				clean.WriteString(piece)
			}
			got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("visit.txt", clean.String()))
			var found []string
			for _, f := range got.findings {
				found = append(found, fmt.Sprint(string(f.Rule), " at ", f.Position.Offset))
				assert.NotContains(t, f.Detail+f.Hint+f.Pointer, "SECRET")
			}
			assert.ElementsMatch(t, want, found)
		})
	}
}

// One consultation: who speaks, in what order, how many words.
func TestLabelledTurns(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed, KeepText: true}}, inMemory("day/visit.txt", "[doctor] how are you ?\n\n[patient] fine\n[doctor] good\n"))
	require.Len(t, got.encounters, 1)
	e := got.encounters[0]
	assert.Equal(t, keyed("transcript/visit"), e.ID)
	require.Len(t, e.Turns, 3)
	words := func(i int) int64 { return *e.Turns[i].Words }
	assert.Equal(t, []int64{4, 1, 1}, []int64{words(0), words(1), words(2)})
	assert.Equal(t, e.Turns[0].Speaker, e.Turns[2].Speaker)
	assert.Equal(t, encounter.RoleProfessional, e.RoleOf(e.Turns[0].Speaker))
	require.Len(t, got.sources, 1)
	assert.Equal(t, "[doctor] how are you ?\n\n[patient] fine\n[doctor] good\n", *got.sources[0].Text)

	without := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("day/visit.txt", "[doctor] how are you ?\n[patient] fine\n"))
	assert.Nil(t, without.sources[0].Text, "counted, and left behind")
	assert.Equal(t, int64(38), without.sources[0].Length)
}

// What holds for many files is said at the first of them, and each layout once.
func TestNotesOnce(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("a.txt", "Doctor: a\nPatient: b\n"), inMemory("b.txt", "Doctor: a\nPatient: b\n"),
		inMemory("c.txt", "[doctor] a\n[patient] b\n"), inMemory("d.txt", "Doctor: a\nthey laugh\nPatient: b\n"))
	var said []string
	for _, f := range got.findings {
		said = append(said, f.Position.Source+" "+string(f.Rule))
	}
	assert.Equal(t, []string{"a.txt text-layout", "a.txt text-roles-assumed", "c.txt text-layout", "c.txt text-roles-assumed", "d.txt text-line-unlabelled"}, said, "labels in another case are others")
	assert.Len(t, got.encounters, 4)
}

// Whatever the bytes: no panic, the same each time, places inside the file.
func FuzzLabelled(f *testing.F) {
	for _, tt := range labelledMarked {
		f.Add(strings.NewReplacer("⟦", "", "⟧", "").Replace(tt.text))
	}
	f.Add("encounter_id,dialogue\r\n1,\"[doctor] a\r\n[patient] b\"\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		run := func() imported {
			return importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("visit.txt", text))
		}
		a := run()
		assert.Equal(t, a, run())
		for _, finding := range a.findings {
			assert.LessOrEqual(t, int(finding.Position.Offset)+finding.Position.Length, len(text), "%v", finding)
			assert.Contains(t, schema.Severities(), finding.Severity)
		}
	})
}

// Of more lines than an encounter holds no more are held, and all are counted.
func TestLabelledBeyond(t *testing.T) {
	text := strings.Repeat("D: a\nP: b\n", maxTurns/2+5)
	r := &labelReading{Labelled: Labelled{Roles: LabelRoles()}, book: newLedger("x.txt")}
	whole, broken := newCharacters(strings.NewReader(text)).whole()
	require.Nil(t, broken)
	talk := r.listen(whole)
	assert.Len(t, talk.turns, maxTurns+1)
	assert.Equal(t, maxTurns+10, talk.labelled)
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("x.txt", text))
	require.Empty(t, got.encounters)
	assert.Equal(t, "100010 lines with a label", ofRule(got.findings, ruleTooLong)[0].Detail)
	assert.Equal(t, exchange.Count{Read: maxTurns + 10, Dropped: map[string]int64{lossRefused: maxTurns + 10}}, got.loss.Of("line"))
}

// What becomes of a line without a label is as the layout has it, and the finding says so: in
// brackets it goes on with the turn above, and is nobody's above the first; with a colon it is
// nobody's.
func TestLinesWithoutALabel(t *testing.T) {
	for name, c := range map[string]struct {
		text, detail string
		turns        []string
		lines        exchange.Count
	}{
		"brackets": {"SECRET\n[doctor] a\nb c\nd\n[patient] e\n",
			"3 lines of this consultation have no label; this is the first; 2 of them go on with the turns above, and 1 is in no turn and no count",
			[]string{"professional 4", "patient 1"}, exchange.Count{Read: 5, Kept: 2, Changed: map[string]int64{lossContinued: 2}, Dropped: map[string]int64{lossNoLabel: 1}}},
		"brackets, all go on": {"[doctor] a\nb c\n[patient] e\n",
			"1 line of this consultation has no label; this is it; it goes on with the turn above",
			[]string{"professional 3", "patient 1"}, exchange.Count{Read: 3, Kept: 2, Changed: map[string]int64{lossContinued: 1}}},
		"brackets, all of several go on": {"[doctor] a\nb\n[patient] c\nd\n",
			"2 lines of this consultation have no label; this is the first; they go on with the turns above",
			[]string{"professional 2", "patient 2"}, exchange.Count{Read: 4, Kept: 2, Changed: map[string]int64{lossContinued: 2}}},
		"brackets, of nobody": {"[doctor] a\nb\n[SECRET] a b\nc\n[tolk] d\ne\n[patient] f\n",
			"3 lines of this consultation have no label; this is the first; 1 of them goes on with the turn above, and 2 are in no turn and no count",
			[]string{"professional 2", "patient 1"}, exchange.Count{Read: 7, Kept: 2, Changed: map[string]int64{lossContinued: 1}, Dropped: map[string]int64{lossNoLabel: 2, lossLabelRole: 2}}},
		"colons": {"Doctor: a\nb c\nd\nPatient: e\n",
			"2 lines of this consultation have no label; this is the first; they are in no turn and no count",
			[]string{"professional 1", "patient 1"}, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{lossNoLabel: 2}}},
		"colons, some that begin with a key": {"Doctor: a\nPatient b\nc\nDoctor d\nPatient: e\n",
			"3 lines of this consultation have no label; this is the first; they are in no turn and no count; 2 of them begin with a key, and something else than the mark of a label behind it",
			[]string{"professional 1", "patient 1"}, exchange.Count{Read: 5, Kept: 2, Dropped: map[string]int64{lossNoLabel: 3}}},
		"colons, one that begins with a key": {"Doctor: a\nPatient b\nPatient: e\n",
			"1 line of this consultation has no label; this is it; it is in no turn and no count; it begins with a key, and something else than the mark of a label behind it",
			[]string{"professional 1", "patient 1"}, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{lossNoLabel: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := readLabelled(t, c.text)
			require.Len(t, got.encounters, 1)
			assert.Equal(t, c.turns, turnsOf(got.encounters[0]))
			assert.Equal(t, c.lines, got.loss.Of("line"))
			assert.Equal(t, c.detail, only(t, got.findings, ruleTextUnlabelled).Detail)
		})
	}
	why := ruleOf(ruleTextUnlabelled).Why
	for _, layout := range []string{"[doctor]", "doctor:"} {
		assert.Contains(t, why, layout)
	}
}
