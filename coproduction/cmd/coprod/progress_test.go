package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A progress says what was counted, and nothing of bytes where nobody counts them.
func TestProgress(t *testing.T) {
	line := &coproduction.Line{Findings: make([]schema.Finding, 2)}
	shown := func(read string) string {
		var b bytes.Buffer
		long := time.Now().Add(-10 * time.Second)
		p := &progress{w: &b, began: long, shown: long}
		io.Copy(io.Discard, p.reader(strings.NewReader(read)))
		p.line(line)
		p.line(line) // less than a quarter of a second later: not shown
		return b.String()
	}
	assert.Equal(t, "\r1 records, 2.5 MB, 0.2 MB/s, 2 findings\x1b[K", shown(strings.Repeat("x", 2_500_000)), "by hand: 2.5 MB in ten seconds and a little")
	assert.Equal(t, "\r1 records\x1b[K", shown(""))
	var none *progress
	none.line(line)
	none.done()
	assert.Nil(t, newProgress(new(bytes.Buffer)), "only a terminal gets one")
}
