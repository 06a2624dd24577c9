package unzip

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

// read decompresses all of it.
func read(r io.Reader) (string, error) {
	u, err := New(r)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(u)
	return string(text), err
}

func TestWhole(t *testing.T) {
	text, err := read(iotest.OneByteReader(strings.NewReader(zipped("one ") + zipped("two"))))
	require.NoError(t, err)
	assert.Equal(t, "one two", text, "files one behind the other are one, by RFC 1952, 2.2")
	text, err = read(strings.NewReader(zipped("one") + strings.Repeat("\x00", 512)))
	require.NoError(t, err)
	assert.Equal(t, "one", text, "zeros behind the end are padding")
}

// Wherever a file breaks off: the end is damage, and the error of the disk is its own.
func TestBrokenOff(t *testing.T) {
	whole, disk := zipped("some text, and some more"), errors.New("the disk")
	for n := range len(whole) {
		_, err := read(strings.NewReader(whole[:n]))
		assert.Equal(t, ErrDamaged, err, "%d bytes", n)
		_, err = read(io.MultiReader(strings.NewReader(whole[:n]), iotest.ErrReader(disk)))
		assert.Equal(t, disk, err, "%d bytes", n)
		_, err = read(io.MultiReader(strings.NewReader(whole[:n]), iotest.ErrReader(io.ErrUnexpectedEOF)))
		assert.Equal(t, io.ErrUnexpectedEOF, err, "an error that means damage elsewhere")
	}
	_, err := read(strings.NewReader("no gzip at all"))
	assert.Equal(t, ErrDamaged, err)
	changed := []byte(whole)
	changed[len(changed)-8]++ // of the checksum
	_, err = read(bytes.NewReader(changed))
	assert.Equal(t, ErrDamaged, err)
}

func TestCompressed(t *testing.T) {
	assert.True(t, Compressed([]byte("\x1f\x8b")))
	for _, head := range []string{"", "\x1f", "\x1f\x8c", "\x8b\x1f", "{}"} {
		assert.False(t, Compressed([]byte(head)), "%q", head)
	}
}
