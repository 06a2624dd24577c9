package refi

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A got is what an import gives.
type got struct {
	records []encounter.Record
	loss    exchange.Loss
	rules   map[schema.RuleID]int
}

// imported makes records; each must be sound, and all of them together.
func imported(t testing.TB, files ...exchange.File) got {
	t.Helper()
	r := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, files...)
	return got{r.Records, r.Loss, r.Rules()}
}

// What the records hold goes out and comes back: texts, ranges, codes and who gave them.
func TestImport(t *testing.T) {
	const head = `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><Users><User guid="` + "%[1]s" + `" name="SECRET"/><User guid="%[2]s"/></Users><CodeBook><Codes>` +
		`<Code guid="%[3]s" name="Theme" isCodable="false"><Code guid="%[4]s" name="code" isCodable="true"><Description>what it is</Description></Code></Code>` +
		`<Code guid="%[5]s" name="SECRET person" isCodable="true"/></Codes></CodeBook><Cases><Case guid="%[5]s" name="SECRET"/></Cases>`
	const body = `<Sources><TextSource guid="%[6]s" name="SECRET"><PlainTextContent>one two three</PlainTextContent>` +
		`<PlainTextSelection guid="%[7]s" name="two" startPosition="4" endPosition="7"><Coding guid="%[8]s" creatingUser="%[1]s"><CodeRef targetGUID="%[4]s"/></Coding>` +
		`<Coding guid="%[9]s" creatingUser="%[2]s"><CodeRef targetGUID="%[4]s"/></Coding></PlainTextSelection>` +
		`<PlainTextSelection guid="%[10]s" name="two" startPosition="4" endPosition="7"><Coding guid="%[11]s" creatingUser="%[1]s"><CodeRef targetGUID="%[5]s"/></Coding></PlainTextSelection>` +
		`</TextSource></Sources></Project>`
	var guids []any
	for n := range 11 {
		guids = append(guids, guidN(n+1))
	}
	guids[3] = "{" + strings.ToUpper(guidN(4)) + "}" // braces and case are one
	text := fmt.Sprintf(head+body, guids...)
	g := imported(t, inMemory("in", []byte(text)))
	kinds := map[string]int{}
	for _, r := range g.records {
		kinds[r.RecordKind()]++
		switch r := r.(type) {
		case *theme.Codebook:
			assert.Equal(t, []theme.Theme{{ID: "Theme", Name: "Theme"}}, r.Themes)
			assert.Equal(t, []theme.Code{{ID: "code", Parent: "Theme", Name: "code", Definition: "what it is"}}, r.Codes)
		case *theme.Source:
			assert.Nil(t, r.Text)
			assert.True(t, r.Describes("one two three"))
		case *theme.Unit:
			assert.Equal(t, &theme.Range{Start: 4, End: 7}, r.Range)
		case *theme.Coding:
			assert.Equal(t, []theme.CodeID{"code"}, r.Codes)
		case *encounter.Study:
			assert.Equal(t, []encounter.TeamMember{{ID: exchangetest.ID("refi/user/" + guidN(1)), Role: encounter.TeamCoder}, {ID: exchangetest.ID("refi/user/" + guidN(2)), Role: encounter.TeamCoder}}, r.Team)
		}
	}
	assert.Equal(t, map[string]int{"codebook": 1, "study": 1, "source": 1, "unit": 1, "coding": 2}, kinds)
	unit := "refi/unit/" + guidN(6) + "/4-7"
	print := fingerprint(g.records[0].(*theme.Codebook))
	for i, key := range []string{"refi/codebook/" + print, "refi/study/" + print, "refi/source/" + guidN(6), unit, unit + "/coding/" + guidN(1) + "/" + print, unit + "/coding/" + guidN(2) + "/" + print} {
		assert.Equal(t, exchangetest.ID(key), g.records[i].RecordID(), key)
	}
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"assigns a case": 1}}, g.loss.Of("Coding"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Changed: map[string]int64{"of a range that is selected already": 1}}, g.loss.Of("PlainTextSelection"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{"is a case": 1}}, g.loss.Of("Code"))

	// Out and in again: the same texts, ranges, codes and numbers of coders.
	made := Export{Text: func(*theme.Source) (string, bool) { return "one two three", true }}.Project(func(yield func(encounter.Record) bool) {
		for _, r := range g.records {
			if !yield(r) {
				return
			}
		}
	})
	var b bytes.Buffer
	require.NoError(t, WriteProject(&b, made.Project))
	again := imported(t, inMemory("in", b.Bytes()))
	summary := func(records []encounter.Record) (all []string) {
		for _, r := range records {
			switch r := r.(type) {
			case *theme.Codebook:
				all = append(all, fmt.Sprint("book ", len(r.Themes), r.Codes))
			case *theme.Source:
				all = append(all, r.SHA256)
			case *theme.Unit:
				all = append(all, fmt.Sprint(*r.Range))
			case *theme.Coding:
				all = append(all, fmt.Sprint(r.Codes))
			}
		}
		return all
	}
	assert.Equal(t, summary(g.records), summary(again.records))
}

// The team are those who gave a code of the codebook to a range, in the order of the codings;
// units come in the order in which their ranges are first selected.
func TestImportTeam(t *testing.T) {
	text := "one two six"
	by := func(n, coder, code int) []Coding {
		return []Coding{{GUID: id(n), Code: id(code), CreatedBy: id(coder)}}
	}
	g := imported(t, written(t, &Project{
		Codes: []Code{{GUID: id(1), Name: "a", Codable: true}, {GUID: id(2), Name: "case", Codable: true}},
		Cases: []Case{{GUID: id(2)}},
		Sources: []Source{
			{Kind: TextKind, GUID: id(3), Text: Text{Content: &text}, Selections: []Selection{
				{GUID: id(10), Name: "six", Start: 8, End: 11, Codings: by(20, 30, 2)},
				{GUID: id(11), Name: "one", Start: 0, End: 3, Codings: by(21, 31, 1)},
				{GUID: id(12), Name: "two", Start: 4, End: 7, Codings: by(22, 32, 9)},
				{GUID: id(13), Name: "six", Start: 8, End: 11, Codings: by(23, 33, 1)},
				{GUID: id(14), Start: 5, End: 5, Codings: by(24, 34, 1)},
			}},
			{Kind: AudioKind, GUID: id(4), Codings: by(25, 35, 1)},
		},
	}))
	var units []theme.Range
	var team []encounter.ID
	for _, r := range g.records {
		switch r := r.(type) {
		case *theme.Unit:
			units = append(units, *r.Range)
		case *encounter.Study:
			for _, m := range r.Team {
				team = append(team, m.ID)
			}
		}
	}
	assert.Equal(t, []theme.Range{{Start: 8, End: 11}, {Start: 0, End: 3}, {Start: 4, End: 7}}, units)
	user := func(n int) encounter.ID { return exchangetest.ID("refi/user/" + string(id(n))) }
	assert.Equal(t, []encounter.ID{user(33), user(31)}, team)
}
