package refi

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// atTop is the theme of the codes on top that can be given themselves.
const atTop = "Codes on the top of the project"

// A branch is what is below a theme: a folder on the top, or what stands for the top itself.
type branch struct {
	folder *Code // nil: the top
	codes  []*Code
	stand  int // folders that stand for the top
}

// codebook makes the codebook. Codes come theme by theme, and so in the order in which they
// come again after they were written.
func (r *recording) codebook() {
	r.book = theme.Codebook{Title: "Codebook of an imported project", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{}}
	r.space = mostBook - leastRoom(r.Codes)
	r.firsts(r.Codes)
	for _, b := range r.branches() {
		if b.folder == nil {
			r.top(b)
			continue
		}
		id := r.theme(b.folder)
		for _, c := range b.codes {
			r.enter(c, id, 2, "")
		}
	}
	r.print = fingerprint(&r.book)
	r.book.ID = r.ID("refi/codebook/" + r.print)
}

// top enters the codes on the top, below a theme of their own. Without any there is none.
func (r *recording) top(b branch) {
	const why = "it stands for the top"
	id, codes := r.fresh("codes"), len(r.book.Codes)
	r.book.Themes = append(r.book.Themes, theme.Theme{ID: id, Name: atTop})
	for _, c := range b.codes {
		r.enter(c, id, 1, "")
	}
	if len(r.book.Codes) > codes {
		r.change("Code", why+", as the theme of what is there", b.stand)
		return
	}
	r.book.Themes = r.book.Themes[:len(r.book.Themes)-1]
	delete(r.taken, id)
	r.drop("Code", why+", where nothing is", b.stand)
}

// branches sorts what stands on the top into themes, in the order in which they begin.
func (r *recording) branches() (all []branch) {
	top, folders := -1, 0
	hang := func(codes ...*Code) {
		if top < 0 {
			top = len(all)
			all = append(all, branch{})
		}
		all[top].codes = append(all[top].codes, codes...)
	}
	for i := range r.Codes {
		switch c := &r.Codes[i]; {
		case r.cases[c.GUID]:
			r.drop("Code", isCase, 1)
			r.belowCase(c.Codes)
		case c.Codable || r.given[c.GUID] || folders == mostThemes-1: // one is that of the others
			hang(c)
		case standsForTop(c):
			hang(each(c.Codes)...)
			all[top].stand++
			r.color(c)
			if strings.TrimSpace(c.Description) != "" {
				r.drop("Description", "longer than a definition may be", 1)
			}
		default:
			folders++
			all = append(all, branch{folder: c, codes: each(c.Codes)})
		}
	}
	return all
}

// standsForTop reports whether a folder is what a codebook has for the top of a project.
func standsForTop(c *Code) bool {
	length := utf8.RuneCountInString(strings.TrimSpace(c.Description))
	return named(c.Name) == atTop && (length == 0 || length > mostDefinition)
}

// each lists codes.
func each(codes []Code) []*Code {
	all := make([]*Code, len(codes))
	for i := range codes {
		all[i] = &codes[i]
	}
	return all
}

// firsts notes the first code of each GUID, which codings mean.
func (r *recording) firsts(codes []Code) {
	for i := range codes {
		c := &codes[i]
		if r.first[c.GUID] == nil {
			r.first[c.GUID] = c
		}
		r.firsts(c.Codes)
	}
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
