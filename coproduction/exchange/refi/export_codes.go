package refi

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// GUIDOf is the GUID that stands for a code or theme of a codebook.
func GUIDOf(codebook encounter.ID, code theme.CodeID) GUID {
	return GUID(encounter.Pseudonym(codebook[:], "refi/code/"+string(code)).String())
}

// mostLevels is how deep the codes of a project stand below each other. A description in
// the last one is the 254th element from the outside: parsers of XML stop at 256.
const mostLevels = 250

// codebooks makes the trees of codes.
func (e *exporting) codebooks() {
	p, loss := e.made.Project, &e.made.Loss
	several := false
	for _, b := range e.books {
		several = several || b.ID != e.books[0].ID
	}
	given := e.givenCodes()
	for i, b := range e.books {
		loss.Read("theme", len(b.Themes))
		loss.Read("code", len(b.Codes))
		if e.codes[b.ID] != nil {
			const again = "of a codebook that was there before"
			loss.Drop("theme", again, len(b.Themes))
			loss.Drop("code", again, len(b.Codes))
			continue
		}
		e.codes[b.ID] = make(map[theme.CodeID]GUID)
		t := tree{exporting: e, book: b, record: e.bookAt[i], given: given[b.ID], known: e.codes[b.ID]}
		if !several {
			t.all(&p.Codes, 1)
		} else if len(b.Themes)+len(b.Codes) > 0 {
			t.also = belowFolder
			folder := Code{GUID: GUIDOf(b.ID, ""), Name: e.printable(b.Title, t.record, "/title")}
			t.all(&folder.Codes, 2)
			p.Codes = append(p.Codes, folder)
		}
		e.find(ruleExportCodebook, t.record, "", fmt.Sprintf("%d themes and %d codes are carried by name and definition", t.themes, t.codes))
	}
}

// givenCodes are the codes and themes that codings give, by codebook.
func (e *exporting) givenCodes() map[encounter.ID]map[theme.CodeID]bool {
	given := make(map[encounter.ID]map[theme.CodeID]bool)
	for _, c := range e.given {
		of := given[c.Codebook]
		if of == nil {
			of = make(map[theme.CodeID]bool)
			given[c.Codebook] = of
		}
		for _, id := range c.Codes {
			of[id] = true
		}
	}
	return given
}

// A tree is one codebook as it becomes codes.
type tree struct {
	*exporting
	book   *theme.Codebook
	record int
	given  map[theme.CodeID]bool
	known  map[theme.CodeID]GUID
	also   string // what is said of each theme and code besides

	below         map[theme.CodeID][]int // codes, by parent
	done          []bool                 // codes
	lifted        int                    // codes that would stand too deep
	themes, codes int                    // carried
}

// What becomes of a theme or code, besides that little of it is carried.
const (
	replaced    = "characters that XML cannot hold became U+FFFD"
	namedByID   = "its id stands for its name"
	undefined   = "it has no definition"
	isHigher    = "it hangs higher, in a tree too deep to be read"
	isLoose     = "it stands on the top, as it hangs below nothing"
	isGiven     = "it is a code that can be given, as a coding gives it"
	belowFolder = "below a folder of its codebook"
	sameID      = "another one has its id"
)

// all plants a whole codebook. A code that hangs below nothing stands on top.
func (t *tree) all(to *[]Code, level int) {
	t.below, t.done = make(map[theme.CodeID][]int), make([]bool, len(t.book.Codes))
	for i := range t.book.Codes {
		parent := t.book.Codes[i].Parent
		t.below[parent] = append(t.below[parent], i)
	}
	for i := range t.book.Themes {
		t.theme(to, i, level)
	}
	for i := range t.book.Codes {
		t.plant(to, []int{i}, level, isLoose)
	}
	t.tooDeep("/codes")
}

// theme plants a theme and what is below it. One that was made for codes on the top of a
// project, and says nothing of its own, is left out again: they stand on the top.
func (t *tree) theme(to *[]Code, i, level int) {
	of, loss := &t.book.Themes[i], &t.made.Loss
	at := fmt.Sprintf("/themes/%d", i)
	defer func() { t.tooDeep(at) }()
	switch {
	case t.known[of.ID] != "":
		loss.Drop("theme", sameID, 1)
	case of.Name == atTop && of.Definition == "" && !t.given[of.ID]:
		loss.Change("theme", "its codes stand on the top", 1)
		t.plant(to, t.below[of.ID], level, "")
	default:
		code, how := t.code(of.ID, of.Name, of.Definition, at)
		if code.Codable = t.given[of.ID]; code.Codable {
			how = append(how, isGiven)
		}
		t.themes++
		loss.Change("theme", joined("name and definition alone are carried", how), 1)
		t.plant(&code.Codes, t.below[of.ID], level+1, "")
		*to = append(*to, code)
	}
}

// plant adds codes, with those below them. What would be below the last level goes beside
// it.
func (t *tree) plant(to *[]Code, codes []int, level int, also string) {
	for _, i := range codes {
		c := &t.book.Codes[i]
		if t.done[i] { // in a circle
			continue
		}
		t.done[i] = true
		if t.known[c.ID] != "" {
			t.made.Loss.Drop("code", sameID, 1)
			continue
		}
		definition := c.Definition
		if definition == theme.NoDefinition {
			definition = ""
		}
		code, how := t.code(c.ID, c.Name, definition, fmt.Sprintf("/codes/%d", i))
		code.Codable = true
		if definition == "" {
			how = append(how, undefined)
		}
		if also != "" {
			how = append(how, also)
		}
		if also == isHigher {
			t.lifted++
		}
		t.codes++
		t.made.Loss.Change("code", joined("name, definition and place in the tree alone are carried", how), 1)
		*to = append(*to, code)
		if level < mostLevels {
			t.plant(&(*to)[len(*to)-1].Codes, t.below[c.ID], level+1, "")
		} else {
			t.plant(to, t.below[c.ID], level, isHigher)
		}
	}
}

// code makes a code of what a theme or code says, and tells what is not as it was.
func (t *tree) code(id theme.CodeID, name, definition, at string) (code Code, how []string) {
	t.known[id] = GUIDOf(t.book.ID, id)
	if name == "" {
		name, how = string(id), append(how, namedByID)
	}
	code = Code{GUID: t.known[id], Name: t.printable(name, t.record, at+"/name"), Description: t.printable(definition, t.record, at+"/definition")}
	if code.Name != name || code.Description != definition {
		how = append(how, replaced)
	}
	if t.also != "" {
		how = append(how, t.also)
	}
	return code, how
}

// tooDeep tells of the codes that stand higher than they did.
func (t *tree) tooDeep(at string) {
	if t.lifted > 0 {
		t.find(ruleExportDepth, t.record, at, fmt.Sprintf("%d codes hang below level %d; they are on that level now", t.lifted, mostLevels))
		t.lifted = 0
	}
}
