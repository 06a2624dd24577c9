package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Files of a folder are looked at once, to tell the format of all and to leave out others.
func TestLookedAtOnce(t *testing.T) {
	opened := map[string]int{}
	var all []inputFile
	for name, content := range map[string]string{"a.vtt": "WEBVTT\n", "b.txt": "nothing\n"} {
		f := inputFile{folder: "talk"}
		f.File = exchange.File{Name: name, Open: func() (io.ReadCloser, error) {
			opened[name]++
			return io.NopCloser(strings.NewReader(content)), nil
		}}
		all = append(all, f)
	}
	var said bytes.Buffer
	c := &call{stderr: &said}
	format, all, err := c.guess(all)
	require.NoError(t, err)
	taken, err := c.sift(format, all)
	require.NoError(t, err)
	require.Len(t, taken, 1)
	assert.Equal(t, "a.vtt", taken[0].Name)
	assert.Equal(t, map[string]int{"a.vtt": 1, "b.txt": 1}, opened)
	assert.Equal(t, "Read as webvtt: it begins with WEBVTT.\nPassed over: b.txt, which is not webvtt\n", said.String())
}
