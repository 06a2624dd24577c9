package coproduction

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestExcerpt(t *testing.T) {
	forty := strings.Repeat("0123456789", 4)
	tests := []struct {
		name           string
		raw            string
		offset, length int
		want           string
	}{
		{"in the middle", `{"id":"x"}`, 6, 3, `{"id":⟦"x"⟧}`},
		{"at the beginning", `{}`, 0, 1, `⟦{⟧}`},
		{"at the end", `{}`, 2, 0, `{}⟦⟧`},
		{"nothing", ``, 0, 0, `⟦⟧`},
		{"out of range", `{}`, 9, 9, `{}⟦⟧`},
		{"before the beginning", `{}`, -1, -1, `⟦⟧{}`},
		{"longer than the rest", `{}`, 1, 1 << 30, `{⟦}⟧`},
		{"forty before", forty + "x", 40, 1, forty + `⟦x⟧`},
		{"forty-one before", "a" + forty + "x", 41, 1, "…" + forty + `⟦x⟧`},
		{"forty behind", "x" + forty, 0, 1, `⟦x⟧` + forty},
		{"forty-one behind", "x" + forty + "a", 0, 1, `⟦x⟧` + forty + "…"},
		{"forty long", forty + "b", 0, 40, "⟦" + forty + "⟧b"},
		{"forty-one long", forty + "a", 0, 41, "⟦" + forty + "…⟧"},
		{"a character is not cut behind", "x" + forty[1:] + "øb", 0, 1, "⟦x⟧" + forty[1:] + "…"},
		{"a character is not cut before", "ø" + forty[1:] + "x", 41, 1, "…" + forty[1:] + "⟦x⟧"},
		{"other lines stay out", "{\n \"a\":1,\r\n}", 7, 1, ` "a":⟦1⟧,`},
		{"a place over several lines", "{\n}", 0, 3, "⟦{…⟧"},
		{"terminal", "\"\x1b[2J\x07\t\u202e\u009b\"", 0, 10, `⟦"\u001b[2J\u0007\u0009\u202e⟧\u009b"`},
		{"marks in the data", `"⟦⟧"`, 0, 8, `⟦"\u27e6\u27e7"⟧`},
		{"broken bytes", "\"\xff\ufffd\"", 1, 1, `"⟦\xff⟧` + "\ufffd\""},
		{"beyond the basic plane", "\U0001f600\U000e0001", 0, 4, "⟦\U0001f600⟧" + `\U000e0001`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, excerpt([]byte(tt.raw), schema.Position{Offset: int64(tt.offset), Length: tt.length}))
		})
	}
}

// Law: whatever the bytes and the place, an excerpt is short, is UTF-8, stands on
// one line, and marks exactly one place.
func FuzzExcerpt(f *testing.F) {
	f.Add([]byte(`{"id":"x"}`), int64(6), 3)
	f.Add([]byte("\x80\x80⟦\n\r"), int64(1), 1<<31-1)
	f.Fuzz(func(t *testing.T, raw []byte, offset int64, length int) {
		got := excerpt(raw, schema.Position{Offset: offset, Length: length})
		assert.True(t, utf8.ValidString(got))
		assert.LessOrEqual(t, len(got), 3*excerptContext*10+15)
		assert.Equal(t, 1, strings.Count(got, placeBegin))
		assert.Equal(t, 1, strings.Count(got, placeEnd))
		assert.Less(t, strings.Index(got, placeBegin), strings.Index(got, placeEnd))
		assert.Equal(t, strings.NewReplacer(placeBegin, "", placeEnd, "").Replace(got),
			visible(strings.NewReplacer(placeBegin, "", placeEnd, "").Replace(got)), "nothing is left to escape")
	})
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{ // from: Unicode Standard Annex 11, East Asian Width
		"": 0, "abc": 3, "æøå": 3, "e\u0301": 1, "患者": 4, "한국": 4, "カナ": 4, "。": 2, "（": 2, "\U0001f600": 2,
	} {
		assert.Equal(t, want, columns(text), text)
	}
}
