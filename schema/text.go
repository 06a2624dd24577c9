package schema

import (
	"bytes"
	"iter"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// A Text is a string in a record, by its place.
type Text struct {
	Names          []string // of the members that hold it and that the schema does not know, or else of the one that the schema knows
	Value          string
	Pointer        string // as findings may print it
	Offset, Length int    // in bytes, quotes included
	Extension      bool   // it stands in a field that the schema does not know
	Number         bool   // it is a number, written as it stands
}

// Texts yields the strings and numbers of a record, and the names of members that
// the schema does not know, in the order of their places. Of a record that the
// scan found faulty it yields those before the fault, and perhaps more.
func Texts(kind Kind, record []byte) iter.Seq[Text] { return TextsBut(kind, record, nil) }

// TextsBut yields what [Texts] does, but for what pass says is of no interest. It is
// asked about strings and numbers in places that the schema knows, given the name of
// the member that the schema knows last on the way there, and the text as it stands
// between its quotes. It is not asked about all: no text with escapes is among them.
func TextsBut(kind Kind, record []byte, pass func(name string, text []byte, number bool) bool) iter.Seq[Text] {
	return func(yield func(Text) bool) {
		var way knownWay
		if compile, ok := compiledKinds[kind]; ok {
			way.root = compile().shape
		}
		for path, node := range scan.Walk(record) {
			text := node.Kind == scan.String || node.Kind == scan.Number
			if pass != nil {
				name, known := way.step(record, node)
				if known && (!text || way.passes(name, node, record, pass)) {
					continue
				}
			}
			if !text && node.NameLength == 0 {
				continue
			}
			if !textsAt(way.root, record, path, node, yield) {
				return
			}
		}
	}
}

// textsAt yields the name of the last node of a path, where the schema does not
// know it, and its text, if it is one.
func textsAt(root *shape, record []byte, path scan.Path, node scan.Node, yield func(Text) bool) bool {
	tokens := tokensOf(record, path)
	_, _, known := root.walk(tokens)
	text := Text{Pointer: jsonPointer(tokens[:known]), Extension: known < len(tokens)}
	if text.Extension && node.NameLength > 0 {
		name := text
		name.Value, name.Offset, name.Length = node.Name(record), node.NameOffset, node.NameLength
		if !yield(name) {
			return false
		}
	}
	if node.Kind != scan.String && node.Kind != scan.Number {
		return true
	}
	for i, step := range path[min(1, len(path)):] {
		if step.NameLength == 0 {
			continue
		}
		if i <= known { // only the last of the names that the schema knows
			text.Names = text.Names[:0]
		}
		text.Names = append(text.Names, tokens[i])
	}
	text.Offset, text.Length, text.Number = node.Offset, node.Length, node.Kind == scan.Number
	if text.Value = string(node.Bytes(record)); !text.Number {
		text.Value = scan.Unquote(node.Bytes(record))
	}
	return yield(text)
}

// A knownWay follows a walk through a record, and tells the places that the schema
// knows by name. It makes nothing of them, so that it takes no memory but its own.
type knownWay struct {
	root  *shape
	steps []knownStep // for each level; those behind the present one are old
}

type knownStep struct {
	shape *shape // nil where the place is not known
	name  string // of the last member
}

// step goes to the next node of the walk.
func (w *knownWay) step(record []byte, node scan.Node) (name string, known bool) {
	w.steps = w.steps[:min(node.Depth, len(w.steps))]
	next := knownStep{shape: w.root}
	if node.Depth > 0 {
		switch from := w.steps[node.Depth-1]; {
		case from.shape == nil:
			next.shape = nil
		case node.NameLength == 0:
			next = knownStep{from.shape.items, from.name}
		default:
			member := from.shape.members[string(record[node.NameOffset+1:node.NameOffset+node.NameLength-1])]
			next = knownStep{}
			if member != nil {
				next = knownStep{member, member.name}
			}
		}
	}
	w.steps = append(w.steps, next)
	return next.name, next.shape != nil
}

// passes asks about a text.
func (w *knownWay) passes(name string, node scan.Node, record []byte, pass func(string, []byte, bool) bool) bool {
	text := node.Bytes(record)
	if node.Kind == scan.Number {
		return pass(name, text, true)
	}
	text = text[1 : len(text)-1]
	return bytes.IndexByte(text, '\\') < 0 && pass(name, text, false)
}
