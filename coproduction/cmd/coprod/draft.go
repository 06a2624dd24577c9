package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A draft is a file that appears whole or not at all: it is written beside its
// place and moved there when it is complete.
type draft struct {
	*bufio.Writer
	file  *os.File // nil for standard output
	place string   // where the file goes; "" if it is there
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
		return &draft{Writer: bufio.NewWriter(c.stdout)}, nil
	}
	place := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		place = real
	}
	info, err := os.Stat(place)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: this is a directory; name a file to write", name)
	}
	d := new(draft)
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
	return fmt.Errorf("%s: the file cannot be written: %w", name, err)
}

// keep completes the file and puts it in its place.
func (d *draft) keep() error {
	err := d.Flush()
	if d.file == nil {
		return err
	}
	if err = errors.Join(err, d.file.Close()); err != nil || d.place == "" {
		return err
	}
	if err = os.Rename(d.file.Name(), d.place); err == nil {
		d.place = ""
	}
	return err
}

// discard takes back a file that was not kept.
func (d *draft) discard() {
	if d.place != "" {
		d.file.Close()
		os.Remove(d.file.Name())
	}
}
