package schema

import (
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// Locate finds the bytes of the value that a JSON Pointer (RFC 6901) points at in
// a record that the scan found clean. Where the pointer leads nowhere, ok is false.
func Locate(record []byte, pointer string) (offset, length int, ok bool) {
	node, ok := scan.Locate(record, pointer)
	return node.Offset, node.Length, ok
}

// HasPlace reports whether records of a kind can have a value where a JSON Pointer
// (RFC 6901) points. In extensions, which nobody knows, they can everywhere.
func HasPlace(kind Kind, pointer string) bool {
	compile, ok := compiledKinds[kind]
	if !ok {
		return false
	}
	if pointer == "" {
		return true
	}
	tokens := strings.Split(pointer, "/")
	for i, token := range tokens {
		tokens[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
	}
	_, _, known := compile().shape.walk(tokens[1:])
	return tokens[0] == "" && (tokens[1] == "extensions" || known == len(tokens)-1)
}

// PositionOf is the position of the bytes [offset, offset+length) of a record,
// counted from its beginning.
func PositionOf(record []byte, offset, length int) Position {
	return Positions(record)(offset, length)
}

// Positions returns a function that finds positions in a record as [PositionOf] does.
// Asked in the order of the offsets, it reads the record once.
func Positions(record []byte) func(offset, length int) Position {
	m := newMarker(record)
	return m.position
}

// PositionsOf finds the positions of several values of one record in one pass. The
// position of a pointer that leads nowhere is that of the record's first byte, with length 0.
func PositionsOf(record []byte, pointers []string) []Position {
	positions := make([]Position, len(pointers))
	wanted := make(map[string][]int, len(pointers))
	for i, pointer := range pointers {
		positions[i] = Position{Line: 1, Column: 1}
		wanted[pointer] = append(wanted[pointer], i)
	}
	mark := newMarker(record)
	for path, node := range scan.Walk(record) {
		if len(wanted) == 0 {
			break
		}
		pointer := path.Pointer(record)
		for _, i := range wanted[pointer] {
			positions[i] = mark.position(node.Offset, node.Length)
		}
		delete(wanted, pointer)
	}
	return positions
}

// In moves a position that counts from the beginning of a record to one that
// counts from the beginning of the input, where the record begins at base.
func (p Position) In(base Position) Position {
	if p.Line == 1 {
		p.Column += base.Column - 1
	}
	p.Source, p.Record = base.Source, base.Record
	p.Line += base.Line - 1
	p.Offset += base.Offset
	return p
}

// A marker turns offsets into positions. It counts on from the offset before, so
// that offsets in order take one pass over the record.
type marker struct {
	record       []byte
	at           int // the offset before
	line, column int // of at
}

func newMarker(record []byte) marker { return marker{record: record, line: 1, column: 1} }

func (m *marker) position(offset, length int) Position {
	if offset < m.at {
		*m = newMarker(m.record)
	}
	switch lines, column := scan.Position(m.record[m.at:], offset-m.at); lines {
	case 1:
		m.column += column - 1
	default:
		m.line, m.column = m.line+lines-1, column
	}
	m.at = min(offset, len(m.record))
	return Position{Line: m.line, Column: m.column, Offset: int64(offset), Length: length}
}

// tokensOf are the names and indices of a path, unescaped.
func tokensOf(record []byte, path scan.Path) []string {
	tokens := make([]string, 0, len(path))
	for _, step := range path[min(1, len(path)):] {
		if step.NameLength > 0 {
			tokens = append(tokens, step.Name(record))
		} else {
			tokens = append(tokens, strconv.Itoa(step.Index))
		}
	}
	return tokens
}
