//go:build !unix

package main

import (
	"errors"
	"io/fs"
)

// renameOver cannot be done here.
func renameOver(string, string) error { return errors.ErrUnsupported }

// device is not known here.
func device(fs.FileInfo) uint64 { return 0 }

// sameOwner has nothing to do here.
func sameOwner(string, fs.FileInfo) error { return nil }
