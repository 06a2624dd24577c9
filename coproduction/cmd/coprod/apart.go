package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// apart makes sure that a file that is read is none of the outputs, under whatever name:
// written in its place, it would be lost. Of what is not there, and of devices, nothing is.
func (c *call) apart(name string, outputs ...string) error {
	var info fs.FileInfo
	var err error
	if file, ok := c.stdin.(*os.File); ok && name == "-" {
		info, err = file.Stat()
	} else if name != "-" {
		info, err = os.Stat(name)
	}
	if info == nil || err != nil || !info.Mode().IsRegular() {
		return nil
	}
	for _, output := range outputs {
		if other, err := os.Stat(output); named(output) && err == nil && os.SameFile(info, other) {
			return fmt.Errorf("%s: this file is to be read, and is named once more behind a flag; name another there", source(name))
		}
	}
	return nil
}

// oneFile reports whether two of the names, as they are given in flags, lead to one file.
func oneFile(names ...string) bool {
	for i, a := range names {
		for _, b := range names[:i] {
			if a == b && a != "" || named(a) && named(b) && (place(a) == place(b) || sameFile(a, b)) {
				return true
			}
		}
	}
	return false
}

// named reports whether a flag names a file, and not nothing or standard output.
func named(name string) bool { return name != "" && name != "-" }

// place is the full path of a file that need not be there yet.
func place(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// sameFile reports whether two names are links to one regular file.
func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil || !first.Mode().IsRegular() {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
