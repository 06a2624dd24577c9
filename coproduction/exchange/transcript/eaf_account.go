package transcript

import (
	"maps"
	"slices"
)

// eafElements say why elements of ELAN of which nothing is read are left behind.
var eafElements = map[string]string{
	"LICENSE":                "of the file, and not of the talk",
	"MEDIA_DESCRIPTOR":       "recordings are not in the records",
	"LINKED_FILE_DESCRIPTOR": "other files are not in the records",
	"PROPERTY":               "a setting of the program",
	"LOCALE":                 "a setting of the program",
	"CONSTRAINT":             "says what tiers may hold in the program",
	"DESCRIPTION":            "codes are defined one by one",
	"LEXICON_REF":            "lexicons are not in the records",
	"EXTERNAL_REF":           "what stands elsewhere is not in the records",
	"REF_LINK_SET":           "links between annotations are not in the records",
	"CROSS_REF_LINK":         "links between annotations are not in the records",
	"GROUP_REF_LINK":         "links between annotations are not in the records",
	otherElement:             "none of ELAN's",
}

const otherElement = "element of another name"

// eafRead are the elements that are accounted for by what they hold, or of which something
// is read: annotations as utterances, codes and annotations.
var eafRead = []string{"ANNOTATION_DOCUMENT", "HEADER", "TIME_ORDER", "TIME_SLOT", "TIER", "ANNOTATION", "ALIGNABLE_ANNOTATION", "REF_ANNOTATION",
	"ANNOTATION_VALUE", "LINGUISTIC_TYPE", "LANGUAGE", "CONTROLLED_VOCABULARY", "CV_ENTRY", "CV_ENTRY_ML", "CVE_VALUE"}

// besideInELAN is what the account calls an element of which nothing is read.
func besideInELAN(element string) (name string, is bool) {
	if slices.Contains(eafRead, element) {
		return "", false
	}
	if _, known := eafElements[element]; known {
		return element, true
	}
	return otherElement, true
}

// elements accounts for the elements of which nothing is read.
func (t *eafTalk) elements() {
	for _, element := range slices.Sorted(maps.Keys(t.beside)) {
		t.account.Read(element, t.beside[element])
		t.account.Drop(element, eafElements[element], t.beside[element])
	}
}

// definitionsOf accounts for what defines tiers and codes: each is in the records as far as
// some tier or code is of it.
func (t *eafTalk) definitionsOf(coded []*eafTier) {
	typed, books := map[string]bool{}, map[string]bool{}
	for _, tier := range t.tiers {
		typed[tier.form] = true
	}
	for _, tier := range coded {
		books[t.forms[tier.form]] = true
	}
	t.usedOf("LINGUISTIC_TYPE", t.types, typed, "says which tiers hold codes", "no tier is of it")
	t.usedOf("LANGUAGE", t.defined, t.tongue, "the language of turns", "nothing is said in it, or it is none that is known")
	t.usedOf("CONTROLLED_VOCABULARY", t.books, books, "codes and their definitions", "no tier of codes refers to it")
	const entries, values = "vocabulary entry", "vocabulary value"
	t.account.Read(entries, len(t.entries))
	for _, entry := range t.entries {
		t.account.Read(values, entry.values)
		if !entry.used {
			t.account.Drop(entries, "no code is it", 1)
			t.account.Drop(values, "no code is it", entry.values)
			continue
		}
		t.account.Keep(entries, 1)
		kept := min(entry.values, 1)
		t.account.Keep(values, kept)
		t.account.Drop(values, "in another language", entry.values-kept)
	}
}

// usedOf accounts for elements that are in the records where one of their names is used.
func (t *eafTalk) usedOf(element string, names []string, used map[string]bool, as, why string) {
	t.account.Read(element, len(names))
	for _, name := range names {
		if used[name] {
			t.account.Change(element, as, 1)
		} else {
			t.account.Drop(element, why, 1)
		}
	}
}
