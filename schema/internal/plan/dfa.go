package plan

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// A dfa is a regular expression made into a table: for each state and each class
// of characters, the state that follows.
type dfa struct {
	ascii   [utf8.RuneSelf]uint8 // the class of a character
	beyond  []runeClass          // beyond ASCII, by the first character
	classes int
	next    []uint16 // by state and class
	final   []bool   // by state: a text may end here
}

type runeClass struct {
	from  rune
	class uint8
}

// The states of every dfa that are never left.
const (
	deadState  = 0
	foundState = 1
	startState = 2
)

// maxStates bounds a table: a few hundred states are enough for what schemas ask
// for, and beyond that a table no longer fits into the processor's memory.
const maxStates = 1024

func (d *dfa) match(text []byte) bool {
	state := uint16(startState)
	for i := 0; i < len(text); {
		class := uint8(0)
		if c := text[i]; c < utf8.RuneSelf {
			class = d.ascii[c]
			i++
		} else {
			r, size := utf8.DecodeRune(text[i:])
			class = d.class(r)
			i += size
		}
		if state = d.next[int(state)*d.classes+int(class)]; state <= foundState {
			return state == foundState
		}
	}
	return d.final[state]
}

func (d *dfa) class(r rune) uint8 {
	i, ok := slices.BinarySearchFunc(d.beyond, r, func(c runeClass, r rune) int { return cmp.Compare(c.from, r) })
	if !ok {
		i--
	}
	return d.beyond[i].class
}

// places returns what a text has at each place, where all texts that match are of one
// length and no place depends on another; nil where it is not so.
func (d *dfa) places() []byteSet {
	var places []byteSet
	for state := uint16(startState); ; {
		if d.final[state] {
			for class := range d.classes {
				if d.next[int(state)*d.classes+class] != deadState {
					return nil
				}
			}
			return places
		}
		if len(places) == 256 {
			return nil
		}
		to := uint16(deadState)
		for class := range d.classes {
			switch next := d.next[int(state)*d.classes+class]; {
			case next == deadState:
			case to != deadState && to != next:
				return nil
			default:
				to = next
			}
		}
		if to <= foundState {
			return nil
		}
		place, ok := d.bytesTo(state, to)
		if !ok {
			return nil
		}
		places = append(places, place)
		state = to
	}
}

// bytesTo are the bytes that lead from one state to another; false where other
// characters do, or such as do not stand for themselves in a JSON string.
func (d *dfa) bytesTo(from, to uint16) (bytes byteSet, ok bool) {
	leads := func(class uint8) bool { return d.next[int(from)*d.classes+int(class)] == to }
	for _, c := range d.beyond {
		if leads(c.class) {
			return bytes, false
		}
	}
	for c, class := range d.ascii {
		if leads(class) {
			if c < ' ' || c == '"' || c == '\\' {
				return bytes, false
			}
			bytes.add(byte(c))
		}
	}
	return bytes, true
}
