package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/gunzip"
)

// unzipping are the formats whose importers decompress gzip themselves, and have a finding for
// a file that is damaged.
var unzipping = []exchange.Format{exchange.FHIR, exchange.OMOP, exchange.REDCap}

// errGzip is the error of reading a file of gzip that is not whole.
var errGzip = errors.New("the gzip file is damaged, or was not written whole")

// content opens a file for the importer of a format: what gzip has compressed is
// decompressed, as the format was told by what is in it.
func (f inputFile) content(format exchange.Format) (io.ReadCloser, error) {
	file, err := f.Open()
	if err != nil || slices.Contains(unzipping, format) {
		return file, err
	}
	in := bufio.NewReader(file)
	if head, err := in.Peek(2); err != nil || head[0] != 0x1f || head[1] != 0x8b {
		return &unpacked{in, file}, nil // also what is too short to tell, or cannot be read: so the importer finds
	}
	unzipped, err := gunzip.NewReader(in)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", f.Name, errGzip)
	}
	return &unpacked{damaging{unzipped}, file}, nil
}

// An unpacked is the content of a file that is read through something else.
type unpacked struct {
	io.Reader
	io.Closer
}

// A damaging says in words that a file of gzip is damaged.
type damaging struct{ io.Reader }

func (d damaging) Read(b []byte) (int, error) {
	n, err := d.Reader.Read(b)
	if isGzipFault(err) {
		err = errGzip
	}
	return n, err
}
