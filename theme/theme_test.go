package theme_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

var id = encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")

func book() *theme.Codebook {
	return &theme.Codebook{
		Themes: []theme.Theme{{ID: "T1"}, {ID: "T2"}},
		Codes: []theme.Code{
			{ID: "a", Parent: "T1"}, {ID: "b", Parent: "a"}, {ID: "c", Parent: "T1"},
			{ID: "x", Parent: "y"}, {ID: "y", Parent: "x"}, {ID: "gap", Parent: "nowhere"},
		},
	}
}

func TestPath(t *testing.T) {
	tests := []struct {
		code theme.CodeID
		want []theme.CodeID
	}{
		{"T1", []theme.CodeID{"T1"}},
		{"a", []theme.CodeID{"T1", "a"}},
		{"b", []theme.CodeID{"T1", "a", "b"}},
		{"x", nil}, // a circle
		{"gap", nil},
		{"unknown", nil},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, book().Path(test.code), test.code)
	}
	deep := &theme.Codebook{Themes: []theme.Theme{{ID: "T"}}, Codes: []theme.Code{{ID: "1", Parent: "2"}, {ID: "2", Parent: "3"}, {ID: "3", Parent: "T"}}}
	assert.Equal(t, []theme.CodeID{"T", "3", "2", "1"}, deep.Path("1"), "as deep as there are codes")
}

func TestTree(t *testing.T) {
	b := book()
	assert.Same(t, &b.Themes[0], b.ThemeOf("b"))
	assert.Nil(t, b.ThemeOf("x"))
	assert.Equal(t, []theme.CodeID{"a", "c"}, b.Children("T1"))
	assert.Empty(t, b.Children("b"))
	assert.Same(t, &b.Codes[1], b.Code("b"))
	assert.Nil(t, b.Code("T1"), "a theme is not a code")
	assert.Nil(t, b.Theme("a"))
}

func TestTarget(t *testing.T) {
	for _, text := range []string{
		"urn:uuid:" + id.String(),
		"urn:uuid:" + id.String() + "#/steps/3",
		"urn:uuid:" + id.String() + "#/a~0b/~1",
		"urn:uuid:" + id.String() + "#/",
	} {
		target, err := theme.ParseTarget(text)
		require.NoError(t, err, text)
		assert.Equal(t, id, target.Record)
		assert.Equal(t, text, target.String(), "it has one spelling")
		b, err := json.Marshal(target)
		require.NoError(t, err)
		var again theme.Target
		require.NoError(t, json.Unmarshal(b, &again))
		assert.Equal(t, target, again)
	}
	for _, bad := range []string{
		"", id.String(), "urn:uuid:", "URN:UUID:" + id.String(), "urn:uuid:" + id.String() + "#",
		"urn:uuid:" + id.String() + "#steps", "urn:uuid:" + id.String() + "#/a~", "urn:uuid:" + id.String() + "#/a~2",
		"urn:uuid:0E3B0F54-5A0C-4A3C-9C2E-0F3C6A1D2B4E", "urn:uuid:" + id.String() + "/steps/3",
	} {
		_, err := theme.ParseTarget(bad)
		assert.ErrorIs(t, err, theme.ErrTarget, bad)
	}
	kept := theme.Target{Record: id, Pointer: "/steps/3"}
	assert.Error(t, kept.UnmarshalText([]byte("x")))
	assert.Equal(t, "/steps/3", kept.Pointer, "left as it was")
}

func TestRange(t *testing.T) {
	r := theme.Range{Start: 2, End: 5}
	assert.Equal(t, int64(3), r.Len())
	assert.True(t, r.Overlaps(theme.Range{Start: 4, End: 9}))
	assert.False(t, r.Overlaps(theme.Range{Start: 5, End: 9}), "the end is not part of the range")
	assert.False(t, r.Overlaps(theme.Range{Start: 0, End: 2}))
	assert.True(t, r.Overlaps(theme.Range{Start: 3, End: 4}))
}

func TestFingerprint(t *testing.T) {
	hash, length := theme.Fingerprint("abc")
	assert.Equal(t, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash, "from: FIPS 180-4, example of SHA-256")
	assert.Equal(t, int64(3), length)
	_, length = theme.Fingerprint("né 🙂")
	assert.Equal(t, int64(4), length, "code points, not bytes (8) or UTF-16 units (5)")

	s := theme.Source{SHA256: hash, Length: 3}
	assert.True(t, s.Describes("abc"))
	assert.False(t, s.Describes("abd"))
	s.Length = 4
	assert.False(t, s.Describes("abc"))
}

func TestCodingHas(t *testing.T) {
	c := theme.Coding{Codes: []theme.CodeID{"a"}}
	assert.True(t, c.Has("a"))
	assert.False(t, c.Has("b"))
}

func TestKindsWriteThemselves(t *testing.T) {
	for want, r := range map[string]encounter.Record{
		"codebook":    &theme.Codebook{ID: id},
		"source":      &theme.Source{ID: id},
		"unit":        &theme.Unit{ID: id},
		"coding":      &theme.Coding{ID: id},
		"membercheck": &theme.MemberCheck{ID: id},
	} {
		assert.Equal(t, want, r.RecordKind())
		assert.Equal(t, id, r.RecordID())
		kind := struct {
			Kind string `json:"kind"`
		}{}
		if c, ok := r.(*theme.Coding); ok {
			c.Target.Record = id
		}
		b, err := json.Marshal(r)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &kind))
		assert.Equal(t, want, kind.Kind)
		assert.NoError(t, json.Unmarshal([]byte(`{"kind":"`+want+`"}`), r))
		assert.Error(t, json.Unmarshal([]byte(`{"kind":"study"}`), r), "no other kind")
	}
}

func FuzzParseTarget(f *testing.F) {
	f.Add("urn:uuid:" + id.String() + "#/steps/3")
	f.Fuzz(func(t *testing.T, text string) {
		if target, err := theme.ParseTarget(text); err == nil && target.String() != text {
			t.Errorf("a target has one spelling: %q became %q", text, target)
		}
	})
}
