package tidy

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// orcid is the form of an ORCID in a citation file.
var orcid = regexp.MustCompile(`^https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$`)

// citation writes CITATION.cff, version 1.2.0, of what the caller gave.
func (w *writing) citation() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "cff-version: 1.2.0\nmessage: %s\ntype: dataset\ntitle: %s\n", strconv.Quote("If you use this data set, please cite it as below."), strconv.Quote(w.titled(cmp.Or(w.Title, "Records of a study"))))
	if w.Version != "" {
		fmt.Fprintf(&b, "version: %s\n", strconv.Quote(w.Version))
	}
	b.WriteString("authors:\n")
	for _, a := range w.Authors {
		fmt.Fprintf(&b, "  - family-names: %s\n", strconv.Quote(a.Family))
		if a.Given != "" {
			fmt.Fprintf(&b, "    given-names: %s\n", strconv.Quote(a.Given))
		}
		if a.ORCID != "" {
			fmt.Fprintf(&b, "    orcid: %s\n", strconv.Quote(a.ORCID))
		}
	}
	return []byte(b.String())
}
