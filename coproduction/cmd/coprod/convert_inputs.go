package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// An inputFile is a file to convert; in a folder where it was found in one that was named.
type inputFile struct {
	exchange.File
	folder string
}

// inputEndings are those of files to convert: no output has one by intention.
var inputEndings = []string{".textgrid", ".eaf", ".cha", ".vtt", ".srt", ".qdpx", ".qde", ".qdc", ".txt"}

// inputs lists the files that are named, and those in folders that are named, in order. It
// makes sure that each can be read, and that none would be overwritten.
func (c *call) inputs(names []string, outputs ...string) (all []inputFile, err error) {
	for _, output := range outputs[:2] { // not of secrets and maps
		if slices.Contains(inputEndings, strings.ToLower(filepath.Ext(output))) {
			return nil, fmt.Errorf("%s: this looks like a file to convert, and was named as something else; is a name missing before it?", output)
		}
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			if err := c.readable(name, outputs); err != nil {
				return nil, err
			}
			all = append(all, c.inputFile(name, ""))
			continue
		}
		found := 0
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := strings.HasPrefix(d.Name(), ".") && path != name
			if d.IsDir() {
				if hidden {
					return fs.SkipDir
				}
				return nil
			}
			if hidden || !d.Type().IsRegular() {
				return nil
			}
			found++
			if err := c.readable(path, outputs); err != nil {
				return err
			}
			all = append(all, c.inputFile(path, name))
			return nil
		})
		if err != nil {
			return nil, err
		}
		if found == 0 {
			return nil, fmt.Errorf("%s: there is no file in this folder", name)
		}
	}
	return all, nil
}

// inputFile opens a file as often as an importer asks. Standard input, which can be read
// but once, is held in memory.
func (c *call) inputFile(name, folder string) inputFile {
	f := inputFile{folder: folder}
	f.Name = source(name)
	f.Open = func() (io.ReadCloser, error) { return c.open(name) }
	if name == "-" {
		var content []byte
		var err error
		read := false
		f.Open = func() (io.ReadCloser, error) {
			if !read {
				content, err = io.ReadAll(c.stdin)
				read = true
			}
			return io.NopCloser(strings.NewReader(string(content))), err
		}
	}
	return f
}

// readable makes sure that a file can be read, is not empty and is none of the outputs.
func (c *call) readable(name string, outputs []string) error {
	if err := c.apart(name, outputs...); err != nil || name == "-" {
		return err
	}
	file, err := c.open(name)
	if err != nil {
		return err
	}
	file.Close()
	info, err := os.Stat(name)
	if err != nil {
		return fileError(name, err)
	}
	if info.Mode().IsRegular() && info.Size() == 0 {
		return fmt.Errorf("%s: the file is empty", name)
	}
	return nil
}

// An inkling is what the content of a file told of its format.
type inkling struct {
	format exchange.Format // "" where nothing did
	reason string
	json   bool // it may be the log of a FHIR export
}

// tell looks at the beginning of a file.
func tell(f inputFile) (inkling, error) {
	in, err := f.Open()
	if err != nil {
		return inkling{}, err
	}
	defer in.Close()
	head := make([]byte, exchange.HeadLength)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return inkling{}, fileError(f.Name, err)
	}
	format, reason, _ := exchange.Detect(f.Name, head[:n])
	return inkling{format, reason, bytes.HasPrefix(bytes.TrimSpace(head[:n]), []byte("{"))}, nil
}

// guess tells the format of the files by their content, and says so. Files of a folder
// that are of no format, or of another that is told by labels alone, are passed over.
func (c *call) guess(all []inputFile) (exchange.Format, []inputFile, error) {
	counts, reasons := map[exchange.Format]int{}, map[exchange.Format]string{}
	weak := true // text was told only in folders
	for _, f := range all {
		t, err := tell(f)
		switch {
		case err != nil:
			return "", nil, err
		case t.format == "" && f.folder == "":
			return "", nil, fmt.Errorf("%s: nothing in the file tells its format; name it, as in: coprod convert fhir FILE; the formats are %s", f.Name, words(converted))
		case t.format != "":
			counts[t.format]++
			reasons[t.format] = t.reason
			weak = weak && (t.format != exchange.Text || f.folder != "")
		}
	}
	if len(counts) > 1 && weak {
		delete(counts, exchange.Text)
	}
	var found []exchange.Format
	for _, format := range exchange.Formats() {
		if counts[format] > 0 {
			found = append(found, format)
		}
	}
	switch {
	case len(found) == 0:
		return "", nil, errors.New("nothing in the files tells their format; name it, as in: coprod convert fhir FILE")
	case len(found) > 1:
		return "", nil, fmt.Errorf("the files are of several formats, %s; convert one format at a time, and name it", words(found))
	case found[0] == exchange.Records:
		return "", nil, errors.New("these files hold records already; coprod validate checks them")
	case !slices.Contains(converted, found[0]):
		return "", nil, fmt.Errorf("the files look like %s (%s), which is not converted", found[0], reasons[found[0]])
	}
	fmt.Fprintf(c.stderr, "Read as %s: %s.\n", found[0], reasons[found[0]])
	return found[0], all, nil
}

// sift leaves out the files of a folder that are not of the format, and says which.
func (c *call) sift(format exchange.Format, all []inputFile) (taken []inputFile, err error) {
	for _, f := range all {
		if f.folder != "" {
			t, err := tell(f)
			if err != nil {
				return nil, err
			}
			if t.format != format && !(format == exchange.FHIR && t.format == "" && t.json) {
				fmt.Fprintf(c.stderr, "Passed over: %s, which is not %s\n", f.Name, format)
				continue
			}
		}
		taken = append(taken, f)
	}
	if len(taken) == 0 {
		return nil, fmt.Errorf("no file is %s", format)
	}
	return taken, nil
}
