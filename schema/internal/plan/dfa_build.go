package plan

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

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
	b := builder{dfa: new(dfa), program: program, numbers: map[string]uint16{}, walked: make([]int, len(program.Inst))}
	if !b.classify() || !b.build() {
		return nil
	}
	return b.dfa
}

// A builder makes sets of instructions into states.
type builder struct {
	*dfa
	program *syntax.Prog
	states  [][]uint32
	numbers map[string]uint16 // of the states, by their instructions
	takes   []bool            // by class and instruction

	walked []int // by instruction: the last walk that came by
	walk   int
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
				alike = append(alike, 1)
			} else {
				alike = append(alike, 0)
			}
		}
		class, ok := known[string(alike)]
		if !ok {
			if len(known) == 256 {
				return false
			}
			class = uint8(len(known))
			known[string(alike)] = class
			for _, takes := range alike {
				b.takes = append(b.takes, takes == 1)
			}
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
				if b.takes[class*len(b.program.Inst)+int(pc)] {
					to = append(to, b.program.Inst[pc].Out)
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
	b.walk++
	var at []uint32
	var follow func(pc uint32)
	follow = func(pc uint32) {
		if b.walked[pc] == b.walk {
			return
		}
		b.walked[pc] = b.walk
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
