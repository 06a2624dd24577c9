package theme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Two parts of a codebook are one with the codes of both; a code that is in both has to be
// the same code.
func TestCodebookJoin(t *testing.T) {
	book := func(codes ...theme.Code) *theme.Codebook {
		return &theme.Codebook{ID: encounter.ID{1}, Title: "Synthetic", Version: "1", Themes: []theme.Theme{{ID: "T", Name: "tier"}}, Codes: codes}
	}
	code := func(id theme.CodeID, definition string) theme.Code {
		return theme.Code{ID: id, Parent: "T", Definition: definition}
	}
	a := book(code("T.a", "one"), code("T.b", theme.NoDefinition), code("T.c", "three"))
	b := book(code("T.d", "four"), code("T.b", "two"), code("T.c", theme.NoDefinition))
	joined, agree := a.Join(b)
	require.True(t, agree)
	assert.Equal(t, book(code("T.a", "one"), code("T.b", "two"), code("T.c", "three"), code("T.d", "four")), joined)
	assert.Equal(t, book(code("T.a", "one"), code("T.b", theme.NoDefinition), code("T.c", "three")), a, "neither is modified")
	assert.Equal(t, book(code("T.d", "four"), code("T.b", "two"), code("T.c", theme.NoDefinition)), b, "neither is modified")

	same, agree := a.Join(a)
	require.True(t, agree)
	assert.Equal(t, a, same, "a codebook joined with itself is itself")
	more := book()
	more.Themes = append(more.Themes, theme.Theme{ID: "U", Name: "another tier"})
	joined, agree = a.Join(more)
	require.True(t, agree)
	assert.Equal(t, more.Themes, joined.Themes)

	with := func(change func(*theme.Codebook)) *theme.Codebook {
		other := book()
		change(other)
		return other
	}
	for name, other := range map[string]*theme.Codebook{
		"another id":         with(func(c *theme.Codebook) { c.ID[0] = 2 }),
		"another version":    with(func(c *theme.Codebook) { c.Version = "2" }),
		"another definition": book(code("T.a", "first")),
		"another name":       book(theme.Code{ID: "T.a", Parent: "T", Name: "A", Definition: "one"}),
		"another parent":     book(theme.Code{ID: "T.a", Parent: "T.c", Definition: "one"}),
		"another theme":      with(func(c *theme.Codebook) { c.Themes[0].Name = "speaker" }),
		"a theme is a code":  with(func(c *theme.Codebook) { c.Themes = append(c.Themes, theme.Theme{ID: "T.a", Name: "one"}) }),
	} {
		_, agree := a.Join(other)
		assert.False(t, agree, name)
		_, agree = other.Join(a)
		assert.False(t, agree, name)
	}
}
