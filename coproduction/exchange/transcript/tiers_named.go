package transcript

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// missed reports each tier that the caller named and that no file has: nothing was read
// from it, and a name that is misspelt looks the same as a tier that is empty.
func (r *scripts) missed(files []exchange.File) {
	if len(files) == 0 || r.Form != EAF && r.Form != CHAT {
		return
	}
	l := newLedger(files[0].Name)
	for _, named := range []struct {
		tiers []string
		of    string
	}{{r.CodeTiers, "codes"}, {r.SpeechTiers, "speech"}} {
		for i, tier := range named.tiers {
			if !r.met[tier] {
				l.report(ruleScriptNoTier, fileStart(), 0, fmt.Sprintf("name %d of %d for tiers of %s is that of no tier in the files", i+1, len(named.tiers), named.of))
			}
		}
	}
	l.close(fileStart(), r.to.Finding)
}
