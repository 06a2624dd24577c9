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

// A folder appears whole or not at all: its files are written to a draft beside its place,
// which is moved there when all are complete. An empty folder that is there is exchanged for
// the draft. One that cannot be, as that in which the run works, is filled: its files are
// written within it and moved one by one, which is said before; what fails takes them all
// back, but a run that is killed meanwhile does not.
type folder struct {
	name  string // as it was given
	place string // a link is followed
	draft string // the folder of the files that are not complete
	there bool   // whether the place is a folder already, which is empty
	fixed string // why it cannot be exchanged; "" if it can

	warn func(string)                // says what the user must know before files are moved
	swap func(from, to string) error // exchanges an empty folder for another
}

// last is the file without which a folder is no Data Package; it is moved behind the others.
const last = "datapackage.json"

// newFolder begins a folder. One that is there must be empty.
func newFolder(name string) (*folder, error) {
	if name == "-" {
		return nil, errors.New("a Data Package is a folder: name one with -o")
	}
	f := &folder{name: name, place: filepath.Clean(name), warn: func(string) {}, swap: exchangeEmpty}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		f.place = real
	} else if info, err := os.Lstat(f.place); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return nil, fmt.Errorf("%s: this link leads to no folder; name one, or a new one", name)
	}
	info, err := os.Stat(f.place)
	if err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: this is a file; a Data Package is a folder: name an empty or a new one", name)
	}
	entries, err := os.ReadDir(f.place)
	switch {
	case err == nil && len(entries) > 0:
		return nil, errNotEmpty(name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, writeError(name, err)
	}
	f.there = err == nil
	f.draft = fmt.Sprintf("%s.%d.part", f.place, os.Getpid())
	if f.there {
		if f.fixed = fixed(f.place, info); f.fixed == "" && f.beside(info) {
			return f, nil
		}
		f.draft = filepath.Join(f.place, fmt.Sprintf("%d.part", os.Getpid()))
	}
	if err := os.Mkdir(f.draft, 0o777); err != nil {
		return nil, writeError(name, err)
	}
	return f, nil
}

func errNotEmpty(name string) error {
	return fmt.Errorf("%s: there are files in this folder; name a new one", name)
}

// fixed says why a folder cannot be exchanged for another; "" where it can.
func fixed(place string, info fs.FileInfo) string {
	if here, err := os.Stat("."); err == nil && os.SameFile(here, info) {
		return "the folder in which you work"
	}
	if above, err := os.Stat(filepath.Dir(place)); err == nil && device(above) != device(info) {
		return "a disk of its own"
	}
	return ""
}

// beside makes the draft of a folder that is there, for the same people, and reports whether
// it could.
func (f *folder) beside(info fs.FileInfo) bool {
	err := os.Mkdir(f.draft, 0o777)
	if err == nil {
		if err = errors.Join(sameOwner(f.draft, info), os.Chmod(f.draft, info.Mode())); err != nil {
			os.Remove(f.draft)
		}
	}
	if err != nil {
		f.fixed = "a folder beside which you may make no other"
	}
	return err == nil
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

func (f *folder) takeBack() bool { return false } // it is put behind all others

// put moves the folder to its place.
func (f *folder) put() (err error) {
	switch {
	case f.fixed != "":
		return f.fill()
	case f.there:
		err = f.swap(f.draft, f.place)
	default:
		err = os.Rename(f.draft, f.place)
	}
	var stays *leftBeside
	switch entries, _ := os.ReadDir(f.place); {
	case err == nil:
		return nil
	case errors.As(err, &stays):
		f.draft = "" // it is all there is, and stays
	case len(entries) > 0:
		return errNotEmpty(f.name) // since the run began
	}
	return writeError(f.name, err)
}

// fill moves the files one by one; where one cannot be moved, all go back.
func (f *folder) fill() error {
	f.warn(fmt.Sprintf("%s: this is %s, and cannot be exchanged for the new tables as a whole: they are moved into it one by one. Where %s is missing in it afterwards, they are not all there.",
		f.name, f.fixed, last))
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
func (f *folder) discard() {
	if f.draft != "" {
		os.RemoveAll(f.draft)
	}
}
