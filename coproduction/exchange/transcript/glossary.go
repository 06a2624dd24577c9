package transcript

import "strings"

// A given is a code on an utterance, by the numbers that a [glossary] gives to the code and
// to the coder.
type given struct {
	code, coder int32
	round       int32 // from 1; below 0 where it is called by a word, see [rounds]
}

// A codeName is what a file says of a code. Without a code: the coder saw the utterance, and
// no code applies.
type codeName struct{ tier, code string }

// A glossary numbers the codes and the coders of one file, which come again and again, in
// the order in which they first come.
type glossary struct {
	codes   []codeName
	coders  []string // "" is whoever coded, where nobody says who
	codeAt  map[codeName]int32
	coderAt map[string]int32
}

// given is a code on an utterance.
func (g *glossary) given(code codeName, coder string, round int64) given {
	at, known := g.codeAt[code]
	if !known {
		if g.codeAt == nil {
			g.codeAt = map[codeName]int32{}
		}
		code = codeName{strings.Clone(code.tier), strings.Clone(code.code)} // nothing else of the row or file
		at = int32(len(g.codes))
		g.codeAt[code] = at
		g.codes = append(g.codes, code)
	}
	by, known := g.coderAt[coder]
	if !known {
		if g.coderAt == nil {
			g.coderAt = map[string]int32{}
		}
		coder = strings.Clone(coder)
		by = int32(len(g.coders))
		g.coderAt[coder] = by
		g.coders = append(g.coders, coder)
	}
	return given{at, by, int32(round)}
}
