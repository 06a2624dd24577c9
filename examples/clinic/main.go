// Clinic writes a synthetic data set with the shape of a study of coproduction at
// an interdisciplinary clinic: clinic.ndjson, which is sound, and
// clinic-flawed.ndjson, which has one record for each kind of finding.
//
// Nobody is behind any record, and no figure in it says anything about real care.
// The same program always writes the same bytes.
//
//	go run ./examples/clinic [-o DIR]
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

func main() {
	dir := flag.String("o", "examples/clinic", "the folder to write to")
	flag.Parse()
	if err := write(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "clinic:", err)
		os.Exit(2)
	}
}

func write(dir string) error {
	for _, file := range []struct {
		name  string
		lines func() ([]byte, error)
	}{{"clinic.ndjson", sound}, {"clinic-flawed.ndjson", flawed}} {
		text, err := file.lines()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file.name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sound is the content of clinic.ndjson.
func sound() ([]byte, error) { return ndjson(newClinic().study.Records()) }

// ndjson writes a record a line.
func ndjson(records []encounter.Record) (text []byte, err error) {
	for _, r := range records {
		if text, err = coproduction.Append(text, r); err != nil {
			return nil, err
		}
		text = append(text, '\n')
	}
	return text, nil
}
