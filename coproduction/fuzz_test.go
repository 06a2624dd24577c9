package coproduction_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction"
)

// Law: whatever the bytes, reading ends without panic, every record is accepted or
// rejected, a rejected one says why, places are inside the input, and the second
// time is like the first.
func FuzzRead(f *testing.F) {
	records := mixed(f)[:8]
	for _, text := range []string{
		"", "[]", "[", "{", "{\n\"a\"", "\ufeff{}", "\xff\xfe{", "\x1f\x8b", `[{"a":"\"]}"},]x`, strings.Repeat("[", 200),
		strings.Join(records, "\n"), "[" + strings.Join(records, ",") + "]", pretty(f, records[0]) + "\n" + pretty(f, records[1]),
		`{"kind":"unit","range":{"start":1e20000000}}`, written(`{%x:{"a":"070761-4285","coder":"Anna"}}`),
	} {
		f.Add([]byte(text))
		f.Add([]byte(zipped(text)))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		v := &coproduction.Validator{MaxRecord: 4096}
		got := readAll(v, bytes.NewReader(input))
		assert.Equal(t, got.sum.Records, got.sum.Accepted+got.sum.Rejected)
		assert.Equal(t, int64(len(got.lines)), got.sum.Records)
		packed := bytes.HasPrefix(input, []byte{0x1f, 0x8b})
		end := int64(0)
		for _, l := range got.lines {
			assert.True(t, l.Accepted() || len(l.Findings) > 0, "rejected in silence")
			assert.GreaterOrEqual(t, l.Position.Offset, end, "records do not overlap")
			end = l.Position.Offset + int64(l.Position.Length)
			for _, finding := range l.Findings {
				p := finding.Position
				assert.True(t, l.Position.Offset <= p.Offset && p.Offset+int64(p.Length) <= end, "%+v is outside its record", finding)
				assert.True(t, p.Line >= 1 && p.Column >= 1)
			}
		}
		if !packed {
			assert.LessOrEqual(t, end, int64(len(input)))
		}
		assert.Equal(t, got, readAll(v, bytes.NewReader(input)))
	})
}
