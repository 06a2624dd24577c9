package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// A time behind a name, as programs of transcription write it above what was said, is no label
// with a number, and its minutes are no talk. The texts are made up.
func TestClockIsNoLabel(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "Doctor 00:01\none two\n\nPatient 00:05\nSECRET\n"))
	assert.Empty(t, got.encounters)
	said := ofRule(got.findings, ruleTextNoLabel)
	require.Len(t, said, 1, got.findings)
	assert.Equal(t, "no line begins with what may be a label", said[0].Detail)
	assert.Contains(t, said[0].Hint, "times, dashes and asterisks before a label are to be taken out")

	got = importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "Doctor 1:one two\nDoctor 2: 3 of them\nPatient:5\n"))
	require.Len(t, got.encounters, 1, got.findings)
	assert.Len(t, got.encounters[0].Turns, 3, "a number and a colon are a label where no digit follows, or none is before")
}
