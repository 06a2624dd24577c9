package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// weighty are the elements that a study is made of, in the words of the accounts of all
// formats: who loses most of them must know it before reading any number.
var weighty = []string{
	"coding", "code", "unit", "turn", "step", "utterance", "annotation", "line", "row", "interval", "consultation", "visit", // of ours, tables and transcripts
	"Code", "Coding", "TextSource", "PlainTextSelection", "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection", // of REFI-QDA
	"Encounter", "Patient", // of FHIR
}

// light are reasons, or how they begin, that are no loss: the format has no such thing, or
// nothing was there, as in the log of a FHIR export.
var light = []string{"no place in", "silence", "no text", "no resource", "given before"}

// mostLosses is how many are named.
const mostLosses = 3

// A heavyLoss is elements of which at least half stayed behind.
type heavyLoss struct {
	element       string
	dropped, read int64
	why           string // the reason, or that of most of them
}

// heavyLosses returns the largest first.
func heavyLosses(loss *exchange.Loss) (all []heavyLoss) {
	for _, element := range loss.Elements() {
		if !slices.Contains(weighty, element) {
			continue
		}
		count := loss.Of(element)
		one := heavyLoss{element: element, read: count.Read}
		most := int64(0)
		for _, why := range slices.Sorted(maps.Keys(count.Dropped)) {
			n := count.Dropped[why]
			if slices.ContainsFunc(light, func(begin string) bool { return strings.HasPrefix(why, begin) }) {
				continue
			}
			if one.dropped += n; n > most {
				most, one.why = n, why
			}
		}
		if most < one.dropped {
			one.why = "mostly: " + one.why
		}
		if one.dropped > 0 && 2*one.dropped >= one.read {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b heavyLoss) int { return cmp.Compare(b.dropped, a.dropped) })
	return all
}

// sayHeavyLosses says in one sentence what most of stayed behind, and where the account of it
// all is; nothing where there is no such thing.
func (c *call) sayHeavyLosses(loss *exchange.Loss, file string) {
	all := heavyLosses(loss)
	if len(all) == 0 {
		return
	}
	var each []string
	for _, one := range all[:min(mostLosses, len(all))] {
		each = append(each, fmt.Sprintf("%s %d of %d (%s)", one.element, one.dropped, one.read, one.why))
	}
	if more := len(all) - len(each); more > 0 {
		each = append(each, "and most of "+plural(int64(more), "other kind"))
	}
	where := "-loss LOSS.json writes the whole account"
	if named(file) {
		where = file + " is the whole account"
	}
	fmt.Fprintf(c.stderr, "Much stayed behind: %s; %s.\n", strings.Join(each, ", "), where)
}
