//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// renameOver renames a folder to the name of an empty one, which it replaces: [os.Rename] does
// not. It fails where the other is not empty.
func renameOver(from, to string) error { return syscall.Rename(from, to) }

// device is the disk that a file is on.
func device(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Dev)
	}
	return 0
}

// sameOwner gives a folder to whom another belongs, that whoever could read the one can read
// the other.
func sameOwner(name string, other fs.FileInfo) error {
	stat, ok := other.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if info, err := os.Stat(name); err == nil {
		if own, ok := info.Sys().(*syscall.Stat_t); ok && own.Uid == stat.Uid && own.Gid == stat.Gid {
			return nil
		}
	}
	return os.Chown(name, int(stat.Uid), int(stat.Gid))
}
