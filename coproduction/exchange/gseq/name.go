package gseq

import (
	"strconv"
	"strings"
)

// MaxName is how many characters a name may have.
const MaxName = 16

// A Name is a code as the file writes it, and what it stands for.
type Name struct {
	Code string // in the file
	Of   string // an act, a role, or the id of a code or theme
	Book int    // of a code: which of the codebooks, from 1 in the order of their ids
}

// NoCode is what the file writes where a coder looked and gave no code.
const NoCode = "no_code"

// names gives each thing a name of its own.
type names struct {
	taken map[string]bool // in lower case
	list  []Name
}

// IsName reports whether text can be the name of a code: a letter, then letters,
// digits and low lines, [MaxName] characters at most, all of ASCII.
func IsName(text string) bool {
	for i := range len(text) {
		c := text[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return text != "" && len(text) <= MaxName
}

// give names a thing after itself: what cannot stand in a name becomes a low line,
// too long a name is cut, and a name that is taken gets a number at its end.
func (n *names) give(of string, book int) string {
	base := make([]byte, 0, MaxName)
	for _, r := range of {
		if len(base) == MaxName {
			break
		}
		if !IsName("x" + string(r)) {
			r = '_'
		}
		if len(base) == 0 && !IsName(string(r)) {
			base = append(base, "c_"...)
		}
		base = append(base, byte(r))
	}
	if len(base) == 0 {
		base = append(base, 'c')
	}
	name := string(base)
	for k := 2; n.taken[strings.ToLower(name)]; k++ {
		end := "_" + strconv.Itoa(k)
		name = string(base[:min(len(base), MaxName-len(end))]) + end
	}
	n.take(name)
	n.list = append(n.list, Name{Code: name, Of: of, Book: book})
	return name
}

// take keeps a name from being given.
func (n *names) take(name string) {
	if n.taken == nil {
		n.taken = make(map[string]bool)
	}
	n.taken[strings.ToLower(name)] = true
}
