package transcript

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
)

// Utterances yields the intervals that hold text: those whose text is more than
// white space. The rest of a tier is silence.
func (t Tier) Utterances() iter.Seq[Interval] {
	return func(yield func(Interval) bool) {
		for _, i := range t.Intervals {
			if i.Spoken() && !yield(i) {
				return
			}
		}
	}
}

// Spoken reports whether the interval holds text: more than white space.
func (i Interval) Spoken() bool { return strings.TrimSpace(i.Text) != "" }

// Speech returns how long the tier's speaker speaks.
//
//	Σᵢ (endᵢ − startᵢ)
//
// over the utterances i.
//
//	Unit   s
//	Range  [0, ∞); above the tier's length only where its utterances overlap
//
// Pauses inside an utterance count as speech: a transcript does not mark them.
func (t Tier) Speech() Seconds {
	var total Seconds
	for i := range t.Utterances() {
		total += i.Duration()
	}
	return total
}

// Words returns how many words the tier's utterances hold together: [CountWords]
// over each.
func (t Tier) Words(tags ...string) int {
	n := 0
	for i := range t.Utterances() {
		n += CountWords(i.Text, tags...)
	}
	return n
}

// CountWords returns how many words a text holds: the runs of characters between
// white space, once the tags of the transcription scheme are taken out. Tags are
// literal, as "<UNSURE>" or "<UNIN/>", and leave nothing in their place: a tag
// inside a word does not split it. Where one tag holds another, the longer is
// taken out first. Punctuation that stands alone counts as a word.
//
//	Unit   words
//	Range  [0, half the characters, rounded up]
func CountWords(text string, tags ...string) int { return words(removeTags(text, tags)) }

// unpartedScripts part no words.
var unpartedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// longestWord is how many characters of such a script a word hardly ever has.
const longestWord = 7

// unparted reports whether words of the text do not stand apart: whether more characters than
// a word has, of a script that parts none, stand between white space.
func unparted(text string) bool {
	n := 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			n = 0
		case r >= '\u0E00' && unicode.In(r, unpartedScripts...): // the first of them is Thai
			if n++; n > longestWord {
				return true
			}
		}
	}
	return false
}

// unpartedWhat says of utterances, lines or turns that their words do not stand apart.
func unpartedWhat(element string) string {
	return fmt.Sprintf("{%[1]s holds|%[1]ss hold} words that do not stand apart, and several count as one", element)
}

func removeTags(text string, tags []string) string {
	tags = slices.DeleteFunc(slices.Clone(tags), func(tag string) bool { return tag == "" })
	slices.SortStableFunc(tags, func(a, b string) int { return len(b) - len(a) })
	for _, tag := range tags {
		text = strings.ReplaceAll(text, tag, "")
	}
	return text
}

func words(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}
