package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A draft is a file that appears whole or not at all: it is written beside its
// place and moved there when it is complete.
type draft struct {
	*bufio.Writer
	name  string   // as it was given; "" for a file that leads nowhere
	file  *os.File // nil for standard output
	place string   // where the file goes; "" if it is there
	fresh string   // the place, if the file is there and none was before
}

// draft begins a file that is for everybody whom the system lets read it.
func (c *call) draft(name string) (*draft, error) { return c.draftFor(name, 0o666) }

// draftFor begins a file with a mode. Of what is not a regular file, as standard output ("-") or a
// device, nothing can be taken back. A file without a name leads nowhere.
func (c *call) draftFor(name string, mode fs.FileMode) (*draft, error) {
	switch name {
	case "":
		return &draft{Writer: bufio.NewWriter(io.Discard)}, nil
	case "-":
		return &draft{Writer: bufio.NewWriter(c.stdout), name: "standard output"}, nil
	}
	place := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		place = real
	}
	info, err := os.Stat(place)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: this is a directory; name a file to write", name)
	}
	d := &draft{name: name}
	if err == nil && !info.Mode().IsRegular() {
		d.file, err = os.OpenFile(place, os.O_WRONLY, 0)
	} else {
		d.place = place
		d.file, err = os.OpenFile(fmt.Sprintf("%s.%d.part", place, os.Getpid()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	}
	if err != nil {
		return nil, writeError(name, err)
	}
	d.Writer = bufio.NewWriter(d.file)
	return d, nil
}

// writeError says why a file cannot be written.
func writeError(name string, err error) error {
	if at := new(fs.PathError); errors.As(err, &at) {
		err = at.Err
	}
	if at := new(os.LinkError); errors.As(err, &at) {
		err = at.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: the file cannot be written: the folder that it should be in is not there; make it first", name)
	}
	return fmt.Errorf("%s: the file cannot be written: %w", name, err)
}

// called is the name of the file for people.
func (d *draft) called() string { return d.name }

func (d *draft) passes() bool { return d.file == nil && d.name != "" }

// ready completes the file beside its place. What goes to standard output stays behind.
func (d *draft) ready() error {
	if d.file == nil {
		return nil
	}
	if err := errors.Join(d.Flush(), d.file.Close()); err != nil {
		return writeError(d.name, err)
	}
	return nil
}

// put puts a file that is ready in its place.
func (d *draft) put() error {
	if d.file == nil {
		return d.Flush()
	}
	if d.place == "" {
		return nil
	}
	_, before := os.Lstat(d.place)
	if err := os.Rename(d.file.Name(), d.place); err != nil {
		return writeError(d.name, err)
	}
	if errors.Is(before, fs.ErrNotExist) {
		d.fresh = d.place
	}
	d.place = ""
	return nil
}

// takeBack removes a file that was put where none was, and reports whether it did.
func (d *draft) takeBack() bool { return d.fresh != "" && os.Remove(d.fresh) == nil }

// An output is what a run writes, and appears whole or not at all.
type output interface {
	called() string
	passes() bool // to standard output, of which nothing can be taken back
	ready() error
	put() error
	takeBack() bool // what was put
	discard()
}

// keep puts what belongs together in its places once all of it is complete: where one cannot
// be written, none is. What passes comes first, and else the order is as given: what the
// others are of no use without, as the map of their ids, is named before them, for the run may
// be killed at any moment. Where one cannot be put in its place those before it are taken back,
// but for what replaced an earlier file.
func keep(all ...output) error {
	slices.SortStableFunc(all, func(a, b output) int {
		switch {
		case a.passes() == b.passes():
			return 0
		case a.passes():
			return -1
		}
		return 1
	})
	for _, one := range all {
		if err := one.ready(); err != nil {
			return err
		}
	}
	for i, one := range all {
		if err := one.put(); err != nil {
			there := ""
			for _, put := range all[:i] {
				if name := put.called(); name != "" && !put.takeBack() {
					there = strings.TrimPrefix(there+", "+name, ", ")
				}
			}
			if there != "" {
				err = fmt.Errorf("%w; written already: %s", err, there)
			}
			return err
		}
	}
	return nil
}

// discard takes back a file that was not kept.
func (d *draft) discard() {
	if d.place != "" {
		d.file.Close()
		os.Remove(d.file.Name())
	}
}
