package transcript

import (
	"iter"
	"slices"
	"strings"
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
