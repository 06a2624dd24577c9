package transcript

import (
	"strconv"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// lossNoneApplies is what becomes of an empty cell of a coder's.
const lossNoneApplies = "seen, and no code applies"

// A rating is what one coder gave a turn in one round.
type rating struct {
	coder string
	round int64
}

// code makes the codings of a turn: one for each coder and round, with the set of codes.
// A coding without codes says that none applies; where there is no room for any of those
// that a coder gave, there is no coding.
func (r *scripts) code(name string, of encounter.ID, turn int, codes []given, at place, length int) {
	made := map[rating]*theme.Coding{}
	has := map[given]bool{}
	tooMany := func() {
		r.ledger.count(ruleTooManyCodes, at, length, "codes, or their coders, are more than the records hold")
		r.to.Loss.Drop("code", lossTooMany, 1)
	}
	for _, g := range codes {
		by := rating{g.coder, g.round}
		c := made[by]
		coder, ok := r.book.coder(g.coder)
		if !ok {
			tooMany()
			continue
		}
		if has[g] {
			r.to.Loss.Drop("code", "given twice", 1)
			continue
		}
		var id theme.CodeID
		if g.code != "" {
			if id, ok = r.book.id(codeName{g.tier, g.code}); !ok || c != nil && len(c.Codes) == maxCodesOfPlace {
				tooMany()
				continue
			}
		}
		has[g] = true
		if c == nil {
			key := []string{name, "coding", strconv.Itoa(turn), g.coder}
			if g.round != 1 {
				key = append(key, r.book.rounds.key(g.round))
			}
			c = &theme.Coding{
				ID:     r.ID(localKey(key...)),
				Target: theme.Target{Record: of, Pointer: "/turns/" + strconv.Itoa(turn)},
				Coder:  coder, Round: g.round, Codes: []theme.CodeID{},
			}
			made[by] = c
			r.book.codings = append(r.book.codings, c)
		}
		if g.code == "" {
			r.to.Loss.Change("code", lossNoneApplies, 1)
		} else {
			c.Codes = append(c.Codes, id)
			r.used.gave(g, at, length)
			r.to.Loss.Keep("code", 1)
		}
	}
}
