package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// An inputFile is a file to convert; in a folder where it was found in one that was named.
type inputFile struct {
	exchange.File
	folder string
	told   *inkling // once somebody asked
	stray  string   // why it is passed over, where it was named and others are read
}

// inputs lists the files that are named, and those in folders that are named, in order, each
// once. It makes sure that each can be read, and that none would be overwritten.
func (c *call) inputs(names []string, outputs ...string) (all []inputFile, err error) {
	listed := make(map[string]bool) // by their full paths
	add := func(name, folder string) {
		if at := wholePath(name); !listed[at] {
			listed[at] = true
			all = append(all, c.inputFile(name, folder))
			return
		}
		fmt.Fprintf(c.stderr, "Read once, though it is named twice: %s\n", source(name))
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			if err := c.readable(name, outputs); err != nil {
				return nil, err
			}
			add(name, "")
			continue
		}
		found := 0
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := strings.HasPrefix(d.Name(), ".") && path != name
			if d.IsDir() {
				if hidden {
					return fs.SkipDir
				}
				return nil
			}
			if hidden || !d.Type().IsRegular() {
				return nil
			}
			found++
			if err := c.readable(path, outputs); err != nil {
				return err
			}
			add(path, name)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if found == 0 {
			return nil, fmt.Errorf("%s: there is no file in this folder", name)
		}
	}
	return all, nil
}

// wholePath is the one full path of a file, whatever links lead to it.
func wholePath(name string) string {
	if path, err := filepath.EvalSymlinks(name); err == nil {
		return place(path)
	}
	return name
}

// inputFile opens a file as often as an importer asks. What can be read but once, as
// standard input and a pipe, is held in memory.
func (c *call) inputFile(name, folder string) inputFile {
	f := inputFile{folder: folder}
	f.Name = source(name)
	f.Open = func() (io.ReadCloser, error) { return c.open(name) }
	if passing(name) {
		held := sync.OnceValues(func() ([]byte, error) { return c.hold(name) })
		f.Open = func() (io.ReadCloser, error) {
			content, err := held()
			return io.NopCloser(bytes.NewReader(content)), err
		}
	}
	return f
}

// mostHeld is how much of what can be read but once is held in memory.
const mostHeld = 1 << 30

// hold reads all of what can be read but once; more than there is room for is refused.
func (c *call) hold(name string) ([]byte, error) { return c.holdAtMost(name, mostHeld) }

func (c *call) holdAtMost(name string, most int64) ([]byte, error) {
	file, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, most+1))
	switch {
	case err != nil:
		return nil, fileError(source(name), err)
	case int64(len(content)) > most:
		return nil, fmt.Errorf("%s: more than %d MiB come this way; save them to a file, and name the file", source(name), most>>20)
	case len(content) == 0:
		return nil, fmt.Errorf("%s: the file is empty", source(name))
	}
	return content, nil
}

// readable makes sure that a file can be read, is not empty and is none of the outputs. What
// can be read but once is left alone.
func (c *call) readable(name string, outputs []string) error {
	if err := c.apart(name, outputs...); err != nil || passing(name) {
		return err
	}
	file, err := c.open(name)
	if err != nil {
		return err
	}
	file.Close()
	info, err := os.Stat(name)
	if err != nil {
		return fileError(name, err)
	}
	if info.Mode().IsRegular() && info.Size() == 0 {
		return fmt.Errorf("%s: the file is empty", name)
	}
	return nil
}
