package transcript

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func FuzzReadTextGrid(f *testing.F) {
	for _, file := range slices.Concat(marked, sound) {
		f.Add([]byte(file))
		f.Add(wide(file, 1, true))
		f.Add(wide(file, 0, false))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		read, findings, err := ReadTextGrid(bytes.NewReader(file), "s")
		require.NoError(t, err)

		refused := false
		for _, found := range findings {
			at := found.Position
			assert.True(t, 0 <= at.Offset && 0 <= at.Length && at.Offset+int64(at.Length) <= int64(len(file)), "inside the file")
			assert.True(t, 1 <= at.Line && 1 <= at.Column)
			refused = refused || found.Severity == schema.Error
		}
		assert.True(t, slices.IsSortedFunc(findings, func(a, b schema.Finding) int { return int(a.Position.Offset - b.Position.Offset) }))
		assert.LessOrEqual(t, len(findings), MaxFindings+2)
		assert.Equal(t, refused, read == nil)
		if read == nil {
			return
		}
		elements := 0
		for _, tier := range read.Tiers {
			elements += 1 + len(tier.Intervals)
		}
		assert.LessOrEqual(t, elements, len(file), "nothing is made up")

		var written strings.Builder
		require.NoError(t, WriteTextGrid(&written, read))
		again, _, err := ReadTextGrid(strings.NewReader(written.String()), "s")
		require.NoError(t, err)
		assert.Equal(t, read, again, "what was read can be written and read again")
	})
}
