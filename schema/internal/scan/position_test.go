package scan

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		doc          string
		offset       int
		line, column int
	}{
		{"", 0, 1, 1},
		{"abc", 0, 1, 1},
		{"abc", 2, 1, 3},
		{"abc", 3, 1, 4},
		{"abc", 4, 1, 4},
		{"abc", -1, 1, 1},
		{"a\nb", 1, 1, 2}, // the line feed ends its line
		{"a\nb", 2, 2, 1},
		{"a\n\nb", 3, 3, 1},
		{"a\r\nb", 1, 1, 2},
		{"a\r\nb", 2, 1, 3},
		{"a\r\nb", 3, 2, 1},
		{"a\rb", 2, 1, 3}, // a carriage return alone ends no line
		{"a\n", 2, 2, 1},
		{"æøå😀x", 0, 1, 1},
		{"æøå😀x", 1, 1, 1}, // within æ
		{"æøå😀x", 2, 1, 2},
		{"æøå😀x", 6, 1, 4},
		{"æøå😀x", 9, 1, 4}, // the last byte of 😀
		{"æøå😀x", 10, 1, 5},
		{"æ\næx", 3, 2, 1},
		{"æ\næx", 5, 2, 2},
		{"e\u0301x", 3, 1, 3}, // code points, not characters as seen
		{"\xff\xfex", 2, 1, 3},
		{"\xf0\x9f\x98x", 3, 1, 4},
		{"\uFEFFx", 3, 1, 2},
		{"12345678", 8, 1, 9},
		{"12345678æ12345678x", 18, 1, 18},
		{"12345678æ12345678x", 9, 1, 9}, // within æ
		{"1234567æ12345678\n12345678x", 26, 2, 9},
	}
	for _, tt := range tests {
		if line, column := Position([]byte(tt.doc), tt.offset); line != tt.line || column != tt.column {
			t.Errorf("%q at %d: got %d:%d, want %d:%d", tt.doc, tt.offset, line, column, tt.line, tt.column)
		}
	}
}

// Law: the column is one more than the code points, and bytes that are none, that end
// in the line before the offset.
func TestPositionCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	parts := []string{"a", "12345678", "æ", "\u0301", "😀", "\n", "\xff", "\xf0\x9f", "abcdefghijklmnopqrstuvwxyz"}
	for range 2000 {
		var doc []byte
		for range r.IntN(12) {
			doc = append(doc, parts[r.IntN(len(parts))]...)
		}
		offset := r.IntN(len(doc) + 1)
		start := bytes.LastIndexByte(doc[:offset], '\n') + 1
		want := 1
		for i := start; i < len(doc); {
			_, size := utf8.DecodeRune(doc[i:])
			if i += size; i > offset {
				break
			}
			want++
		}
		if line, column := Position(doc, offset); line != 1+bytes.Count(doc[:offset], []byte("\n")) || column != want {
			t.Fatalf("%q at %d: got %d:%d, want column %d", doc, offset, line, column, want)
		}
	}
}
