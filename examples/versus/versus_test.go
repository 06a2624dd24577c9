package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// The documents are the same each time, as many as asked for, and one in so many is invalid.
func TestGenerate(t *testing.T) {
	const documents, invalid = 300, 10
	made := func() map[string][]byte {
		buffers, writers := map[string]*bytes.Buffer{}, map[string]*bufio.Writer{}
		for _, l := range layouts {
			buffers[l.name] = new(bytes.Buffer)
			writers[l.name] = bufio.NewWriter(buffers[l.name])
		}
		if err := write(writers, documents, invalid, 7); err != nil {
			t.Fatal(err)
		}
		all := map[string][]byte{}
		for name, b := range buffers {
			all[name] = b.Bytes()
		}
		return all
	}
	first, second := made(), made()
	dir := t.TempDir()
	for name, text := range first {
		if !bytes.Equal(text, second[name]) {
			t.Errorf("%s: not the same each time", name)
		}
		if n := bytes.Count(text, []byte("\n")); n != documents {
			t.Errorf("%s: %d documents", name, n)
		}
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		ours, theirs := filepath.Join(dir, "ours"), filepath.Join(dir, "theirs")
		if err := judge(file, ours); err != nil {
			t.Fatal(err)
		}
		if err := reference(file, theirs); err != nil {
			t.Fatal(err)
		}
		a, _ := os.ReadFile(ours)
		b, _ := os.ReadFile(theirs)
		if !bytes.Equal(a, b) || len(a) != documents {
			t.Errorf("%s: the verdicts differ", name)
		}
		if n := bytes.Count(a, []byte("0")); n != documents/invalid {
			t.Errorf("%s: %d invalid", name, n)
		}
		for _, workers := range []int{1, 2} {
			if err := road(t.Context(), file, workers, true); err != nil {
				t.Error(err)
			}
		}
	}
}

// Documents come again behind the last, line by line.
func TestAgain(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "a\n", 2: "a\nbc\n", 3: "a\nbc\na\n", 5: "a\nbc\na\nbc\na\n"} {
		for _, in := range []io.Reader{&again{file: strings.NewReader("a\nbc\n"), left: n}, iotest.OneByteReader(&again{file: strings.NewReader("a\nbc\n"), left: n})} {
			got, err := io.ReadAll(in)
			if err != nil || string(got) != want {
				t.Errorf("%d: %q, not %q", n, got, want)
			}
		}
	}
	if _, err := io.ReadAll(&again{file: strings.NewReader(""), left: 1}); err == nil {
		t.Error("nothing comes again")
	}
}
