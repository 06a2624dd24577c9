package transcript

import (
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
)

// An eafReading takes in the tokens of a file of ELAN.
type eafReading struct {
	*scripts
	*eafFile
	began      bool
	tier       *eafTier
	annotation *eafAnnotation
	text       strings.Builder // since the last element began
	vocabulary string
	entry      *eafEntry
	described  string // the description of the value that is being read

	definitions int
}

// read takes in everything, or up to what refuses the file.
func (e *eafReading) read(x *xmlstream.Reader) error {
	for {
		token, err := x.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		switch token.Kind {
		case xmlstream.Text:
			e.text.Write(token.Text)
		case xmlstream.End:
			e.end(token.Name)
		default:
			e.text.Reset()
			if !e.start(&token) {
				return nil
			}
		}
	}
}

// end takes in what ends with an element.
func (e *eafReading) end(name string) {
	switch name {
	case "TIER":
		e.tier = nil
	case "ANNOTATION_VALUE":
		if e.annotation != nil {
			e.annotation.value = e.text.String()
		}
	case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
		e.annotated()
	case "CVE_VALUE", "CV_ENTRY":
		if e.entry == nil {
			return
		}
		value := strings.TrimSpace(e.text.String())
		if e.entry.description == "" {
			e.entry.value, e.entry.description = value, e.described
		}
		if key := [2]string{e.vocabulary, value}; e.meaning[key].description == "" {
			e.meaning[key] = eafMeaning{e.entry, e.described}
		}
	}
}

// annotated takes in an annotation.
func (e *eafReading) annotated() {
	a := e.annotation
	e.annotation = nil
	switch {
	case a == nil:
		return
	case e.tier == nil:
		e.astray++
		e.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "{annotation is|annotations are} in no tier")
		return
	}
	e.inTiers++
	e.tier.annotations = append(e.tier.annotations, a)
	switch {
	case a.id == "":
	case e.annotations[a.id] != nil:
		e.ledger.count(ruleScriptRef, placeOf(a.at), a.at.Length, "{annotation has|annotations have} the id of an earlier one, which is the one that is referred to")
	default:
		e.annotations[a.id] = a
	}
}

// start takes in the beginning of an element. It reports whether the file can be read on.
func (e *eafReading) start(token *xmlstream.Token) bool {
	attr := func(name string) string {
		a, _ := token.Attr(name)
		return a.Value
	}
	at := placeOf(token.At)
	if !e.began && token.Name != "ANNOTATION_DOCUMENT" {
		e.ledger.report(ruleScriptForm, at, token.At.Length, "the first element is not that of an ELAN file")
		return false
	}
	switch token.Name {
	case "TIME_SLOT", "CONTROLLED_VOCABULARY", "CV_ENTRY", "CV_ENTRY_ML", "CVE_VALUE", "LINGUISTIC_TYPE", "LANGUAGE":
		if e.definitions++; e.definitions > maxDefinitions {
			e.ledger.report(ruleTooLong, at, token.At.Length, "more than 1000000 time slots and definitions")
			return false
		}
	}
	switch token.Name {
	case "ANNOTATION_DOCUMENT":
		e.began = true
		e.personal(token, "AUTHOR")
	case "HEADER":
		e.personal(token, "MEDIA_FILE")
		e.timeUnit(token, e.eafFile)
	case "MEDIA_DESCRIPTOR":
		e.personal(token, "MEDIA_URL", "RELATIVE_MEDIA_URL")
	case "LINKED_FILE_DESCRIPTOR":
		e.personal(token, "LINK_URL", "RELATIVE_LINK_URL")
	case "TIME_SLOT":
		e.timeSlot(attr("TIME_SLOT_ID"), attr("TIME_VALUE"), token)
	case "LANGUAGE":
		e.defined = append(e.defined, attr("LANG_ID"))
		e.languages[attr("LANG_ID")] = attr("LANG_DEF")
	case "TIER":
		if len(e.tiers) == maxTiers {
			e.ledger.report(ruleTooLong, at, token.At.Length, "more than 10000 tiers")
			return false
		}
		e.personal(token, "ANNOTATOR")
		e.tier = &eafTier{id: attr("TIER_ID"), participant: attr("PARTICIPANT"), annotator: attr("ANNOTATOR"), parent: attr("PARENT_REF"),
			form: attr("LINGUISTIC_TYPE_REF"), language: attr("LANG_REF"), at: token.At}
		e.tiers = append(e.tiers, e.tier)
		if e.named[e.tier.id] == nil {
			e.named[e.tier.id] = e.tier
		}
	case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
		if e.inTiers == maxAnnotations {
			e.ledger.report(ruleTooLong, at, token.At.Length, "more than 500000 annotations")
			return false
		}
		e.annotation = &eafAnnotation{id: attr("ANNOTATION_ID"), start: attr("TIME_SLOT_REF1"), end: attr("TIME_SLOT_REF2"),
			of: attr("ANNOTATION_REF"), previous: attr("PREVIOUS_ANNOTATION"), entry: attr("CVE_REF"), at: token.At}
	case "LINGUISTIC_TYPE":
		e.types = append(e.types, attr("LINGUISTIC_TYPE_ID"))
		e.forms[attr("LINGUISTIC_TYPE_ID")] = attr("CONTROLLED_VOCABULARY_REF")
	case "CONTROLLED_VOCABULARY":
		e.vocabulary, e.entry = attr("CV_ID"), nil
		e.books = append(e.books, e.vocabulary)
	case "CV_ENTRY_ML", "CV_ENTRY":
		e.entry = &eafEntry{}
		if token.Name == "CV_ENTRY" { // which is its own value
			e.entry.values = 1
		}
		e.entries = append(e.entries, e.entry)
		e.described = attr("DESCRIPTION")
		if id := attr("CVE_ID"); id != "" {
			e.byID[[2]string{e.vocabulary, id}] = e.entry
		}
	case "CVE_VALUE":
		e.described = attr("DESCRIPTION")
		if e.entry != nil {
			e.entry.values++
		}
	}
	if name, is := besideInELAN(token.Name); is {
		e.beside[name]++
	}
	return true
}

// timeSlot takes in a time slot. Of two with one id the first counts.
func (e *eafReading) timeSlot(id, value string, token *xmlstream.Token) {
	if e.slot[id] != nil {
		e.twice++
		e.ledger.count(ruleScriptRef, placeOf(token.At), token.At.Length, "{time slot has|time slots have} the id of an earlier one, which is the one that is referred to")
		return
	}
	slot := &eafSlot{nth: len(e.slots), at: token.At}
	var ok bool
	if slot.ms, ok = e.milliseconds(value); !ok {
		slot.how = lossUntimed
	}
	e.slot[id] = slot
	e.slots = append(e.slots, slot)
}

// personal finds attributes that tell of people.
func (e *eafReading) personal(token *xmlstream.Token, names ...string) {
	for _, name := range names {
		if a, ok := token.Attr(name); ok && strings.TrimSpace(a.Value) != "" {
			e.ledger.count(ruleScriptPrivacy, placeOf(a.At), a.At.Length, "{attribute tells|attributes tell} who made the file, or where it was kept")
		}
	}
}
