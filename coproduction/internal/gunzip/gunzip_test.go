package gunzip

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

func TestNewReader(t *testing.T) {
	disk := errors.New("the disk")
	padding := strings.Repeat("\x00", 10_000)
	whole := zipped("one ") + zipped("") + zipped("two")
	for _, c := range []struct {
		name, in string
		text     string
		err      error
	}{
		{"one", zipped("one"), "one", nil},
		{"several are one, by RFC 1952, 2.2", whole, "one two", nil},
		{"padding, as gzip -d passes over", whole + padding, "one two", nil},
		{"one zero", whole + "\x00", "one two", nil},
		{"something behind the end", whole + "x", "one two", io.ErrUnexpectedEOF},
		{"something longer behind the end", whole + strings.Repeat("x", 20), "one two", gzip.ErrHeader},
		{"something behind the padding", whole + padding + "x", "one two", gzip.ErrHeader},
		{"a member behind the padding", whole + padding + zipped("three"), "one two", gzip.ErrHeader},
		{"broken off", whole[:len(whole)-3], "one two", io.ErrUnexpectedEOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
				r, err := NewReader(in)
				require.NoError(t, err)
				text, err := io.ReadAll(iotest.OneByteReader(r))
				assert.Equal(t, c.text, string(text))
				assert.Equal(t, c.err, err)
				n, err := r.Read(make([]byte, 1))
				assert.Zero(t, n)
				end := c.err
				if end == nil {
					end = io.EOF
				}
				assert.Equal(t, end, err, "the end stays the end, and damage is damage")
			}
		})
	}
	r, err := NewReader(io.MultiReader(strings.NewReader(whole+padding), iotest.ErrReader(disk)))
	require.NoError(t, err)
	_, err = io.ReadAll(r)
	assert.Equal(t, disk, err)
	_, err = NewReader(strings.NewReader("no gzip at all"))
	assert.Equal(t, gzip.ErrHeader, err)
}
