// Package shareddata finds the files of other people with which tests compare. They are
// never part of this project: the environment variable COPRODUCTION_DATA names their
// folder, which otherwise is shared/data beside the module.
package shareddata

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the absolute path of a file or folder, whose names are given one by one
// or with slashes, or skips the test and says what it needs.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	name := filepath.FromSlash(filepath.Join(elem...))
	path, err := filepath.Abs(filepath.Join(root(), name))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Skipf("needs %s of the shared data set; set COPRODUCTION_DATA", filepath.ToSlash(name))
	}
	return path
}

// Glob returns the paths of all files whose names fit a pattern with slashes, or skips
// the test where there is none.
func Glob(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root(), filepath.FromSlash(pattern)))
	if err != nil || len(paths) == 0 {
		t.Skipf("needs %s of the shared data set; set COPRODUCTION_DATA", pattern)
	}
	for i, path := range paths {
		if paths[i], err = filepath.Abs(path); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// root is the folder of all the files.
func root() string {
	if named := os.Getenv("COPRODUCTION_DATA"); named != "" {
		return named
	}
	module := "."
	for range 10 { // folders around the test, up to that of the module
		if _, err := os.Stat(filepath.Join(module, "go.mod")); err == nil {
			break
		}
		module = filepath.Join(module, "..")
	}
	return filepath.Join(module, "..", "shared", "data")
}
