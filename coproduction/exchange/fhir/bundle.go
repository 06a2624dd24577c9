package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// piece gives the resources in a piece to a pass. The entries of a Bundle come before the
// Bundle: only then is known whose entries they were.
func (r *reader) piece(f *file, p piece, pass func(*found)) {
	if p.entry {
		r.entry(f, p, &f.entries, pass, 0)
		return
	}
	entries := f.entries
	f.entries = exchange.Loss{}
	x, ok := r.resourceIn(f, p)
	if !ok || x.kind == "Bundle" {
		r.to.Loss.Merge(&entries)
	}
	if ok {
		x.entries = entries.Of("Bundle.entry").Read
		r.unsound(f, p)
		r.bundle(x, pass, 0)
	}
}

// resourceIn reads the resource in a piece.
func (r *reader) resourceIn(f *file, p piece) (x *found, ok bool) {
	x = &found{file: f, piece: p}
	if p.tooLong {
		r.say(f, ruleLong, p.at, fmt.Sprintf("this is longer than %d bytes", MaxResource))
		r.count("resource", "refused")
		return x, false
	}
	if len(p.raw) > 0 && p.raw[0] == '[' && string(bytes.Join(bytes.Fields(p.raw), nil)) == "[]" {
		return x, false // an array, whose elements were handed on
	}
	if x.resource, ok = parse(x.raw); ok {
		return x, true
	}
	if json.Valid(x.raw) {
		r.count("line", "no resource") // as of the log of an export
		r.tolerate(f, ruleResource, x.at, "this is JSON, and no FHIR resource")
		return x, false
	}
	r.say(f, ruleJSON, x.at, notJSON(x.raw))
	r.count("resource", "refused")
	return x, false
}

// entry gives the resource in an entry of a Bundle to a pass, and accounts for the entry.
func (r *reader) entry(f *file, p piece, loss *exchange.Loss, pass func(*found), depth int) {
	var members map[string]raw
	whole := json.Unmarshal(p.raw, &members) == nil
	value, there := members["resource"]
	x, ok := &found{file: f}, false
	fate := "without a resource" // as of a List, or a request without a body
	switch {
	case p.tooLong || !whole:
		r.resourceIn(f, p)
		fate = "refused"
	case there:
		if x, ok = r.resourceIn(f, p.inner("resource", value)); ok {
			fate = changed + "its resource is read"
		} else {
			fate = "no resource"
		}
	case deletes(members["request"]):
		r.tolerate(f, ruleDeleted, p.at, "an entry says that a resource was deleted; it is read all the same where it is in the files")
		fate = "says that a resource was deleted"
	}
	of, rest := fates{}, fate
	if ok {
		of, rest = fates{"fullUrl": itsOnly, "resource": fate}, noPlace
	}
	r.loss = loss
	r.fate("Bundle.entry", fate)
	r.parts("Bundle.entry", p.raw, of, rest)
	r.loss = &r.to.Loss
	if ok {
		json.Unmarshal(members["fullUrl"], &x.url) // which is left out where it is no text
		if depth == 0 {
			r.unsound(f, p) // which looks at what stands inside as well
		}
		r.bundle(x, pass, depth)
	}
}

// deletes reports whether the request of an entry is one to delete.
func deletes(request raw) bool {
	var of struct {
		Method string `json:"method"`
	}
	json.Unmarshal(request, &of)
	return of.Method == "DELETE"
}

// bundle opens Bundles that stand inside others, as a document in a collection.
func (r *reader) bundle(x *found, pass func(*found), depth int) {
	if x.kind != "Bundle" {
		pass(x)
		return
	}
	var entries []map[string]raw
	if depth > maxBundles || x.get("entry", &entries) {
		r.say(x.file, ruleShape, x.at, "the entries of the Bundle cannot be read")
		r.leave(x, "its entries cannot be read")
		return
	}
	r.fate("Bundle", changed+"its resources are read")
	r.account(x, fates{"entry": told})
	var links []struct {
		Relation string `json:"relation"`
	}
	x.get("link", &links)
	for _, l := range links {
		if l.Relation == "next" {
			r.tolerate(x.file, rulePage, x.within("link"), "the Bundle is a page of a search, and another follows it")
		}
	}
	if x.entries > 0 && len(entries) == 0 {
		return // which were handed on
	}
	for _, e := range r.repeated(x, "entry") { // of which the places are not known: that of the Bundle stands for them
		r.entry(x.file, piece{raw: e, at: x.at}, &r.to.Loss, pass, depth+1)
	}
}

// maxBundles is how many Bundles may stand one inside the other.
const maxBundles = 8
