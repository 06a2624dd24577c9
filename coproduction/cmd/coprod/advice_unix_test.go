//go:build unix

package main

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A table that came through a pipe with a name is not opened again for advice: that would wait
// for ever where nobody writes to it any more. Here somebody does, and what was written stays
// unread. The table is made up.
func TestAdviceOnPipe(t *testing.T) {
	workIn(t, nil)
	require.NoError(t, syscall.Mkfifo("pipe", 0o600))
	pipe, err := os.OpenFile("pipe", os.O_RDWR, 0)
	require.NoError(t, err)
	line := "sep=;" + strings.Repeat(" ", 59)
	_, err = pipe.WriteString(line)
	require.NoError(t, err)
	missing := schema.Finding{Rule: "csv-column-missing", Position: schema.Position{Source: "pipe"}}
	require.Empty(t, separatorLine(missing))
	require.NoError(t, os.WriteFile("file", []byte(line), 0o600))
	missing.Position.Source = "file"
	assert.Equal(t, "take the first line out: it only tells a spreadsheet which sign separates fields", separatorLine(missing), "of a file it is told")
	require.NoError(t, pipe.Close())

	go func() {
		if w, err := os.OpenFile("pipe", os.O_WRONLY, 0); err == nil {
			w.WriteString("a,b\n1,2\n")
			w.Close()
		}
	}()
	_, _, stderr := runCoprod(t, "convert", "csv", "-o", "out.ndjson", "pipe")
	assert.Contains(t, stderr, "pipe:1:1: error: ")
	assert.Contains(t, stderr, byCommand["csv-column-missing"])
}
