// Package mutate changes JSON documents at random, for tests that hold two readers
// of JSON to each other. What was valid may be so afterwards, or just not any more.
package mutate

import (
	"bytes"
	"math/rand/v2"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// An operator changes a document with its values in nodes, of which there is at least one.
type operator func(r *rand.Rand, doc []byte, nodes []scan.Node) []byte

var operators = []operator{
	changeByte, replaceValue, repeatMember, renameMember, addSpace, escapeCharacter, truncate, addMark, addGarbage,
	breakUTF8, moveMember, copyValue, removePart, repeatItem, respellNumber, addEscape, editText, addMember,
}

// Mutate returns a copy of the document that was changed by as many operators as it
// takes for one to find something to change, and now and then by one more.
func Mutate(r *rand.Rand, doc []byte) []byte {
	doc = slices.Clone(doc)
	for range 20 {
		before := doc
		doc = operators[r.IntN(len(operators))](r, slices.Clone(doc), nodesOf(doc))
		if !bytes.Equal(before, doc) && r.IntN(4) > 0 {
			break
		}
	}
	return doc
}

// Rewrite returns the document with the same meaning, written in another way:
// spaces, escapes, the order of members.
func Rewrite(r *rand.Rand, doc []byte) []byte {
	for range 1 + r.IntN(8) {
		rewriting := []operator{addSpace, escapeCharacter, moveMember}[r.IntN(3)]
		doc = rewriting(r, slices.Clone(doc), nodesOf(doc))
	}
	return doc
}

func nodesOf(doc []byte) []scan.Node {
	var nodes []scan.Node
	for _, node := range scan.Walk(doc) {
		nodes = append(nodes, node)
	}
	if nodes == nil {
		nodes = append(nodes, scan.Node{Length: len(doc)})
	}
	return nodes
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// some picks one of the nodes that are as wanted; false where there is none.
func some(r *rand.Rand, nodes []scan.Node, wanted func(scan.Node) bool) (scan.Node, bool) {
	nodes = slices.DeleteFunc(slices.Clone(nodes), func(n scan.Node) bool { return !wanted(n) })
	if len(nodes) == 0 {
		return scan.Node{}, false
	}
	return pick(r, nodes), true
}

func isMember(n scan.Node) bool { return n.NameLength > 0 }
func isText(n scan.Node) bool   { return n.Kind == scan.String && n.Length > 2 }
func isNumber(n scan.Node) bool { return n.Kind == scan.Number }

// splice puts other bytes in the place of [from, to).
func splice(doc []byte, from, to int, with string) []byte {
	return slices.Replace(doc, from, to, []byte(with)...)
}
