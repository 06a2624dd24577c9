package refi

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// copyOf is a synthetic project of one text, in which somebody gave the one code to "two".
func copyOf(file, code, user string) exchange.File {
	return inMemory(file, fmt.Appendf(nil, `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><CodeBook><Codes><Code guid="%s" name="%s" isCodable="true"/></Codes></CodeBook>`+
		`<Sources><TextSource guid="%s"><PlainTextContent>one two three</PlainTextContent><PlainTextSelection guid="%s" startPosition="4" endPosition="7">`+
		`<Coding guid="%s" creatingUser="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection></TextSource></Sources></Project>`,
		guidN(1), code, guidN(2), guidN(3), guidN(4), user, guidN(1)))
}

// Copies of a project in which two people coded have one codebook, one study with both of
// them, one text and one unit, whatever the files are called: their codings can be
// compared. Another codebook is another.
func TestImportCopies(t *testing.T) {
	var found []string
	read := func(files ...exchange.File) (all []encounter.Record) {
		found = nil
		to := &exchange.Sink{Finding: func(f schema.Finding) {
			if f.Rule == "refi-copy" {
				found = append(found, f.Position.Source+": "+f.Detail)
			}
		}, Record: func(r encounter.Record) error {
			all = append(all, r)
			return nil
		}}
		require.NoError(t, Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), files, to))
		return all
	}
	kinds := func(all []encounter.Record) map[string]int {
		n := map[string]int{}
		for _, r := range all {
			n[r.RecordKind()]++
		}
		return n
	}
	books := func(all []encounter.Record) map[encounter.ID]int {
		n := map[encounter.ID]int{}
		for _, r := range all {
			if c, ok := r.(*theme.Coding); ok {
				n[c.Codebook]++
			}
		}
		return n
	}
	both := read(copyOf("a", "code", guidN(8)), copyOf("b", "code", guidN(9)))
	// a study for each, which names its coder; what else the copies share comes once
	assert.Equal(t, map[string]int{"codebook": 1, "study": 2, "source": 1, "unit": 1, "coding": 2}, kinds(both))
	assert.Len(t, books(both), 1)
	assert.Equal(t, []string{"b: records that are the same as those of an earlier file: 3; they came once"}, found)
	var study *encounter.Study
	for _, r := range both {
		if s, ok := r.(*encounter.Study); ok && study == nil {
			study = s
		} else if ok {
			joined, agree := study.Join(s)
			require.True(t, agree)
			assert.Len(t, joined.Team, 2)
		}
	}
	once := read(copyOf("a", "code", guidN(8)))
	assert.Equal(t, once, read(copyOf("elsewhere/a", "code", guidN(8))), "the name of the file says nothing")
	assert.Equal(t, once, read(copyOf("a", "code", guidN(8)), copyOf("a copy", "code", guidN(8))))
	assert.Len(t, books(read(copyOf("a", "code", guidN(8)), copyOf("b", "another code", guidN(8)))), 2)
}
