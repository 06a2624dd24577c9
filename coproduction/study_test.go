package coproduction_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// flawed is a random study in which records are missing, twice there, broken, or
// refer to the wrong ones.
func flawed(t testing.TB, seed uint64) (records []encounter.Record, text string) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	sound := coproductiontest.Study(seed, coproductiontest.Typical(40))
	other := func() encounter.ID { return sound[random.IntN(len(sound))].RecordID() }
	var lines []string
	for _, r := range sound {
		copies := 1
		switch random.IntN(12) {
		case 0:
			copies = 0
		case 1:
			copies = 2
		case 2:
			switch r := r.(type) {
			case *encounter.Participant:
				r.Consent = encounter.ConsentWithdrawn
			case *encounter.Encounter:
				r.Patient = other()
				for i := range r.Links {
					r.Links[i].To = other()
				}
			case *theme.Coding:
				r.Coder, r.Codes = other(), append(r.Codes, "nothing")
			case *theme.Unit:
				if r.Range != nil {
					r.Range.End += 1_000_000
				}
			}
		}
		for range copies {
			records = append(records, r)
			raw, err := coproduction.Append(nil, r)
			require.NoError(t, err)
			line := string(raw)
			if random.IntN(15) == 0 {
				line = line[:len(line)-1-random.IntN(40)]
			}
			lines = append(lines, line)
		}
	}
	random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return records, strings.Join(lines, "\n")
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// A tallied part of a stream.
type part struct {
	study coproduction.StudyRules
	sum   coproduction.Summary
}

