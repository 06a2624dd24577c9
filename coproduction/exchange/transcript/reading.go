package transcript

import (
	"fmt"
	"math"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A textGrid is the reading of one file. After a token that does not fit, the
// reading is lost: whatever is taken from then on is the zero token, so that only
// those who look into a token or loop over them need to ask.
type textGrid struct {
	scanner
	*report
	ahead      token // the token that comes next
	lost       bool
	inHeader   bool
	tier, item int // where in the transcript; −1 outside
}

// bounds takes the start and end of the file or of a tier.
func (g *textGrid) bounds() (start, end Seconds) {
	at := g.ahead
	start, end = g.time(), g.time()
	if end < start {
		g.note(ruleBounds, at, "the end lies before the start")
	}
	return start, end
}

func (g *textGrid) time() Seconds {
	tok := g.take(number)
	if math.Abs(tok.value) > float64(MaxSeconds) {
		g.refuse(ruleTimeRange, tok, "further from zero than any recording")
		return 0
	}
	if tok.unit {
		g.note(ruleUnit, tok, "read as seconds")
	}
	return Seconds(tok.value)
}

// counted compares a declared count with what is there. Too few at the end of the
// file means that the rest is cut off.
func (g *textGrid) counted(declared token, n int, what string) {
	switch {
	case g.lost || declared.value == float64(n):
	case g.ahead.kind == end && declared.value > float64(n):
		g.refuse(ruleTruncated, g.ahead, "the file ends, and "+amount(n, what)+", fewer than it declares")
	default:
		g.note(ruleCount, declared, amount(n, what))
	}
}

// finish makes sure that nothing follows.
func (g *textGrid) finish() {
	if !g.lost && g.ahead.kind != end {
		g.refuse(ruleStructure, g.ahead, "the file should have ended here")
	}
}

// take returns the next token, which must be of the kind wanted.
func (g *textGrid) take(want kind) token {
	tok := g.ahead
	switch {
	case g.lost:
	case tok.kind == want:
		g.advance()
		return tok
	case tok.kind == end:
		g.refuse(ruleTruncated, tok, "the file ends before "+wanted[want])
	default:
		g.refuse(ruleStructure, tok, wanted[want]+" was expected")
	}
	return token{}
}

var wanted = [...]string{number: "a number", label: "a text in quotes", flag: "a flag in angle brackets"}

func (g *textGrid) advance() {
	g.ahead = g.scanner.next()
	if g.ahead.kind == broken {
		g.refuse(g.ahead.rule, g.ahead, g.ahead.detail)
	}
}

// refuse gives the file up.
func (g *textGrid) refuse(id schema.RuleID, tok token, detail string) {
	if g.lost {
		return
	}
	if g.inHeader {
		id, detail = ruleNotTextGrid, "not the beginning of a TextGrid"
	}
	g.note(id, tok, detail)
	g.lost, g.ahead = true, token{kind: broken}
}

func (g *textGrid) note(id schema.RuleID, tok token, detail string) {
	g.add(fault{rule: id, pointer: g.pointer(), at: tok.at, end: tok.end, detail: detail})
}

// pointer is where in the transcript the reading is.
func (g *textGrid) pointer() string {
	switch {
	case g.tier < 0:
		return ""
	case g.item < 0:
		return fmt.Sprintf("/tiers/%d", g.tier)
	}
	return fmt.Sprintf("/tiers/%d/intervals/%d", g.tier, g.item)
}
