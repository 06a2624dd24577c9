package scan

import (
	"iter"
	"strconv"
	"strings"
)

// A Kind is one of the six kinds of JSON value.
type Kind byte

const (
	Object Kind = iota + 1
	Array
	String
	Number
	Bool
	Null
)

// A Node is one value of a document, by its place in the bytes.
type Node struct {
	Kind                   Kind
	Offset, Length         int // the value
	NameOffset, NameLength int // the name it has in an object, quotes included; NameLength is 0 elsewhere
	Depth                  int // the number of arrays and objects around it
	Index                  int // the number of values before it in the array or object it is in
}

// End returns the offset of the first byte behind the value.
func (n Node) End() int { return n.Offset + n.Length }

// Bytes returns the value as it stands in its document.
func (n Node) Bytes(doc []byte) []byte { return doc[n.Offset:n.End()] }

// Name returns the unescaped name of a member of an object; "" for other nodes.
func (n Node) Name(doc []byte) string { return Unquote(doc[n.NameOffset : n.NameOffset+n.NameLength]) }

// A Path leads from the root of a document, its first node, to a value, its last.
type Path []Node

// Pointer returns the path as a JSON Pointer (RFC 6901); "" for the root.
func (p Path) Pointer(doc []byte) string {
	var pointer []byte
	for _, n := range p[min(1, len(p)):] {
		pointer = append(pointer, '/')
		if n.NameLength == 0 {
			pointer = strconv.AppendInt(pointer, int64(n.Index), 10)
			continue
		}
		name := strings.ReplaceAll(n.Name(doc), "~", "~0")
		pointer = append(pointer, strings.ReplaceAll(name, "/", "~1")...)
	}
	return string(pointer)
}

// Walk visits the values of a document in the order of their first bytes, an
// array or object before what is in it. The path to a value is overwritten by
// the next: clone it to keep it.
//
// Time is linear in the document. Memory is an int for each array and
// object, and a Node for each level of nesting.
func Walk(doc []byte) iter.Seq2[Path, Node] {
	return func(yield func(Path, Node) bool) {
		ends := containerEnds(doc)
		var path Path
		node, ok := root(doc)
		for ok {
			parent := node.Kind == Object || node.Kind == Array
			end := 0
			if parent && len(ends) > 0 {
				end, ends = ends[0], ends[1:]
			} else if !parent {
				end = valueEnd(doc, node)
			}
			if end == 0 {
				return
			}
			node.Length = end - node.Offset
			path = append(path, node)
			if !yield(path, node) {
				return
			}
			if parent {
				node, ok = sibling(doc, node, node.Offset+1, 0)
			} else {
				node = Node{}
			}
			for ok && node.Kind == 0 { // the last of path has ended
				last := path[len(path)-1]
				path = path[:len(path)-1]
				if len(path) == 0 {
					return
				}
				node, ok = sibling(doc, path[len(path)-1], last.End(), last.Index+1)
			}
		}
	}
}

// containerEnds returns the offsets behind the arrays and objects of a
// document, in the order of their beginnings; 0 for those that never end.
// Knowing them beforehand, Walk need not look for the end of a value once for
// each value around it.
func containerEnds(doc []byte) []int {
	var ends, open []int
	for pos := range brackets(doc, 0) {
		switch doc[pos] {
		case '[', '{':
			open = append(open, len(ends))
			ends = append(ends, 0)
		default:
			if len(open) == 0 {
				return ends
			}
			ends[open[len(open)-1]] = pos + 1
			open = open[:len(open)-1]
		}
	}
	return ends
}
