package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A folder appears whole or not at all: its files are written beside its place and moved
// when all are complete. Those of an empty folder that is there are written within it and
// moved one by one: what fails takes them all back, but a run that is killed meanwhile does
// not.
type folder struct {
	name  string // as it was given
	place string // a link is followed
	draft string // the folder of the files that are not complete
	there bool   // whether the place is a folder already, which is empty
}

// last is the file without which a folder is no Data Package; it is moved behind the others.
const last = "datapackage.json"

// newFolder begins a folder. One that is there must be empty.
func newFolder(name string) (*folder, error) {
	if name == "-" {
		return nil, errors.New("a Data Package is a folder: name one with -o")
	}
	f := &folder{name: name, place: filepath.Clean(name)}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		f.place = real
	} else if info, err := os.Lstat(f.place); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return nil, fmt.Errorf("%s: this link leads to no folder; name one, or a new one", name)
	}
	if info, err := os.Stat(f.place); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: this is a file; a Data Package is a folder: name an empty or a new one", name)
	}
	entries, err := os.ReadDir(f.place)
	switch {
	case err == nil && len(entries) > 0:
		return nil, fmt.Errorf("%s: there are files in this folder; name a new one", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, writeError(name, err)
	}
	f.there = err == nil
	f.draft = fmt.Sprintf("%s.%d.part", f.place, os.Getpid())
	if f.there {
		f.draft = filepath.Join(f.place, fmt.Sprintf("%d.part", os.Getpid()))
	}
	if err := os.Mkdir(f.draft, 0o777); err != nil {
		return nil, writeError(name, err)
	}
	return f, nil
}

// create begins a file in the folder.
func (f *folder) create(name string) (io.WriteCloser, error) {
	file, err := os.OpenFile(filepath.Join(f.draft, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, writeError(filepath.Join(f.name, name), err)
	}
	return file, nil
}

func (f *folder) called() string { return f.name }

func (f *folder) passes() bool { return false }

func (f *folder) ready() error { return nil } // its files are closed

// put moves the folder, or its files one by one; where one cannot be moved, all go back.
func (f *folder) put() (err error) {
	if !f.there {
		if err := os.Rename(f.draft, f.place); err != nil {
			return writeError(f.name, err)
		}
		return nil
	}
	entries, err := os.ReadDir(f.draft)
	if err != nil {
		return writeError(f.name, err)
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		switch last {
		case a.Name():
			return 1
		case b.Name():
			return -1
		}
		return 0
	})
	for i, entry := range entries {
		to := filepath.Join(f.place, entry.Name())
		if _, err = os.Lstat(to); err == nil {
			err = fs.ErrExist
		} else {
			err = os.Rename(filepath.Join(f.draft, entry.Name()), to)
		}
		if err != nil {
			for _, moved := range entries[:i] {
				os.Remove(filepath.Join(f.place, moved.Name()))
			}
			return writeError(filepath.Join(f.name, entry.Name()), err)
		}
	}
	return nil
}

// discard takes back what was not put in its place.
func (f *folder) discard() { os.RemoveAll(f.draft) }
