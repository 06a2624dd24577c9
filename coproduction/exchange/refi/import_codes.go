package refi

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// atTop is the theme of the codes on top that can be given themselves.
const atTop = "Codes on the top of the project"

func (r *recording) codebook() {
	r.book = theme.Codebook{Title: "Codebook of an imported project", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{}}
	var top theme.CodeID
	r.space = mostBook - leastRoom(r.Codes)
	for _, c := range r.Codes {
		switch {
		case r.cases[c.GUID]:
			r.drop("Code", isCase, 1)
			r.below(c.Codes, "")
		case !c.Codable && !r.given[c.GUID] && len(r.book.Themes) < mostThemes-1: // one is that of the others
			id := r.fresh(c.Name)
			r.ids[c.GUID] = id
			definition, how := r.defined(c)
			r.book.Themes = append(r.book.Themes, theme.Theme{ID: id, Name: named(c.Name), Definition: definition})
			r.carried(how)
			r.color(c)
			r.below(c.Codes, id)
		default:
			if top == "" {
				top = r.fresh("codes")
				r.book.Themes = append(r.book.Themes, theme.Theme{ID: top, Name: atTop})
			}
			r.code(c, top)
		}
	}
	r.print = fingerprint(&r.book)
	r.book.ID = r.ID("refi/codebook/" + r.print)
}

// fingerprint is that of what a codebook says, whatever its id: names that cannot be read
// back, and so can stand in a list of ids.
func fingerprint(book *theme.Codebook) string {
	hash := sha256.New()
	for _, t := range book.Themes {
		fmt.Fprintf(hash, "%q%q%q\n", t.ID, t.Name, t.Definition)
	}
	for _, c := range book.Codes {
		fmt.Fprintf(hash, "%q%q%q%q\n", c.ID, c.Parent, c.Name, c.Definition)
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// What a codebook takes.
const (
	MostCodes      = 5000
	mostThemes     = 200
	mostName       = 500            // code points
	mostDefinition = 10_000         // code points
	mostBook       = 16<<20 - 1<<10 // bytes of a record that every reader takes, but for what frames a codebook
)

// leastRoom is how many bytes codes take in a record without their definitions, at most.
func leastRoom(codes []Code) int {
	const other = 2*64 + len(theme.NoDefinition) + 100 // ids and the names of members
	room, left := 0, MostCodes+mostThemes
	var count func(codes []Code)
	count = func(codes []Code) {
		for _, c := range codes {
			if left--; left < 0 {
				return
			}
			room += jsonLength(named(c.Name)) + other
			count(c.Codes)
		}
	}
	count(codes)
	return room
}

// jsonLength is the length of a text in a record, in bytes.
func jsonLength(text string) int {
	form, _ := json.Marshal(text)
	return len(form)
}

const isCase = "is a case"

// below enters the codes below a theme or code; no parent is that of a case on top.
func (r *recording) below(codes []Code, parent theme.CodeID) {
	for _, c := range codes {
		switch {
		case r.cases[c.GUID]:
			r.drop("Code", isCase, 1)
			r.below(c.Codes, parent)
		case parent == "":
			r.drop("Code", "below a case", 1)
			r.below(c.Codes, parent)
		default:
			r.code(c, parent)
		}
	}
}

// code enters a code below a theme or another code, where the codebook has room.
func (r *recording) code(c Code, parent theme.CodeID) {
	if len(r.book.Codes) == MostCodes {
		r.drop("Code", "more than a codebook takes", 1)
		r.left++
		r.below(c.Codes, parent)
		return
	}
	id := r.fresh(c.Name)
	if r.ids[c.GUID] == "" {
		r.ids[c.GUID] = id
	}
	definition, how := r.defined(c)
	if definition == "" {
		definition = theme.NoDefinition
		if how == "" {
			how = "without a definition"
		}
	}
	r.carried(how)
	r.color(c)
	r.book.Codes = append(r.book.Codes, theme.Code{ID: id, Parent: parent, Name: named(c.Name), Definition: definition})
	r.below(c.Codes, id)
}

// carried counts a code that is entered, and how it was changed.
func (r *recording) carried(how string) {
	if how == "" {
		r.keep("Code", 1)
	} else {
		r.change("Code", how, 1)
	}
}

// defined is the definition of a code, and what of the code is left behind.
func (r *recording) defined(c Code) (definition, how string) {
	definition = strings.TrimSpace(c.Description)
	switch {
	case utf8.RuneCountInString(definition) > mostDefinition:
		r.drop("Description", "longer than a definition may be", 1)
		return "", "without its definition, which is too long"
	case definition != "" && jsonLength(definition) > r.space:
		r.long++
		r.drop("Description", "no room in the record", 1)
		return "", "without its definition, for which the record has no room"
	case definition != "":
		r.space -= jsonLength(definition)
		r.keep("Description", 1)
	}
	if name := strings.TrimSpace(c.Name); name == "" || utf8.RuneCountInString(name) > mostName {
		how = "its name is missing or too long"
	}
	return definition, how
}

// color counts the color of a code, which a codebook has no place for.
func (r *recording) color(c Code) {
	if c.Color != "" {
		r.drop("color of a code", "no place in the records", 1)
	}
}

// named keeps a name within what a codebook takes.
func named(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return "without a name"
	}
	return string(runes[:min(len(runes), mostName)])
}

// fresh makes an id of a name: its ASCII letters and digits, numbered where it is taken.
func (r *recording) fresh(name string) theme.CodeID {
	id := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '-', c == '_':
			return c
		}
		return '_'
	}, strings.TrimSpace(name))
	if id == "" || !(id[0] >= 'a' && id[0] <= 'z' || id[0] >= 'A' && id[0] <= 'Z') {
		id = "c" + id
	}
	id = id[:min(len(id), 56)]
	free := theme.CodeID(id)
	n := max(r.like[id], 2)
	for ; r.taken[free]; n++ {
		free = theme.CodeID(fmt.Sprintf("%s_%d", id, n))
	}
	r.like[id] = n
	r.taken[free] = true
	return free
}
