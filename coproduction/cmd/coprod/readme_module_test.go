package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the README says to type in a module of one's own builds its program: nothing more is
// needed, and nothing of the network but what was fetched, and held to go.sum, to run this test.
func TestReadmeModule(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds, to build a program: left out by -short")
	}
	readme := read(t, "README.md")
	clone, err := filepath.Abs("../../..")
	require.NoError(t, err)
	lines := regexp.MustCompile("(?s)```sh\n(go mod edit .*?)```").FindStringSubmatch(readme)
	require.NotNil(t, lines)
	dir, ran := t.TempDir(), false
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(program.FindStringSubmatch(readme)[1]), 0o666))
	for _, line := range append([]string{"go mod init example.org/mine"}, strings.Split(strings.TrimSpace(lines[1]), "\n")...) {
		shell := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(line, "../coproduction-go", clone))
		shell.Dir, shell.Env = dir, append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOSUMDB=off", "GOWORK=off")
		out, err := shell.CombinedOutput()
		require.NoError(t, err, "%s: %s", line, out)
		if strings.HasPrefix(line, "go run") {
			ran = true
			assert.Contains(t, string(out), "(n = ")
		}
	}
	assert.True(t, ran, "the README runs the program")
}
