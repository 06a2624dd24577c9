package refi

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// A reference that stands elsewhere than in the attribute that the standard has for it is
// read, and told; so is one that is nowhere.
func TestReferences(t *testing.T) {
	const elsewhere, nowhere = "the reference does not stand in the attribute that the standard has for it; it was read", "the reference does not say to what; it is left out"
	a := guidN(1)
	in := func(member string) string {
		return head + `<Sets><Set guid="` + guidN(2) + `" name="s">` + member + `</Set></Sets>` + tail
	}
	book := func(member string) string {
		return `<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="` + a + `" name="a" isCodable="true"/></Codes><Sets><Set guid="` + guidN(2) + `" name="s">` + member + `</Set></Sets></CodeBook>`
	}
	for _, test := range []struct{ name, in, says string }{
		{"of a project", in(`<MemberCode targetGUID="` + a + `"/>`), ""},
		{"as codebooks have it", in(`<MemberCode guid="` + a + `"/>`), elsewhere},
		{"as a text", in("<MemberCode>\n" + a + " </MemberCode>"), elsewhere},
		{"as another text", in("<MemberCode>SECRET</MemberCode>"), nowhere},
		{"without any", in("<MemberCode/>"), nowhere},
		{"of a codebook", book(`<MemberCode guid="` + a + `"/>`), ""},
		{"as projects have it", book(`<MemberCode targetGUID="` + a + `"/>`), elsewhere},
	} {
		o := opened(t, []byte(test.in))
		require.Len(t, o.Project.Sets, 1, test.name)
		if test.says != nowhere {
			assert.Equal(t, []GUID{GUID(a)}, o.Project.Sets[0].Codes, test.name)
		} else {
			assert.Empty(t, o.Project.Sets[0].Codes, test.name)
		}
		want := counts{}
		if test.says != "" {
			want[ruleReference] = 1
			require.NotEmpty(t, o.Findings, test.name)
			assert.Equal(t, test.says, o.Findings[0].Detail, test.name)
			assert.Equal(t, int64(strings.Index(test.in, "<MemberCode")), o.Findings[0].Position.Offset, test.name)
		}
		assert.Equal(t, want, exchangetest.CountRules(o.Findings), test.name)
	}
}

// A coding of no code, or of one that is not there, is told, and so are sources that are
// coded and have no plain text.
func TestDanglingCodings(t *testing.T) {
	coding := func(n int, in string) string {
		return `<Coding guid="` + guidN(n) + `" creatingUser="` + guidN(9) + `">` + in + `</Coding>`
	}
	o := opened(t, []byte(head+`<CodeBook><Codes><Code guid="`+guidN(1)+`" name="a" isCodable="true"/></Codes></CodeBook><Cases><Case guid="`+guidN(2)+`" name="c"/></Cases><Sources>`+
		`<TextSource guid="`+guidN(3)+`" richTextPath="internal://SECRET.docx">`+
		coding(10, `<CodeRef targetGUID="`+guidN(1)+`"/>`)+coding(11, `<CodeRef guid="`+guidN(1)+`"/>`)+coding(12, `<CodeRef targetGUID="`+guidN(2)+`"/>`)+
		coding(13, `<CodeRef targetGUID="`+guidN(4)+`"/>`)+coding(14, "")+`</TextSource><TextSource guid="`+guidN(5)+`" richTextPath="internal://b.docx"/></Sources>`+tail))
	assert.Equal(t, counts{ruleReference: 1, ruleCodeMissing: 1, ruleMissing: 1}, exchangetest.CountRules(o.Findings))
	said := map[string]string{}
	for _, f := range o.Findings {
		said[string(f.Rule)] = f.Detail
	}
	assert.Equal(t, "2 of 5 codings give no code of the project", said["refi-code-missing"], "from: by hand, 13 and 14; 12 is of a case")
	assert.Equal(t, "1 sources with selections or codings have no plain text", said["refi-text-missing"])
}

// Annex A.3 has 11 members of sets under guid, and 5 as a text.
func TestReferencesCorpus(t *testing.T) {
	raw, err := os.ReadFile(shareddata.Path(t, "refi-qda", "example3_complex_transana.qde"))
	require.NoError(t, err)
	o := opened(t, raw)
	sources, notes := 0, 0
	for _, s := range o.Project.Sets {
		sources, notes = sources+len(s.Sources), notes+len(s.Notes)
	}
	assert.Equal(t, []int{11, 5}, []int{sources, notes}, "from: xmllint against Project.xsd, which misses targetGUID 16 times")
	assert.Equal(t, 16, exchangetest.CountRules(o.Findings)[ruleReference])
}
