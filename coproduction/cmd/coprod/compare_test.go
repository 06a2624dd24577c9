package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestCompareUnreadRules(t *testing.T) {
	for _, id := range unread {
		assert.True(t, slices.ContainsFunc(refi.Rules(), func(r schema.Rule) bool { return r.ID == id && r.Severity == schema.Warning }), id)
	}
}

// What was not read of a project is said, once of each rule, and nothing that has no
// bearing on the comparison; of a text that is missing in one, what could not be compared.
func TestCompareSaysWhatItCannot(t *testing.T) {
	project := func(text string) string {
		return `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic" basePath="c:/synthetic"><Dream/><Dream/>` +
			`<Sources><TextSource guid="1e3f9a40-0000-4000-8000-000000000001" name="visit"` + text +
			`<PlainTextSelection guid="1e3f9a40-0000-4000-8000-000000000002" startPosition="0" endPosition="4"/></TextSource></Sources></Project>`
	}
	workIn(t, map[string]string{"a.qde": project(`><PlainTextContent>Well then.</PlainTextContent>`), "b.qde": project(` plainTextPath="internal://visit.txt">`)})
	status, stdout, stderr := runCoprod(t, "compare", "a.qde", "b.qde")
	assert.Equal(t, statusFindings, status)
	assert.Equal(t, "a.qde:1:1: warning: nothing is quoted, and the edges of words in 1 selections do not clearly tell one way to count from others; read as: code points, CR LF as 2, byte order mark not counted, end not included [refi-dialect-open]\n"+
		"a.qde:1:83: warning: the standard does not know this element here; it is passed over [refi-element] (and 1 more)\n"+
		"b.qde:1:83: warning: the standard does not know this element here; it is passed over [refi-element] (and 1 more)\n", stderr)
	assert.Equal(t, `0 of 0 codes, 1 of 1 selections and 0 of 0 codings came back
Lost: 1 text.
                in A    in B    same altered    lost   added  found by
source             1       1       1       0       0       0  GUID
text               1       0       0       0       1       0
selection          1       1       1       0       0       0  GUID
selection: of 1 the text is missing in B; positions in it are not compared
Not compared: the order of things, the files of sources but for their texts, and what the project and its program are called.
`, stdout)
	status, stdout, _ = runCoprod(t, "compare", "-format", "json", "b.qde", "a.qde")
	assert.Equal(t, statusFindings, status, "nobody can say that the selection is where it was")
	assert.Contains(t, stdout, `"why": "text-missing-a"`)
	status, stdout, _ = runCoprod(t, "compare", "b.qde", "a.qde")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stdout, "\nNothing is known to be lost, but not all could be compared. B alone has 1 text.\n")
	status, _, _ = runCoprod(t, "compare", "b.qde", "b.qde")
	assert.Equal(t, statusClean, status)
}
