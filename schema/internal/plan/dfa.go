package plan

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"unicode"
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

// newDFA returns nil for an expression that needs a look at the character before,
// or too many states.
func newDFA(expression string) *dfa {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return nil
	}
	for i := range program.Inst {
		in := &program.Inst[i]
		if in.Op == syntax.InstEmptyWidth && syntax.EmptyOp(in.Arg)&^(syntax.EmptyBeginText|syntax.EmptyEndText) != 0 {
			return nil
		}
	}
	b := builder{dfa: new(dfa), program: program, numbers: map[string]uint16{}}
	if !b.classify() || !b.build() {
		return nil
	}
	return b.dfa
}

// A builder makes sets of instructions into states.
type builder struct {
	*dfa
	program *syntax.Prog
	sample  []rune // of each class
	states  [][]uint32
	numbers map[string]uint16 // of the states, by their instructions
}

// classify puts characters that no instruction tells apart into one class.
func (b *builder) classify() bool {
	cuts := []rune{0, utf8.RuneSelf}
	cut := func(from, to rune) { cuts = append(cuts, from, to+1) }
	for i := range b.program.Inst {
		switch in := &b.program.Inst[i]; in.Op {
		case syntax.InstRune, syntax.InstRune1:
			if len(in.Rune) == 1 {
				cut(in.Rune[0], in.Rune[0])
				for r := unicode.SimpleFold(in.Rune[0]); r != in.Rune[0]; r = unicode.SimpleFold(r) {
					cut(r, r)
				}
			}
			for i := 0; i+1 < len(in.Rune); i += 2 {
				cut(in.Rune[i], in.Rune[i+1])
			}
		case syntax.InstRuneAnyNotNL:
			cut('\n', '\n')
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	known := map[string]uint8{}
	for i, from := range cuts {
		if from > unicode.MaxRune {
			break
		}
		var alike []byte // which instructions take a character of this stretch
		for j := range b.program.Inst {
			if takes(&b.program.Inst[j], from) {
				alike = append(alike, byte(j), byte(j>>8), byte(j>>16))
			}
		}
		class, ok := known[string(alike)]
		if !ok {
			if len(known) == 256 {
				return false
			}
			class = uint8(len(known))
			known[string(alike)] = class
			b.sample = append(b.sample, from)
		}
		if from >= utf8.RuneSelf {
			b.beyond = append(b.beyond, runeClass{from, class})
			continue
		}
		end := rune(utf8.RuneSelf)
		if i+1 < len(cuts) {
			end = min(end, cuts[i+1])
		}
		for r := from; r < end; r++ {
			b.ascii[r] = class
		}
	}
	b.classes = len(known)
	return true
}

func takes(in *syntax.Inst, r rune) bool {
	switch in.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return in.MatchRune(r)
	}
	return false
}

// build follows every class from every state.
func (b *builder) build() bool {
	b.states = make([][]uint32, startState)
	b.next = make([]uint16, startState*b.classes)
	for i := range b.classes {
		b.next[b.classes+i] = foundState
	}
	b.final = []bool{false, true}
	start := uint32(b.program.Start)
	if b.number([]uint32{start}, syntax.EmptyBeginText) != startState {
		// Nothing can match, or everything does: one state that is like it.
		b.states = append(b.states, nil)
		b.final = append(b.final, b.found([]uint32{start}))
		to := uint16(deadState)
		if b.final[startState] {
			to = foundState
		}
		for range b.classes {
			b.next = append(b.next, to)
		}
		return true
	}
	for state := startState; state < len(b.states); state++ {
		for class := range b.classes {
			to := []uint32{start} // a match may begin anywhere
			for _, pc := range b.states[state] {
				if in := &b.program.Inst[pc]; takes(in, b.sample[class]) {
					to = append(to, in.Out)
				}
			}
			b.next[state*b.classes+class] = b.number(to, 0)
		}
		if len(b.states) > maxStates {
			return false
		}
	}
	return true
}

// found reports whether the instructions match an empty text, or match already.
func (b *builder) found(from []uint32) bool {
	return slices.ContainsFunc(b.closure(from, syntax.EmptyBeginText|syntax.EmptyEndText), b.matches)
}

func (b *builder) matches(pc uint32) bool { return b.program.Inst[pc].Op == syntax.InstMatch }

// number returns the state of being at those instructions, and makes it if needed.
// What a text has to hold at its place is in flags.
func (b *builder) number(from []uint32, flags syntax.EmptyOp) uint16 {
	at := b.closure(from, flags)
	if slices.ContainsFunc(at, b.matches) {
		return foundState
	}
	if len(at) == 0 {
		return deadState
	}
	var key []byte
	for _, pc := range at {
		key = append(key, byte(pc), byte(pc>>8), byte(pc>>16))
	}
	if flags != 0 {
		key = append(key, 0) // what the end of the text makes of it may differ
	}
	if state, ok := b.numbers[string(key)]; ok {
		return state
	}
	state := uint16(len(b.states))
	b.numbers[string(key)] = state
	b.states = append(b.states, at)
	b.next = append(b.next, make([]uint16, b.classes)...)
	b.final = append(b.final, slices.ContainsFunc(b.closure(from, flags|syntax.EmptyEndText), b.matches))
	return state
}

// closure follows what takes no character. It keeps the instructions that take
// one, those that wait for the end of the text, and those that match.
func (b *builder) closure(from []uint32, flags syntax.EmptyOp) []uint32 {
	seen := map[uint32]bool{}
	var at []uint32
	var follow func(pc uint32)
	follow = func(pc uint32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch in := &b.program.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			follow(in.Out)
			follow(in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			follow(in.Out)
		case syntax.InstEmptyWidth:
			if needs := syntax.EmptyOp(in.Arg); needs&^flags == 0 {
				follow(in.Out)
			} else if needs&^flags == syntax.EmptyEndText {
				at = append(at, pc)
			}
		case syntax.InstFail:
		default:
			at = append(at, pc)
		}
	}
	for _, pc := range from {
		follow(pc)
	}
	slices.Sort(at)
	return at
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
