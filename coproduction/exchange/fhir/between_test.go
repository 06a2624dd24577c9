package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// What is wrong between resources is named, at the byte, and both are read.
func TestBetween(t *testing.T) {
	e := visit("e", "", "")
	for _, tt := range []struct{ text, detail string }{
		{patient + "⟦,⟧\n" + e + "\n", "a comma between resources, which belongs into a list; what stands around it is read"},
		{patient + "\n⟦\xef⟧\xbb\xbf" + e + "\n", "a byte order mark between resources, as of files that were put together; what stands around it is read"},
		{"[" + patient + ",\n⟦,⟧" + e + "]", "a comma too many in a list of resources; what stands around it is read"},
		{"[⟦,⟧" + patient + "," + e + "]", "a comma too many in a list of resources; what stands around it is read"},
		{"[" + patient + "," + e + ",\n ⟦]⟧\n", "a comma behind the last of a list of resources; all are read"},
		{"[" + patient + "\n⟦{⟧" + e[1:] + "]", "no comma between two resources of a list; both are read"},
		{`{"entry":[{"resource":` + patient + `}` + "\n" + `⟦{⟧"resource":` + e + `}],"resourceType":"Bundle"}`, "no comma between two resources of a list; both are read"},
		{`{"entry":[{"resource":` + patient + `},{"resource":` + e + `},⟦]⟧,"resourceType":"Bundle"}`, "a comma behind the last of a list of resources; all are read"},
	} {
		before, rest, _ := strings.Cut(tt.text, "⟦")
		marked, after, _ := strings.Cut(rest, "⟧")
		o := imported(t, fhir.Import{}, exchangetest.File("in", before+marked+after))
		require.Len(t, o.findings, 1, tt.text)
		assert.Equal(t, schema.RuleID("fhir-between"), o.findings[0].Rule)
		assert.Equal(t, tt.detail+" (1 in this file)", o.findings[0].Detail)
		line := before[strings.LastIndex(before, "\n")+1:]
		assert.Equal(t, schema.Position{Source: "in", Line: 1 + strings.Count(before, "\n"), Column: 1 + len([]rune(line)), Offset: int64(len(before)), Length: 1}, o.findings[0].Position, tt.text)
		assert.Len(t, o.encounters(), 1, tt.text)
		assert.Equal(t, int64(1), o.loss.Of("Patient").Kept, tt.text)
	}
}
