package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// What most of stays behind is said in one sentence, the largest first; half is much, and less
// is not. What the format has no place for, and silence, is no loss.
func TestHeavyLosses(t *testing.T) {
	for name, c := range map[string]struct {
		lose func(*exchange.Loss)
		want string
	}{
		"nothing":                       {func(*exchange.Loss) {}, ""},
		"half":                          {lost("coding", 4, 2, "of a source without a text"), "Much stayed behind: coding 2 of 4 (of a source without a text); -loss LOSS.json writes the whole account.\n"},
		"less than half":                {lost("coding", 5, 2, "of a source without a text"), ""},
		"by its nature":                 {lost("coding", 4, 4, "no place in a codebook"), ""},
		"a log of FHIR":                 {lost("line", 4, 4, "no resource"), ""},
		"silence":                       {lost("interval", 6, 5, "silence"), ""},
		"what no study is made of":      {lost("header @Bck", 6, 6, "nothing that the records hold"), ""},
		"silence beside what is a loss": {both(lost("interval", 6, 2, "silence"), lost("interval", 0, 2, "end before start")), ""},
		"the chief reason": {both(lost("row", 6, 2, "no id"), lost("row", 0, 3, "no start")),
			"Much stayed behind: row 5 of 6 (mostly: no start); -loss LOSS.json writes the whole account.\n"},
		"three of more": {both(lost("row", 6, 6, "a"), lost("line", 9, 9, "b"), lost("turn", 7, 7, "c"), lost("visit", 8, 8, "d"), lost("coding", 1, 1, "e")),
			"Much stayed behind: line 9 of 9 (b), visit 8 of 8 (d), turn 7 of 7 (c), and most of 2 other kinds; -loss LOSS.json writes the whole account.\n"},
	} {
		var loss exchange.Loss
		c.lose(&loss)
		var stderr strings.Builder
		(&call{stderr: &stderr}).sayHeavyLosses(&loss, "")
		assert.Equal(t, c.want, stderr.String(), name)
	}
	var loss exchange.Loss
	lost("row", 2, 2, "no id")(&loss)
	var stderr strings.Builder
	(&call{stderr: &stderr}).sayHeavyLosses(&loss, "my.json")
	assert.Equal(t, "Much stayed behind: row 2 of 2 (no id); my.json is the whole account.\n", stderr.String())
}

func lost(element string, read, dropped int, why string) func(*exchange.Loss) {
	return func(l *exchange.Loss) {
		l.Read(element, read)
		l.Drop(element, why, dropped)
	}
}

func both(all ...func(*exchange.Loss)) func(*exchange.Loss) {
	return func(l *exchange.Loss) {
		for _, one := range all {
			one(l)
		}
	}
}

// The sentence comes once all is written, and the status stays.
func TestExportSaysWhatIsLost(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	status, _, stderr := runCoprod(t, "export", "refi", "-o", "x.qdpx", clinic)
	assert.Equal(t, statusClean, status)
	// from: jq -r 'select(.kind=="coding").target' clinic.ndjson: 238 lead to a part of an encounter or to one itself; 13 others have no code
	assert.True(t, strings.HasSuffix(stderr, "\nMuch stayed behind: coding 251 of 256 (mostly: not of a source or a range of one); -loss LOSS.json writes the whole account.\n"), stderr)
	_, _, stderr = runCoprod(t, "export", "codebook", "-o", "x.qdc", "-loss", "loss.json", clinic)
	assert.NotContains(t, stderr, "Much stayed behind")
}