// Law: cut anywhere, merged in any order, and sent between processes, the result is
// the same to the bit.
func TestStudyRulesMerge(t *testing.T) {
	for seed := range uint64(8) {
		_, text := flawed(t, seed)
		all := read(text)
		var whole part
		for i := range all.lines {
			whole.study.AddLine(&all.lines[i])
			whole.sum.Add(&all.lines[i])
		}
		found := whole.study.Findings()
		require.NotEmpty(t, found)
		assert.True(t, slices.IsSortedFunc(found, schema.Compare))
		for _, f := range found {
			assertPlace(t, text, f)
		}
		wantFound, wantForm := asJSON(t, found), asJSON(t, &whole.study)

		random := rand.New(rand.NewPCG(seed, 2))
		for _, k := range []int{1, 2, 3, 7, len(all.lines)} {
			parts := make([]part, k)
			for i := range all.lines {
				p := &parts[random.IntN(k)]
				p.study.AddLine(&all.lines[i])
				p.sum.Add(&all.lines[i])
			}
			random.Shuffle(k, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
			var merged, travelled part
			for i := range parts {
				before := asJSON(t, &parts[i].study)
				merged.study.Merge(&parts[i].study)
				merged.sum.Merge(parts[i].sum)
				assert.Equal(t, before, asJSON(t, &parts[i].study), "what is merged is left as it was")

				var sent coproduction.StudyRules
				require.NoError(t, json.Unmarshal([]byte(before), &sent))
				travelled.study.Merge(&sent)
			}
			merged.study.Merge(new(coproduction.StudyRules))
			merged.sum.Merge(coproduction.Summary{})
			assert.Equal(t, whole.sum, merged.sum)
			assert.Equal(t, wantForm, asJSON(t, &merged.study))
			assert.Equal(t, wantForm, asJSON(t, &travelled.study))
			assert.Equal(t, wantFound, asJSON(t, merged.study.Findings()))
			assert.Equal(t, wantFound, asJSON(t, travelled.study.Findings()))
		}
		assert.Equal(t, wantFound, asJSON(t, whole.study.Findings()), "asking changes nothing")
	}
}

// Records built in Go have no place in an input, and still no order.
func TestStudyRulesAddInAnyOrder(t *testing.T) {
	for seed := range uint64(8) {
		records, _ := flawed(t, seed)
		var want string
		random := rand.New(rand.NewPCG(seed, 3))
		for range 5 {
			var a, b coproduction.StudyRules
			random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
			for i, r := range records {
				[]*coproduction.StudyRules{&a, &b}[i%2].Add(r)
			}
			a.Merge(&b)
			got := asJSON(t, &a) + asJSON(t, a.Findings())
			if want == "" {
				want = got
			}
			assert.Equal(t, want, got)
		}
	}
}

func TestStudyRulesEmpty(t *testing.T) {
	var empty, again coproduction.StudyRules
	assert.Empty(t, empty.Findings())
	assert.Equal(t, `{"tally":"study-rules/2","records":[]}`, asJSON(t, &empty))
	require.NoError(t, json.Unmarshal([]byte(asJSON(t, &empty)), &again))
	assert.Equal(t, asJSON(t, &empty), asJSON(t, &again))
}

func TestStudyRulesOfAnotherVersion(t *testing.T) {
	for _, form := range []string{`{}`, `{"tally":"study-rules/1","records":[]}`, `{"tally":"study-rules/3","records":[]}`, `{"tally":"other/1","records":[]}`, `[]`, `"x"`, `{"tally":"study-rules/2","records":1}`} {
		s := new(coproduction.StudyRules)
		s.Add(coproductiontest.NewStudy(1).Study())
		before := asJSON(t, s)
		assert.ErrorIs(t, s.UnmarshalJSON([]byte(form)), coproduction.ErrTally, form)
		assert.Equal(t, before, asJSON(t, s), "what was there stays")
	}
}

// What cannot be written is there all the same, and what is no record is not.
func TestStudyRulesAddWhatCannotBeWritten(t *testing.T) {
	b := coproductiontest.NewStudy(1)
	patient := b.Patient()
	e := b.Encounter(patient).Build()
	var s coproduction.StudyRules
	for _, r := range b.Records() {
		if r == patient {
			patient.Extensions = encounter.Extensions{"a": json.RawMessage("{")}
		}
		s.Add(r)
	}
	s.Add(nil)
	s.Add((*encounter.Encounter)(nil))
	s.Add(stranger{e})
	assert.Empty(t, s.Findings())
	e.Mode = encounter.Phone
	s.Add(e)
	coproductiontest.AssertFindings(t, s.Findings(), coproductiontest.Rule("id-unique").At("/id"))
}

// A record without an id is not the copy of another.
func TestStudyRulesWithoutID(t *testing.T) {
	var s coproduction.StudyRules
	s.Add(&encounter.Participant{Role: encounter.RolePatient, Consent: encounter.ConsentGiven})
	s.Add(&encounter.Participant{Role: encounter.RoleRelative, Consent: encounter.ConsentGiven})
	assert.Empty(t, s.Findings())
}

// Records that no schema would let pass are taken in nevertheless: an encounter at which
// nobody in particular was present.
func TestStudyRulesOfNobody(t *testing.T) {
	nobody := encounter.Presence{Interpreter: encounter.InterpreterAdHoc}
	var study coproduction.StudyRules
	study.Add(&encounter.Encounter{Presence: []encounter.Presence{nobody}})
	study.Add(&encounter.Participant{ID: idOf("sister"), Role: encounter.RoleRelative})
	study.Add(&encounter.Encounter{ID: idOf("e"), Presence: []encounter.Presence{
		{Participant: idOf("sister"), Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterPhone}, nobody}})
	roles := 0
	for _, f := range study.Findings() {
		if f.Rule == "role-agrees" {
			roles++
		}
	}
	assert.Equal(t, 1, roles, "that nobody helped out says nothing about the sister")
}

// A rejected record is there, however its id is written: what refers to it is not at fault.
func TestRejectedRecordIsThere(t *testing.T) {
	patient := idOf("p").String()
	for _, written := range []string{patient, strings.Replace(patient, "-", `\u002d`, 1), `\u00` + fmt.Sprintf("%02x", patient[0]) + patient[1:]} {
		text := `{"kind":"participant","id":"` + written + `","participantKind":"patient","nosuch":1}` + "\n"
		for l, err := range coproduction.Read(t.Context(), strings.NewReader(text), "in") {
			require.NoError(t, err)
			assert.False(t, l.Accepted())
			assert.Equal(t, idOf("p"), l.ID, written)
		}
	}
	for _, written := range []string{`""`, `"x"`, `12`, `null`, `"\ud83d` + patient[1:] + `"`, `["` + patient + `"]`} {
		text := `{"kind":"participant","id":` + written + `,"participantKind":"patient"}`
		for l := range coproduction.Read(t.Context(), strings.NewReader(text), "in") {
			assert.True(t, l.ID.IsZero(), written)
		}
	}
}

// Across is what the tally finds, with suppressions asked for.
func TestAcross(t *testing.T) {
	_, text := flawed(t, 1)
	var s coproduction.StudyRules
	sum, err := coproduction.Collect(coproduction.Read(t.Context(), strings.NewReader(text), "in"), &s)
	require.NoError(t, err)
	found := new(coproduction.Validator).Across(&s)
	assert.Equal(t, s.Findings(), found)
	before := sum.Findings
	sum.AddFindings(found)
	assert.Equal(t, before+int64(len(found)), sum.Findings)
	assert.Equal(t, sum.Findings, sum.Errors+sum.Warnings+sum.Notes+sum.Suppressed)
}

// A counter is a tally that keeps to records.
type counter struct{ n int64 }

func (c *counter) Add(encounter.Record) { c.n++ }

// Collect accounts for every record, and gives tallies the sound ones alone.
func TestCollect(t *testing.T) {
	_, text := flawed(t, 2)
	want := read(text)
	var c counter
	var s coproduction.StudyRules
	sum, err := coproduction.Collect(coproduction.Read(t.Context(), strings.NewReader(text), "in"), &c, &s)
	require.NoError(t, err)
	assert.Equal(t, want.sum, sum)
	assert.Equal(t, sum.Accepted, c.n)
	assert.Equal(t, sum.Records, sum.Accepted+sum.Rejected)
	assert.Equal(t, sum.Records, int64(strings.Count(asJSON(t, &s), `"print":`)), "the tally of places has every line")

	c = counter{}
	sum, err = coproduction.Collect(coproduction.Read(t.Context(), &breaks{text: text[:len(text)/2]}, "in"), &c)
	assert.ErrorIs(t, err, errBroken)
	assert.Equal(t, sum.Accepted, c.n)
	assert.Less(t, sum.Records, want.sum.Records)
	assert.Positive(t, sum.Records)
}

// breaks gives a text and then an error.
type breaks struct{ text string }

func (b *breaks) Read(p []byte) (int, error) {
	if b.text == "" {
		return 0, errBroken
	}
	n := copy(p, b.text)
	b.text = b.text[n:]
	return n, nil
}

func TestSummary(t *testing.T) {
	var s coproduction.Summary
	s.Add(&coproduction.Line{Record: new(encounter.Study), Findings: []schema.Finding{
		{Severity: schema.Warning}, {Severity: schema.Error, Suppressed: "because"},
	}})
	s.Add(&coproduction.Line{Findings: []schema.Finding{{Severity: schema.Error}, {Severity: schema.Note}, {Severity: schema.Error}}})
	assert.Equal(t, coproduction.Summary{Records: 2, Accepted: 1, Rejected: 1, Findings: 5, Errors: 2, Warnings: 1, Notes: 1, Suppressed: 1}, s)
}
