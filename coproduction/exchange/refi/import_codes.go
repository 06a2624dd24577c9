package refi

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// atTop is the theme of the codes on top that can be given themselves.
const atTop = "Codes on the top of the project"

func (r *recording) codebook() {
	r.book = theme.Codebook{ID: r.ID("refi/codebook/" + r.file), Title: "Codebook of an imported project", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{}}
	var top theme.CodeID
	for _, c := range r.Codes {
		r.to.Loss.Read("code", 1)
		switch {
		case r.cases[c.GUID]:
			r.to.Loss.Drop("code", isCase, 1)
			r.below(c.Codes, "")
		case !c.Codable && !r.given[c.GUID]:
			id := r.fresh(c.Name)
			r.ids[c.GUID] = id
			r.book.Themes = append(r.book.Themes, theme.Theme{ID: id, Name: named(c.Name), Definition: strings.TrimSpace(c.Description)})
			r.to.Loss.Keep("code", 1)
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
}

const isCase = "is a case"

// below enters the codes below a theme or code; no parent is that of a case on top.
func (r *recording) below(codes []Code, parent theme.CodeID) {
	for _, c := range codes {
		r.to.Loss.Read("code", 1)
		switch {
		case r.cases[c.GUID]:
			r.to.Loss.Drop("code", isCase, 1)
			r.below(c.Codes, parent)
		case parent == "":
			r.to.Loss.Drop("code", "below a case", 1)
			r.below(c.Codes, parent)
		default:
			r.code(c, parent)
		}
	}
}

// code enters a code below a theme or another code.
func (r *recording) code(c Code, parent theme.CodeID) {
	id := r.fresh(c.Name)
	if r.ids[c.GUID] == "" {
		r.ids[c.GUID] = id
	}
	definition := strings.TrimSpace(c.Description)
	if definition == "" {
		definition = "No definition was given."
		r.to.Loss.Change("code", "without a definition", 1)
	} else {
		r.to.Loss.Keep("code", 1)
	}
	r.color(c)
	r.book.Codes = append(r.book.Codes, theme.Code{ID: id, Parent: parent, Name: named(c.Name), Definition: definition})
	r.below(c.Codes, id)
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
	return string(runes[:min(len(runes), 500)])
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
