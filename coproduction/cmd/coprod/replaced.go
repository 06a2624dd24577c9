package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The endings of what is written: a file that is there is replaced only where its name has one.
var (
	recordEndings  = []string{".ndjson", ".jsonl", ".json"}
	accountEndings = []string{".json"}
	exportEndings  = map[string][]string{"refi": {".qdpx"}, "codebook": {".qdc"}, "gseq": {".sds"}} // csv makes a folder, and replaces none
)

// replaced refuses to replace a file that is there, unless its name ends as that of what is
// written does: else it is something else, and would be lost. A link counts as what it leads
// to. The name is that in a flag.
func replaced(flag, name string, endings []string) error {
	if !regular(name) {
		return nil
	}
	place := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		place = real
	}
	if slices.Contains(endings, strings.ToLower(filepath.Ext(place))) {
		return nil
	}
	return fmt.Errorf("-%s %s: this file is there already, and is replaced only if its name ends in %s; choose such a name, or another that is not there (is one missing after -%s?)",
		flag, name, strings.Join(endings, " or "), flag)
}

// regular reports whether a name, as it is given in a flag, is of a regular file that is there.
func regular(name string) bool {
	if !named(name) {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
