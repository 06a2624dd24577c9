package transcript

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	bracketed = regexp.MustCompile(`\[[^\[\]]*\]`)
	pause     = regexp.MustCompile(`^\((?:\.{1,3}|[0-9:.]+)\)$`)
)

// chatWords counts the words of a main line.
func chatWords(line string) (n int) {
	line = bracketed.ReplaceAllString(line, " ")
	for item := range strings.FieldsSeq(line) {
		if strings.Contains(item, bulletMark) { // a time stamp that is cut off
			continue
		}
		item = strings.Trim(item, "<>“”‹›„‡,;:↑↓→↗↘≈≋∙⌈⌉⌊⌋∆∇°▁▔☺♋Ϋ∬§⁎↻∾")
		switch {
		case item == "" || item[0] == '&' || item[0] == '+' || item[0] == '0' || pause.MatchString(item):
		case slices.Contains([]string{"xxx", "yyy", "www", "xx", "yy"}, item):
		case !strings.ContainsFunc(item, isOfWord):
		default:
			n++
		}
	}
	return n
}

// isOfWord reports whether a word can be made of a character. Punctuation of any script
// stands alone in CHAT.
func isOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
