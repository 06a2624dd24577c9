package theme

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A CodeID names a theme or a code within a codebook, such as "T3.validation".
type CodeID string

// A Codebook is a versioned tree of themes and codes: every code hangs below a
// theme or below another code.
type Codebook struct {
	Kind       KindCodebook         `json:"kind"`
	ID         encounter.ID         `json:"id"`
	Title      string               `json:"title"`
	Version    string               `json:"version"`
	Language   string               `json:"language,omitzero"` // BCP 47, of names and definitions
	Note       string               `json:"note,omitzero"`
	Themes     []Theme              `json:"themes"`
	Codes      []Code               `json:"codes"`
	Tools      []encounter.Tool     `json:"tools,omitempty"` // communication tools of the study
	Extensions encounter.Extensions `json:"extensions,omitempty"`
}

// RecordKind is "codebook".
func (c *Codebook) RecordKind() string { return c.Kind.String() }

// RecordID is the codebook's id.
func (c *Codebook) RecordID() encounter.ID { return c.ID }

// A Theme is a main finding to which codes belong.
type Theme struct {
	ID         CodeID `json:"id"`
	Name       string `json:"name"`
	Definition string `json:"definition,omitzero"`
}

// A Code is a label with a definition that tells when to give it.
type Code struct {
	ID         CodeID     `json:"id"`
	Parent     CodeID     `json:"parent"` // a theme or a code
	Name       string     `json:"name,omitzero"`
	Definition string     `json:"definition"`
	Derivation Derivation `json:"derivation,omitzero"`
	Evidence   string     `json:"evidence,omitzero"` // what the code rests on
}

// A Derivation is where a code came from.
type Derivation string

const (
	Inductive Derivation = "inductive" // out of the material
	Deductive Derivation = "deductive" // out of theory or earlier work
	Both      Derivation = "both"
)

// Derivations lists every derivation.
func Derivations() []Derivation { return []Derivation{Inductive, Deductive, Both} }

// Theme returns the theme of that id, or nil.
func (c *Codebook) Theme(id CodeID) *Theme {
	i := slices.IndexFunc(c.Themes, func(t Theme) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Themes[i]
}

// Code returns the code of that id, or nil.
func (c *Codebook) Code(id CodeID) *Code {
	i := slices.IndexFunc(c.Codes, func(k Code) bool { return k.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Codes[i]
}

// Path returns the way from the theme down to the code or theme of that id, both
// ends included. It is empty where the id is unknown, or where the way up leads
// to no theme, as in a codebook with a gap or a circle.
func (c *Codebook) Path(id CodeID) []CodeID {
	var path []CodeID
	for range len(c.Codes) + 1 {
		path = append(path, id)
		if c.Theme(id) != nil {
			slices.Reverse(path)
			return path
		}
		code := c.Code(id)
		if code == nil {
			return nil
		}
		id = code.Parent
	}
	return nil
}

// ThemeOf returns the theme that a code belongs to, or nil.
func (c *Codebook) ThemeOf(id CodeID) *Theme {
	path := c.Path(id)
	if len(path) == 0 {
		return nil
	}
	return c.Theme(path[0])
}

// Children returns the codes directly below a theme or code, in codebook order.
func (c *Codebook) Children(id CodeID) []CodeID {
	var below []CodeID
	for i := range c.Codes {
		if c.Codes[i].Parent == id {
			below = append(below, c.Codes[i].ID)
		}
	}
	return below
}
