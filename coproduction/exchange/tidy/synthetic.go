package tidy

import (
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// saysSynthetic are the kinds of records that say by a field of their own, synthetic, that
// nobody stands behind the data.
var saysSynthetic = []schema.Kind{schema.KindStudy, schema.KindParticipant, schema.KindEncounter}

// syntheticNote is said wherever the data is shown.
const syntheticNote = "SYNTHETIC DATA: these records stand for nobody."

// titled is a title that says what has to be said of the data.
func (w *writing) titled(title string) string {
	switch {
	case !w.synthetic || strings.HasPrefix(strings.ToLower(title), "synthetic"):
		return title
	case title == "":
		return "Synthetic data"
	}
	return "Synthetic data: " + title
}

// described is a description that says so.
func (w *writing) described(about string) string {
	if !w.synthetic {
		return about
	}
	return strings.TrimSpace(syntheticNote + " " + about)
}
