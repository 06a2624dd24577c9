package transcript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A codebook gathers the codes of all files: a theme for each tier, a code for each
// value on it.
type codebook struct {
	theme.Codebook
	id0     func(key string) encounter.ID
	ids     map[codeName]theme.CodeID
	themes  map[string]theme.CodeID
	taken   map[theme.CodeID]bool
	defined map[codeName]string
	codings []*theme.Coding
}

func newCodebook(o exchange.Options) *codebook {
	return &codebook{
		Codebook: theme.Codebook{Title: "Codes of the transcripts", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{},
			Note: "The codes as they stand on the tiers of the transcripts. Definitions that the transcripts do not give are missing."},
		id0: o.ID, ids: map[codeName]theme.CodeID{}, themes: map[string]theme.CodeID{}, taken: map[theme.CodeID]bool{}, defined: map[codeName]string{},
	}
}

// define keeps what a file says that its codes mean.
func (b *codebook) define(definitions map[codeName]string) {
	for name, text := range definitions {
		b.defined[name] = text
	}
}

// id returns the id of a code, which it enters where it is new.
func (b *codebook) id(name codeName) theme.CodeID {
	if id, ok := b.ids[name]; ok {
		return id
	}
	parent, ok := b.themes[name.tier]
	if !ok {
		parent = b.fresh(name.tier)
		b.themes[name.tier] = parent
		b.Themes = append(b.Themes, theme.Theme{ID: parent, Name: cut(name.tier)})
	}
	id := b.fresh(string(parent) + "." + name.code)
	b.ids[name] = id
	b.Codes = append(b.Codes, theme.Code{ID: id, Parent: parent, Name: cut(name.code)})
	return id
}

// fresh makes an id of a name: letters, digits and points of it, numbered where it is taken.
func (b *codebook) fresh(name string) theme.CodeID {
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
	if id == "" || id[0] < 'A' || id[0] > 'z' || id[0] == '_' {
		id = "c" + id
	}
	id = id[:min(len(id), 56)]
	free := theme.CodeID(id)
	for n := 2; b.taken[free]; n++ {
		free = theme.CodeID(fmt.Sprintf("%s_%d", id, n))
	}
	b.taken[free] = true
	return free
}

// cut keeps a name within what a codebook takes.
func cut(name string) string {
	runes := []rune(strings.TrimSpace(name))
	return string(runes[:min(len(runes), 500)])
}

// hand hands on the codebook and the codings, where there are any.
func (b *codebook) hand(to *exchange.Sink) error {
	if len(b.codings) == 0 {
		return nil
	}
	b.ID = b.id0("transcript/codebook")
	for name, id := range b.ids {
		i := slices.IndexFunc(b.Codes, func(c theme.Code) bool { return c.ID == id })
		if b.Codes[i].Definition = strings.TrimSpace(b.defined[name]); b.Codes[i].Definition == "" {
			b.Codes[i].Definition = "No definition was given."
		}
	}
	if err := to.Record(&b.Codebook); err != nil {
		return err
	}
	for _, c := range b.codings {
		c.Codebook = b.ID
		if err := to.Record(c); err != nil {
			return err
		}
	}
	return nil
}
