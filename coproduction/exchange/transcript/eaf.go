package transcript

import (
	"errors"
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An eafTier is a tier of ELAN.
type eafTier struct {
	id, participant, annotator, language string
	parent, form                         string // the tier above, and the linguistic type
	annotations                          []*eafAnnotation
	at                                   schema.Position
}

// An eafAnnotation is on the time axis, or belongs to an annotation of the tier above.
type eafAnnotation struct {
	id, value  string
	start, end string // time slots
	of         string // the annotation above
	nth, among int    // which of those of its tier that belong to the same annotation, from 0
	entry      string // of a controlled vocabulary
	at         schema.Position
}

// An eafFile is what a file of ELAN holds.
type eafFile struct {
	unit        string              // of the times
	times       map[string]int64    // in milliseconds; −1 where a slot has none
	untimed     schema.Position     // of the first slot without a time
	tiers       []*eafTier          // in the order of the file
	named       map[string]*eafTier // by their names
	annotations map[string]*eafAnnotation
	forms       map[string]string    // controlled vocabularies of linguistic types
	languages   map[string]string    // definitions by the names that tiers give
	entries     map[string][2]string // value and description of entries
	meaning     map[[2]string]string // description by vocabulary and value
}

// limits of a file of ELAN: an hour of talk takes some megabytes.
var eafLimits = xmlstream.Limits{Bytes: MaxText, Depth: 32, Token: 1 << 20}

// parseEAF reads an annotation file of ELAN.
func (r *scripts) parseEAF(in io.Reader) (parsed, error) {
	x := xmlstream.NewReader(in, eafLimits)
	f := &eafFile{times: map[string]int64{}, named: map[string]*eafTier{}, annotations: map[string]*eafAnnotation{}, forms: map[string]string{},
		languages: map[string]string{}, entries: map[string][2]string{}, meaning: map[[2]string]string{}}
	err := r.readEAF(x, f)
	end := placeOf(x.Place())
	var fault *xmlstream.Fault
	switch {
	case errors.As(err, &fault):
		r.ledger.report(ruleScriptXML, placeOf(fault.At), fault.At.Length, fault.Detail)
		return parsed{end: end}, nil
	case err != nil:
		return parsed{}, err
	}
	p := r.assemble(f)
	p.end = end
	return p, nil
}

func placeOf(p schema.Position) place { return place{p.Line, p.Column, p.Offset} }

// readEAF takes in the tokens of the file.
func (r *scripts) readEAF(x *xmlstream.Reader, f *eafFile) error {
	var tier *eafTier
	var annotation *eafAnnotation
	var text strings.Builder
	var vocabulary, entry, description string
	root := true
	for {
		token, err := x.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		attr := func(name string) string {
			a, _ := token.Attr(name)
			return a.Value
		}
		personal := func(names ...string) {
			for _, name := range names {
				if a, ok := token.Attr(name); ok && strings.TrimSpace(a.Value) != "" {
					r.ledger.count(ruleScriptPrivacy, placeOf(a.At), a.At.Length, "attributes tell who made the file, or where it was kept")
				}
			}
		}
		switch token.Kind {
		case xmlstream.Text:
			text.Write(token.Text)
			continue
		case xmlstream.End:
			switch token.Name {
			case "ANNOTATION_VALUE":
				if annotation != nil {
					annotation.value = text.String()
				}
			case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
				if tier != nil && annotation != nil {
					tier.annotations = append(tier.annotations, annotation)
					f.annotations[annotation.id] = annotation
				}
				annotation = nil
			case "CVE_VALUE", "CV_ENTRY":
				value := strings.TrimSpace(text.String())
				if f.entries[entry][1] == "" { // of several languages the first that defines it
					f.entries[entry] = [2]string{value, description}
				}
				if key := [2]string{vocabulary, value}; f.meaning[key] == "" {
					f.meaning[key] = description
				}
			}
			continue
		}
		text.Reset()
		if root && token.Name != "ANNOTATION_DOCUMENT" {
			r.ledger.report(ruleScriptForm, placeOf(token.At), token.At.Length, "the first element is not that of an ELAN file")
			return nil
		}
		switch token.Name {
		case "ANNOTATION_DOCUMENT":
			root = false
			personal("AUTHOR")
		case "HEADER":
			personal("MEDIA_FILE")
			r.timeUnit(&token, f)
		case "MEDIA_DESCRIPTOR":
			personal("MEDIA_URL", "RELATIVE_MEDIA_URL")
		case "LINKED_FILE_DESCRIPTOR":
			personal("LINK_URL", "RELATIVE_LINK_URL")
		case "TIME_SLOT":
			ms, ok := f.milliseconds(attr("TIME_VALUE"))
			if !ok && f.untimed.Line == 0 {
				f.untimed = token.At
			}
			f.times[attr("TIME_SLOT_ID")] = ms
		case "LANGUAGE":
			f.languages[attr("LANG_ID")] = attr("LANG_DEF")
		case "TIER":
			personal("ANNOTATOR")
			tier = &eafTier{id: attr("TIER_ID"), participant: attr("PARTICIPANT"), annotator: attr("ANNOTATOR"), parent: attr("PARENT_REF"),
				form: attr("LINGUISTIC_TYPE_REF"), language: attr("LANG_REF"), at: token.At}
			f.tiers = append(f.tiers, tier)
			f.named[tier.id] = tier
		case "ALIGNABLE_ANNOTATION":
			annotation = &eafAnnotation{id: attr("ANNOTATION_ID"), start: attr("TIME_SLOT_REF1"), end: attr("TIME_SLOT_REF2"), entry: attr("CVE_REF"), at: token.At}
		case "REF_ANNOTATION":
			annotation = &eafAnnotation{id: attr("ANNOTATION_ID"), of: attr("ANNOTATION_REF"), entry: attr("CVE_REF"), at: token.At}
		case "LINGUISTIC_TYPE":
			f.forms[attr("LINGUISTIC_TYPE_ID")] = attr("CONTROLLED_VOCABULARY_REF")
		case "CONTROLLED_VOCABULARY":
			vocabulary = attr("CV_ID")
		case "CV_ENTRY_ML":
			entry = attr("CVE_ID")
		case "CVE_VALUE", "CV_ENTRY":
			description = attr("DESCRIPTION")
			if token.Name == "CV_ENTRY" {
				entry = vocabulary + "\x00" + attr("DESCRIPTION")
			}
		}
	}
}
