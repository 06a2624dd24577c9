package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A run ends in good order at Ctrl-C, where the system asks for it, and where the terminal is
// closed.
func TestInterruptible(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs signals that a program can send itself")
	}
	self, err := os.FindProcess(os.Getpid())
	require.NoError(t, err)
	assert.Contains(t, endings(), os.Interrupt)
	for _, sign := range endings() {
		if signal.Ignored(sign) { // as under nohup, of which the other test is
			continue
		}
		ctx, stop := interruptible(t.Context())
		require.NoError(t, self.Signal(sign))
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Second):
			t.Error("it goes on in spite of", sign)
		}
		stop()
	}
}

// Whoever breaks a run off is told what is there, and that alone.
func TestInterrupted(t *testing.T) {
	clinic := clinicFile(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"a file":          {[]string{"export", "refi", "-o", "out.qdpx", clinic}, "coprod export: interrupted; nothing was written\n"},
		"a folder":        {[]string{"export", "csv", "-o", "tables", clinic}, "coprod export: interrupted; nothing was written\n"},
		"standard output": {[]string{"export", "gseq", "-o", "-", clinic}, "coprod export: interrupted; what is on standard output is not all\n"},
		"findings":        {[]string{"validate", clinic}, "coprod validate: interrupted\n"},
		"numbers":         {[]string{"indicators", clinic}, "coprod indicators: interrupted\n"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, nil)
			ctx, stop := context.WithCancel(t.Context())
			stop()
			var stderr bytes.Buffer
			assert.Equal(t, statusTrouble, run(ctx, c.args, nil, io.Discard, &stderr))
			assert.Equal(t, c.want, stderr.String())
			assert.Empty(t, filesHere(t), "nothing is left behind")
		})
	}
}

// A program that is to outlive its terminal does.
func TestInterruptibleIgnored(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "js" || runtime.GOOS == "wasip1" {
		t.Skip("needs signals that a program can ignore")
	}
	hangup := endings()[2]
	signal.Ignore(hangup)
	defer signal.Reset(hangup)
	_, stop := interruptible(t.Context())
	defer stop()
	assert.True(t, signal.Ignored(hangup))
}
