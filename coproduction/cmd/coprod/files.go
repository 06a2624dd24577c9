package main

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/coproduction-lab/coproduction-go/coproduction"
)

// errNoFile says what to do where no file was named.
var errNoFile = errors.New("name a file to read, or - for standard input")

// open opens a file to read, or standard input for "-". Its errors are one line
// that a person understands, with the name as it was given. What is a pipe is opened once it
// is read.
func (c *call) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		stdin := io.NopCloser(c.stdin)
		if file, ok := c.stdin.(*os.File); ok {
			if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() {
				return passed(c.ctx, func() (io.ReadCloser, error) { return stdin, nil }), nil
			}
		}
		return stdin, nil
	}
	if passing(name) {
		return passed(c.ctx, func() (io.ReadCloser, error) { return os.Open(name) }), nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("this is a directory; name the files in it")
	}
	if err != nil {
		file.Close()
		return nil, fileError(name, err)
	}
	return file, nil
}

// passing reports whether what a name stands for can be read but once: all that is neither a
// regular file nor a folder, as a pipe.
func passing(name string) bool {
	info, err := os.Stat(name)
	return name == "-" || err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// passed reads what can be read but once. That may never come to an end, nor even begin: where
// the run is interrupted, reading ends.
func passed(ctx context.Context, open func() (io.ReadCloser, error)) io.ReadCloser {
	r, w := io.Pipe()
	context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	go func() {
		in, err := open()
		if err == nil {
			_, err = io.Copy(w, in)
			in.Close()
		}
		w.CloseWithError(err)
	}()
	return r
}

// fileError says what is the matter with a file.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: the file may not be read", name)
	case isGzipFault(err):
		return fmt.Errorf("%s: %w", name, errGzip)
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// isGzipFault reports whether an error is that of a file of gzip that is not whole.
func isGzipFault(err error) bool {
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(flate.CorruptInputError))
}

// errEmpty says that a file holds no record. That is never what somebody meant.
var errEmpty = errors.New("the file is empty: it holds no record")

// lines reads the files one after the other with a validator. Files are opened
// before the first is read, so that a misspelt name costs no work; but for pipes.
func (c *call) lines(ctx context.Context, v *coproduction.Validator, names []string, progress *progress) (iter.Seq2[*coproduction.Line, error], error) {
	if len(names) == 0 {
		return nil, errNoFile
	}
	for _, name := range names {
		if passing(name) {
			continue
		}
		is, sure, err := c.foreign(name)
		if err == nil && sure {
			err = fmt.Errorf("%s: %s", source(name), is)
		}
		if err != nil {
			return nil, err
		}
	}
	return func(yield func(*coproduction.Line, error) bool) {
		for _, name := range names {
			file, err := c.open(name)
			if err != nil {
				yield(nil, err)
				return
			}
			for line, err := range records(ctx, v, name, file, progress) {
				if !yield(line, err) || err != nil {
					file.Close()
					return
				}
			}
			file.Close()
		}
	}, nil
}

// records reads one file with a validator.
func records(ctx context.Context, v *coproduction.Validator, name string, r io.Reader, progress *progress) iter.Seq2[*coproduction.Line, error] {
	return func(yield func(*coproduction.Line, error) bool) {
		none := true
		for line, err := range v.Read(ctx, progress.reader(r), source(name)) {
			if err != nil {
				yield(nil, fileError(name, err))
				return
			}
			none = false
			progress.line(line)
			if !yield(line, nil) {
				return
			}
		}
		if none {
			yield(nil, fmt.Errorf("%s: %w", name, errEmpty))
		}
	}
}

// source is the name that findings give a file: as the user wrote it, with slashes.
func source(name string) string {
	if name == "-" {
		return "stdin"
	}
	return filepath.ToSlash(name)
}
