package refi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How a range fits what is quoted.
type fit int

const (
	unquoted fit = iota
	differs
	fits
)

const (
	// shortest is the length, in bytes, of the shortest beginning of a text that counts
	// as a quote: programs cut long ones.
	shortest = 12

	// blank is how many code points of white space a blank of a quote may stand for. It
	// bounds the work on a text made of nothing else.
	blank = 4096
)

// quotesOf is what may be the quote of a selection, white space made one.
func quotesOf(s *Selection) (all []string) {
	for _, text := range []string{s.Name, s.Description} {
		if text = squeeze(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// squeeze makes one blank of all white space, and none of that around a text: what XML
// Schema leaves to a token.
func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// matches compares the text of a range with what may be its quote, and returns what of
// it fits. The work is that of reading the quotes, however long the range.
func matches(text string, quotes []string) (how fit, quote string) {
	for _, q := range quotes {
		if _, whole := begins(text, q); whole {
			return fits, q
		}
		if cut := strings.TrimRight(q, ".… "); len(cut) >= shortest && cut != q {
			if begun, _ := begins(text, cut); begun {
				return fits, cut
			}
		}
	}
	if len(quotes) > 0 {
		return differs, ""
	}
	return unquoted, ""
}

// begins reports whether the text begins with the quote, and whether nothing but white
// space follows. White space is all one; around the text it counts for nothing.
func begins(text, quote string) (begun, whole bool) {
	text, ok := skipBlank(text)
	if !ok {
		return false, false
	}
	for _, c := range quote {
		if c != ' ' {
			first, size := utf8.DecodeRuneInString(text)
			if size == 0 || first != c {
				return false, false
			}
			text = text[size:]
			continue
		}
		rest, ok := skipBlank(text)
		if !ok || len(rest) == len(text) {
			return false, false
		}
		text = rest
	}
	rest, ok := skipBlank(text)
	return true, ok && rest == ""
}

// skipBlank passes over white space; false where there is no end of it.
func skipBlank(text string) (rest string, ok bool) {
	n := 0
	for i, c := range text {
		if !unicode.IsSpace(c) {
			return text[i:], true
		}
		if n == blank {
			return "", false
		}
		n++
	}
	return "", true
}
