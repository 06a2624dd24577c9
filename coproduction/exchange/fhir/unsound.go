package fhir

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// unsound reports what is JSON by its brackets and still loses something in silence: a
// name that an object has twice, of which the last counts, and bytes that are no UTF-8.
func (r *reader) unsound(f *file, p piece) {
	if r.second {
		return
	}
	if at, ok := notUTF8(p.raw); ok {
		r.tolerate(f, ruleUTF8, p.place(at, 1), "bytes that are not UTF-8: in texts they are replaced")
	}
	if at, length, ok := duplicate(p.raw); ok {
		r.tolerate(f, ruleDuplicate, p.place(at, length), "an object has this name twice: the last one counts")
	}
}

// place is where bytes of a piece are in the file; the place of the piece where parts
// of it were handed on before.
func (p piece) place(at, length int) schema.Position {
	place := p.at
	if len(p.raw) != p.at.Length {
		return place
	}
	for _, c := range p.raw[:at] {
		switch {
		case c == '\n':
			place.Line++
			place.Column = 1
		case c&0xc0 != 0x80:
			place.Column++
		}
	}
	place.Offset += int64(at)
	place.Length = length
	return place
}

func notUTF8(b []byte) (at int, found bool) {
	if utf8.Valid(b) {
		return 0, false
	}
	for at < len(b) {
		c, n := utf8.DecodeRune(b[at:])
		if c == utf8.RuneError && n == 1 {
			return at, true
		}
		at += n
	}
	return 0, false
}

// duplicate finds the first name that an object of valid JSON has a second time.
func duplicate(b []byte) (at, length int, found bool) {
	var levels []map[string]bool // the names of the objects around; nil for an array
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '{':
			levels = append(levels, map[string]bool{})
		case '[':
			levels = append(levels, nil)
		case '}', ']':
			levels = levels[:max(0, len(levels)-1)]
		case '"':
			begin := i
			escaped := false
			for i++; i < len(b) && b[i] != '"'; i++ {
				if b[i] == '\\' {
					escaped = true
					i++
				}
			}
			end := min(i+1, len(b))
			if len(levels) == 0 || levels[len(levels)-1] == nil || !isName(b[end:]) {
				continue
			}
			name := string(b[begin+1 : max(begin+1, end-1)])
			if escaped {
				json.Unmarshal(b[begin:end], &name)
			}
			if names := levels[len(levels)-1]; names[name] {
				return begin, end - begin, true
			} else {
				names[name] = true
			}
		}
	}
	return 0, 0, false
}

// isName reports whether a colon follows.
func isName(rest []byte) bool {
	for _, c := range rest {
		switch c {
		case ' ', '\t', '\r', '\n':
		default:
			return c == ':'
		}
	}
	return false
}
