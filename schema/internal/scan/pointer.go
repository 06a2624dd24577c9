package scan

import (
	"bytes"
	"strconv"
	"strings"
)

// Locate returns the value that a JSON Pointer (RFC 6901) points at; false if
// the document has none there, or the pointer is not one. The pointer "" is the
// root; "-", the place behind the last value of an array, is never found. Of
// two members with the same name, the first is found.
func Locate(doc []byte, pointer string) (Node, bool) {
	node, ok := root(doc)
	for ok && pointer != "" {
		if pointer[0] != '/' {
			return Node{}, false
		}
		var token string
		token, pointer = pointer[1:], ""
		if i := strings.IndexByte(token, '/'); i >= 0 {
			token, pointer = token[:i], token[i:]
		}
		switch node.Kind {
		case Object:
			node, ok = member(doc, node, token)
		case Array:
			node, ok = element(doc, node, token)
		default:
			return Node{}, false
		}
	}
	if !ok {
		return Node{}, false
	}
	end := valueEnd(doc, node)
	if end == 0 {
		return Node{}, false
	}
	node.Length = end - node.Offset
	return node, true
}

// member returns the value that the object has under the name of a reference token.
func member(doc []byte, object Node, token string) (Node, bool) {
	if strings.Count(token, "~") != strings.Count(token, "~0")+strings.Count(token, "~1") {
		return Node{}, false
	}
	want := strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
	return find(doc, object, func(n Node) bool {
		name := doc[n.NameOffset+1 : n.NameOffset+n.NameLength-1]
		if bytes.IndexByte(name, '\\') < 0 {
			return string(name) == want // compared without a copy
		}
		return n.Name(doc) == want
	})
}

// element returns the value that the array has at the index of a reference token.
func element(doc []byte, array Node, token string) (Node, bool) {
	index, err := strconv.Atoi(token)
	if err != nil || strconv.Itoa(index) != token { // "+1", "01" and "-0" are no indices; "-1" matches none
		return Node{}, false
	}
	return find(doc, array, func(n Node) bool { return n.Index == index })
}

// find returns the first value in an array or object that match holds for.
func find(doc []byte, parent Node, match func(Node) bool) (Node, bool) {
	n, ok := sibling(doc, parent, parent.Offset+1, 0)
	for ok && n.Kind != 0 && !match(n) {
		end := valueEnd(doc, n)
		if end == 0 {
			return Node{}, false
		}
		n, ok = sibling(doc, parent, end, n.Index+1)
	}
	return n, ok && n.Kind != 0
}
