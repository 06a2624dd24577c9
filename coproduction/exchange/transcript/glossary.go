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

// noRoom is the number of what comes when there are maxNames already: many more than a
// codebook and a team hold.
const (
	noRoom   = -2
	maxNames = 100_000
)

// given is a code on an utterance.
func (g *glossary) given(code codeName, coder string, round int64) given {
	return given{g.code(code), g.coder(coder), int32(round)}
}

func (g *glossary) code(name codeName) int32 {
	at, known := g.codeAt[name]
	if known {
		return at
	}
	if len(g.codes) == maxNames {
		return noRoom
	}
	if g.codeAt == nil {
		g.codeAt = map[codeName]int32{}
	}
	name = codeName{strings.Clone(name.tier), strings.Clone(name.code)} // nothing else of the row or file
	g.codeAt[name] = int32(len(g.codes))
	g.codes = append(g.codes, name)
	return g.codeAt[name]
}

func (g *glossary) coder(name string) int32 {
	at, known := g.coderAt[name]
	if known {
		return at
	}
	if len(g.coders) == maxNames {
		return noRoom
	}
	if g.coderAt == nil {
		g.coderAt = map[string]int32{}
	}
	name = strings.Clone(name)
	g.coderAt[name] = int32(len(g.coders))
	g.coders = append(g.coders, name)
	return g.coderAt[name]
}
