package encounter_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

const text = "0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"

func TestParseID(t *testing.T) {
	id, err := encounter.ParseID(text)
	require.NoError(t, err)
	assert.Equal(t, text, id.String())
	assert.Equal(t, 4, id.Version())
	assert.False(t, id.IsZero())
	for _, version := range "12345678" {
		_, err := encounter.ParseID(text[:14] + string(version) + text[15:])
		assert.NoError(t, err, "version %c", version)
	}
	for name, bad := range map[string]string{
		"empty":                    "",
		"capitals":                 strings.ToUpper(text),
		"one capital":              text[:35] + "E",
		"braces":                   "{" + text + "}",
		"brackets":                 "[" + text + "]",
		"urn":                      "urn:uuid:" + text,
		"no hyphens":               strings.ReplaceAll(text, "-", ""),
		"hyphens elsewhere":        "0e3b0f545-a0c-4a3c-9c2e-0f3c6a1d2b4e",
		"one short":                text[:35],
		"one long":                 text + "0",
		"white space":              text[:35] + " ",
		"not hexadecimal":          text[:35] + "g",
		"below 0":                  "/" + text[1:],
		"above 9":                  ":" + text[1:],
		"below a":                  "`" + text[1:],
		"version 0":                text[:14] + "0" + text[15:],
		"version 9":                text[:14] + "9" + text[15:],
		"Microsoft's variant":      text[:19] + "c" + text[20:],
		"the variant before RFC":   text[:19] + "7" + text[20:],
		"nil":                      "00000000-0000-0000-0000-000000000000",
		"max":                      "ffffffff-ffff-ffff-ffff-ffffffffffff",
		"multi-byte, 36 in length": "é" + text[2:],
	} {
		_, err := encounter.ParseID(bad)
		assert.ErrorIs(t, err, encounter.ErrID, name)
		if bad != "" {
			assert.NotContains(t, err.Error(), bad, "the text is not repeated")
		}
	}
}

func TestUnmarshalLeavesTheIDWhereItFails(t *testing.T) {
	id := encounter.MustParseID(text)
	assert.Error(t, id.UnmarshalText([]byte("x")))
	assert.Equal(t, text, id.String())
}

func TestMustParseID(t *testing.T) {
	assert.Panics(t, func() { encounter.MustParseID("x") })
}

func TestZeroID(t *testing.T) {
	var id encounter.ID
	assert.True(t, id.IsZero())
	assert.Equal(t, "", id.String())
	b, err := json.Marshal(struct {
		A encounter.ID `json:"a,omitzero"`
		B encounter.ID `json:"b"`
	}{})
	require.NoError(t, err)
	assert.Equal(t, `{"b":""}`, string(b), "a zero id is left out, or is no id")
}

func TestNewID(t *testing.T) {
	a, b := encounter.NewID(), encounter.NewID()
	assert.NotEqual(t, a, b)
	assert.Equal(t, 4, a.Version())
	parsed, err := encounter.ParseID(a.String())
	require.NoError(t, err)
	assert.Equal(t, a, parsed)
}

func TestNewIDFrom(t *testing.T) {
	zeros := bytes.NewReader(make([]byte, 16))
	id, err := encounter.NewIDFrom(zeros)
	require.NoError(t, err)
	assert.Equal(t, "00000000-0000-4000-8000-000000000000", id.String(), "from: 16 zero bytes with version and variant of RFC 9562")
	_, err = encounter.NewIDFrom(zeros)
	assert.ErrorIs(t, err, io.EOF)
	broken := errors.New("broken")
	_, err = encounter.NewIDFrom(iotest.ErrReader(broken))
	assert.ErrorIs(t, err, broken)
}

func TestPseudonym(t *testing.T) {
	key := []byte("synthetic key of thirty-two byte")
	id := encounter.Pseudonym(key, "patient 7")
	assert.Equal(t, id, encounter.Pseudonym(key, "patient 7"))
	assert.NotEqual(t, id, encounter.Pseudonym(key, "patient 8"))
	assert.NotEqual(t, id, encounter.Pseudonym(key[1:], "patient 7"))
	assert.Equal(t, 8, id.Version())

	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("patient 7"))
	want := mac.Sum(nil)[:16]
	want[6], want[8] = want[6]&0x0f|0x80, want[8]&0x3f|0x80
	assert.Equal(t, hex.EncodeToString(want), strings.ReplaceAll(id.String(), "-", ""), "from: RFC 2104 over SHA-256, cut to a UUID of version 8")
}

func TestCompareIsTheOrderOfTheText(t *testing.T) {
	for range 100 {
		a, b := encounter.NewID(), encounter.NewID()
		assert.Equal(t, strings.Compare(a.String(), b.String()), a.Compare(b))
		assert.Zero(t, a.Compare(a))
	}
}

func FuzzParseID(f *testing.F) {
	f.Add(text)
	f.Add("{" + text + "}")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := encounter.ParseID(s)
		if err == nil && id.String() != s {
			t.Errorf("an id has one spelling: %q was read as %s", s, id)
		}
	})
}
