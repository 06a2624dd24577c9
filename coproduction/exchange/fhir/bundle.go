package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// piece gives the resources in a piece to a pass.
func (r *reader) piece(f *file, p piece, pass func(*found)) {
	if p.tooLong {
		r.say(f, ruleLong, p.at, fmt.Sprintf("this is longer than %d bytes", MaxResource))
		r.count("resource", "refused")
		return
	}
	if len(p.raw) > 0 && p.raw[0] == '[' && string(bytes.Join(bytes.Fields(p.raw), nil)) == "[]" {
		return // an array, whose elements were handed on
	}
	x := &found{file: f, piece: p}
	if p.entry {
		var entry struct {
			URL      string `json:"fullUrl"`
			Resource raw    `json:"resource"`
			Request  struct {
				Method string `json:"method"`
			} `json:"request"`
		}
		if json.Unmarshal(p.raw, &entry) != nil {
			r.say(f, ruleJSON, p.at, notJSON(p.raw))
			r.count("resource", "refused")
			return
		}
		if entry.Resource == nil && entry.Request.Method == "DELETE" {
			r.tolerate(f, ruleDeleted, p.at, "an entry says that a resource was deleted; it is read all the same where it is in the files")
			r.count("Bundle.entry", "says that a resource was deleted")
			return
		}
		if entry.Resource == nil {
			return // as of a List, or a request without a body
		}
		x.piece, x.url = p.inner("resource", entry.Resource), entry.URL
	}
	var ok bool
	if x.resource, ok = parse(x.raw); !ok {
		if json.Valid(x.raw) {
			r.count("line", "no resource") // as of the log of an export
			r.tolerate(f, ruleResource, x.at, "this is JSON, and no FHIR resource")
			return
		}
		r.say(f, ruleJSON, x.at, notJSON(x.raw))
		r.count("resource", "refused")
		return
	}
	r.unsound(f, p)
	r.bundle(x, pass, 0)
}

// bundle opens Bundles that stand inside others, as a document in a collection.
func (r *reader) bundle(x *found, pass func(*found), depth int) {
	if x.kind != "Bundle" {
		pass(x)
		return
	}
	var entries []struct {
		URL      string `json:"fullUrl"`
		Resource raw    `json:"resource"`
	}
	if depth > maxBundles || x.get("entry", &entries) {
		r.say(x.file, ruleShape, x.at, "the entries of the Bundle cannot be read")
		r.count("Bundle", "its entries cannot be read")
		return
	}
	r.fate("Bundle", changed+"its resources are read")
	var links []struct {
		Relation string `json:"relation"`
	}
	x.get("link", &links)
	for _, l := range links {
		if l.Relation == "next" {
			r.tolerate(x.file, rulePage, x.within("link"), "the Bundle is a page of a search, and another follows it")
		}
	}
	for _, e := range entries { // of which the places are not known: that of the Bundle stands for them
		if e.Resource == nil {
			continue
		}
		inner := *x
		inner.raw, inner.url, inner.places = e.Resource, e.URL, nil
		var ok bool
		if inner.resource, ok = parse(e.Resource); ok {
			r.bundle(&inner, pass, depth+1)
		} else {
			r.count("line", "no resource")
			r.tolerate(x.file, ruleResource, x.at, "an entry of a Bundle inside another is no FHIR resource")
		}
	}
}

// maxBundles is how many Bundles may stand one inside the other.
const maxBundles = 8
