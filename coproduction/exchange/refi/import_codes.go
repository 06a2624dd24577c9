package refi

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// theme enters a theme.
func (r *recording) theme(c *Code) theme.CodeID {
	name := named(c.Name)
	id := r.entered(c, name)
	definition, how := r.defined(c)
	r.book.Themes = append(r.book.Themes, theme.Theme{ID: id, Name: name, Definition: definition})
	r.carried(append(how, renamed(c.Name)...))
	r.color(c)
	return id
}

// entered is the id of a code that is entered under that name.
func (r *recording) entered(c *Code, name string) theme.CodeID {
	id := r.fresh(name)
	if r.first[c.GUID] == c {
		r.ids[c.GUID] = id
	}
	return id
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

// belowCase counts the codes below a case on the top: they have no place.
func (r *recording) belowCase(codes []Code) {
	for i := range codes {
		if r.cases[codes[i].GUID] {
			r.drop("Code", isCase, 1)
		} else {
			r.drop("Code", "below a case", 1)
		}
		r.belowCase(codes[i].Codes)
	}
}

// enter enters a code below a theme or another code, with those below it, where the codebook
// has room. Codes below a case stand in its place. Those below the last level, which could
// not be written again, hang on that level. Moved says why it does not stand where
// it did.
func (r *recording) enter(c *Code, parent theme.CodeID, level int, moved string) {
	below := parent
	switch {
	case r.cases[c.GUID]:
		r.drop("Code", isCase, 1)
		moved = "it stood below a case"
	case len(r.book.Codes) == MostCodes:
		r.drop("Code", "more than a codebook takes", 1)
		r.left++
	default:
		id := r.code(c, parent, moved)
		moved = isHigher
		if level < mostLevels {
			below, moved = id, ""
		}
		level++
	}
	for i := range c.Codes {
		r.enter(&c.Codes[i], below, level, moved)
	}
}

// code enters a code.
func (r *recording) code(c *Code, parent theme.CodeID, moved string) theme.CodeID {
	name := named(c.Name)
	id := r.entered(c, name)
	definition, how := r.defined(c)
	if definition == "" {
		definition = theme.NoDefinition
		if how == nil {
			how = append(how, "without a definition")
		}
	}
	how = append(how, renamed(c.Name)...)
	if !c.Codable {
		how = append(how, "a folder, as a code that can be given")
	}
	if moved != "" {
		how = append(how, moved)
	}
	r.carried(how)
	r.color(c)
	r.book.Codes = append(r.book.Codes, theme.Code{ID: id, Parent: parent, Name: name, Definition: definition})
	return id
}

// carried counts a code that is entered, and how it was changed.
func (r *recording) carried(how []string) {
	if len(how) == 0 {
		r.keep("Code", 1)
	} else {
		r.change("Code", joined(how[0], how[1:]), 1)
	}
}

// defined is the definition of a code, and what of the code is left behind.
func (r *recording) defined(c *Code) (definition string, how []string) {
	definition = strings.TrimSpace(c.Description)
	switch {
	case definition == "":
	case utf8.RuneCountInString(definition) > mostDefinition:
		r.drop("Description", "longer than a definition may be", 1)
		return "", []string{"without its definition, which is too long"}
	case jsonLength(definition) > r.space:
		r.long++
		r.drop("Description", "no room in the record", 1)
		return "", []string{"without its definition, for which the record has no room"}
	default:
		r.space -= jsonLength(definition)
		r.trimmed(c.Description, definition, 1)
	}
	return definition, nil
}

// trimmed counts a description that is kept, but for white space around it.
func (r *recording) trimmed(was, is string, n int) {
	if was == is {
		r.keep("Description", n)
	} else {
		r.change("Description", noSpace, n)
	}
}

const noSpace = "without the white space around it"

// renamed tells how the name of a code was changed.
func renamed(name string) []string {
	switch trimmed := strings.TrimSpace(name); {
	case trimmed == "" || utf8.RuneCountInString(trimmed) > mostName:
		return []string{"its name is missing or too long"}
	case trimmed != name:
		return []string{"its name " + noSpace}
	}
	return nil
}

// color counts the color of a code, which a codebook has no place for.
func (r *recording) color(c *Code) {
	r.attribute("color of a code", c.Color != "")
}

// named keeps a name within what a codebook takes.
func named(name string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		return "without a name"
	}
	if runes := []rune(name); len(runes) > mostName {
		return strings.TrimSpace(string(runes[:mostName]))
	}
	return name
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
