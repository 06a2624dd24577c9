package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// piped is a name under which a content can be read but once, as the shell gives one for
// <(cat FILE).
func piped(t *testing.T, content string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs pipes that have a name")
	}
	r, w, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	go func() {
		io.WriteString(w, content)
		w.Close()
	}()
	return "/dev/fd/" + strconv.Itoa(int(r.Fd()))
}

// A pipe gives what a file of the same content does, whatever the format: importers look
// before they read. The contents are made up.
func TestConvertPipes(t *testing.T) {
	const roles = "D=professional:doctor,P=patient"
	for name, c := range map[string]struct {
		args    []string
		content string
		written string // from: counted by hand in content
	}{
		"fhir": {[]string{"fhir"}, `{"resourceType":"Patient","id":"p"}` + "\n" +
			`{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"period":{"start":"2024-01-01T10:00:00Z"}}` + "\n", "encounters 1"},
		"text": {[]string{"text", "-roles", roles}, "D: how are you?\nP: well\n", "encounters 1, sources 1, turns 2, words 4"},
		"csv":  {[]string{"csv", "-roles", roles}, "encounter,speaker,text\n1,D,how are you?\n1,P,well\n", "encounters 1, sources 1, turns 2, words 4"},
		"omop": {[]string{"omop"}, "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,visit_type_concept_id,provider_id\n" +
			"1,2,9202,2024-01-01,2024-01-01 10:00:00,2024-01-01,32817,3\n", "encounters 1"},
		"redcap": {[]string{"redcap", "-fields", "map"}, "record_id,visit\n1,2024-01-01\n", "encounters 1"},
		"guess":  {nil, "[D] how are you?\n[P] well\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"in": c.content, "map": "ours,theirs\npatient,record_id\nstart,visit\n", "key": "sixteen letters!"})
			args := append(append([]string{"convert"}, c.args...), "-key-file", "key")
			_, _, whole := runCoprod(t, append(args, "-o", "file.ndjson", "in")...)
			_, _, parts := runCoprod(t, append(args, "-o", "pipe.ndjson", piped(t, c.content))...)
			assert.Contains(t, parts, c.written, whole)
			tail := func(said string) string { return said[strings.LastIndex(said, "file: 1 read"):] }
			require.Contains(t, parts, "file: 1 read")
			assert.Equal(t, tail(whole), strings.Replace(tail(parts), "pipe.ndjson", "file.ndjson", 1))
		})
	}
}

// A project that comes through a pipe is compared as well, and a study exported.
func TestPipesOfOthers(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	status, _, stderr := runCoprod(t, "export", "refi", "-o", "a.qdpx", piped(t, string(study)))
	require.Equal(t, statusClean, status, stderr)
	project, err := os.ReadFile("a.qdpx")
	require.NoError(t, err)
	status, stdout, stderr := runCoprod(t, "compare", piped(t, string(project)), "a.qdpx")
	assert.Equal(t, statusClean, status, stderr)
	assert.Contains(t, stdout, "38 of 38 codes, 9 of 9 selections and 5 of 5 codings came back\n") // as README shows
}

// An empty pipe is an empty file.
func TestConvertEmptyPipe(t *testing.T) {
	workIn(t, nil)
	pipe := piped(t, "")
	status, _, stderr := runCoprod(t, "convert", "fhir", "-o", "out.ndjson", pipe)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod convert: "+pipe+": the file is empty\n", stderr)
	assert.Empty(t, filesHere(t))
}

// What comes through a pipe without end is refused, and not held until there is no room.
func TestHoldAtMost(t *testing.T) {
	c := &call{stdin: strings.NewReader(strings.Repeat("a", 1<<20+1)), ctx: t.Context()}
	_, err := c.holdAtMost("-", 1<<20)
	assert.EqualError(t, err, "stdin: more than 1 MiB come this way; save them to a file, and name the file")
	c.stdin = strings.NewReader(strings.Repeat("a", 1<<20))
	content, err := c.holdAtMost("-", 1<<20)
	require.NoError(t, err)
	assert.Len(t, content, 1<<20)
}

// A pipe that nobody writes to keeps no run from being interrupted.
func TestConvertWaits(t *testing.T) {
	workIn(t, nil)
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	defer w.Close()
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"convert", "fhir", "-o", "out.ndjson", "-"}, r, io.Discard, new(bytes.Buffer))
	}()
	select {
	case status := <-ended:
		assert.Equal(t, statusTrouble, status)
		assert.Empty(t, filesHere(t))
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits")
	}
}
