package refi

import (
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// What is said of records that are not carried as they were.
const (
	// withoutText is of what stands on a text that is not carried: programs may not show it,
	// and an import leaves it.
	withoutText = "of a source without its text"

	// filedOther is of a text that is another than the one of its fingerprint.
	filedOther = "characters that a file cannot hold became U+FFFD"

	withoutOwn   = "without its local fields"
	withoutRound = "without its round"
)

// carried counts a record that is carried, and how it was changed.
func (e *exporting) carried(kind string, own encounter.Extensions, how ...string) {
	fields := len(own)
	if own.Says("synthetic") { // which the project says
		fields--
	}
	if fields > 0 {
		how = append(how, withoutOwn)
	}
	if len(how) == 0 {
		e.made.Loss.Keep(kind, 1)
	} else {
		e.made.Loss.Change(kind, joined(how[0], how[1:]), 1)
	}
}

// joined joins what became of a thing.
func joined(first string, more []string) string {
	return strings.Join(append([]string{first}, more...), "; ")
}
