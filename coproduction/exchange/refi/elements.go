package refi

import (
	"fmt"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// elements are those of the two schemas of the standard, with how many of each are
// taken; 0 where the number is that of others, of which each has one at the most.
var elements = map[string]int{
	"Project": 0, "Users": 0, "CodeBook": 0, "Codes": 0, "Variables": 0, "Cases": 0, "Sources": 0, "Notes": 0, "Links": 0, "Sets": 0, "Graphs": 0,
	"Description": 0, "PlainTextContent": 0, "VariableRef": 0,
	"TextValue": 0, "BooleanValue": 0, "IntegerValue": 0, "FloatValue": 0, "DateValue": 0, "DateTimeValue": 0,

	"User": MaxThings, "Code": MaxThings, "Variable": MaxThings, "Case": MaxThings, "Note": MaxThings, "Link": MaxThings, "Set": MaxThings, "Graph": MaxThings,
	"TextSource": MaxThings, "PictureSource": MaxThings, "PDFSource": MaxThings, "AudioSource": MaxThings, "VideoSource": MaxThings,
	"TextDescription": MaxThings, "Representation": MaxThings, "Transcript": MaxThings,

	"PlainTextSelection": MaxParts, "PictureSelection": MaxParts, "PDFSelection": MaxParts, "AudioSelection": MaxParts, "VideoSelection": MaxParts,
	"TranscriptSelection": MaxParts, "SyncPoint": MaxParts, "Coding": MaxParts, "VariableValue": MaxParts, "Vertex": MaxParts, "Edge": MaxParts,
	"NoteRef": MaxParts, "CodeRef": MaxParts, "SourceRef": MaxParts, "SelectionRef": MaxParts, "MemberCode": MaxParts, "MemberSource": MaxParts, "MemberNote": MaxParts,
}

// A census counts the elements of a file.
type census struct {
	met     map[string]int             // by name, where the standard has them
	beyond  map[string]int             // those of them that were too many, or stood in one that was
	first   map[string]schema.Position // the first that was too many
	blank   int                        // descriptions without a word
	unknown int                        // where the standard has none of that name
	inner   int                        // inside of those
}

func newCensus() census {
	return census{met: map[string]int{}, beyond: map[string]int{}, first: map[string]schema.Position{}}
}

// room counts an element of the standard, and reports whether one more of it is taken.
func (c *census) room(t element) bool {
	c.met[t.Name]++
	most := elements[t.Name]
	if most == 0 || c.met[t.Name]-c.beyond[t.Name] <= most {
		return true
	}
	c.beyond[t.Name]++
	if _, told := c.first[t.Name]; !told {
		c.first[t.Name] = t.At
	}
	return false
}

// many adds a finding for each element of which there were too many: it has its place
// beside the most that are listed.
func (r *reading) many() {
	for _, name := range slices.Sorted(maps.Keys(r.first)) {
		n := r.met[name]
		at := r.first[name]
		at.Source = r.logged
		r.Findings = append(r.Findings, many(at, "there are %d elements %s, and at most %d are read: the others were left out", n, name, n-r.beyond[name]))
	}
}

// many says that of what there is not all is taken.
func many(at schema.Position, detail string, of ...any) schema.Finding {
	f := ruleOf(readRules, ruleMany).At("", fmt.Sprintf(detail, of...))
	f.Position = at
	return f
}
