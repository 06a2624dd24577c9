//go:build unix

package main

import (
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A table that came through a pipe with a name is not opened again for advice: that would wait
// for ever. The table is made up.
func TestAdviceOnPipe(t *testing.T) {
	workIn(t, nil)
	require.NoError(t, syscall.Mkfifo("pipe", 0o600))
	go func() {
		if w, err := os.OpenFile("pipe", os.O_WRONLY, 0); err == nil {
			io.WriteString(w, "a,b\n1,2\n")
			w.Close()
		}
	}()
	said := make(chan string, 1)
	go func() {
		var stderr strings.Builder
		run(t.Context(), []string{"convert", "csv", "-o", "out.ndjson", "pipe"}, nil, io.Discard, &stderr)
		said <- stderr.String()
	}()
	select {
	case stderr := <-said:
		assert.Contains(t, stderr, "pipe:1:1: error: ")
		assert.Contains(t, stderr, byCommand["csv-column-missing"])
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits")
	}
}
