package coproduction

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"iter"
	"runtime"
	"strings"
)

// Read yields the records of an input with the default [Validator]; see [Validator.Read].
func Read(ctx context.Context, r io.Reader, source string) iter.Seq2[*Line, error] {
	return new(Validator).Read(ctx, r, source)
}

// Read yields one line for each record of r, in order. It takes NDJSON (a record a
// line), one JSON array, JSON values one after the other, and gzip of any of
// them; which it is, it tells from the content. Source is the name that findings
// give the input.
//
// A record that breaks a rule is a line with findings; it does not end the stream.
// An error is one of r, of gzip or of ctx; it comes last, with a nil line.
//
// Records are judged by [Validator.Workers] at a time, and come in their order
// nevertheless. Behind the one that was asked for, at most 4 batches a worker are
// read ahead, each of 32 KiB or of the one record that is longer; of an input that
// may keep its reader waiting, as a pipe, no more than has come. The memory is that
// of these batches, whatever the length of the input. There is no limit to the
// length of a line but that of a record, [Validator.MaxRecord]. Only the caller's
// own goroutine reads from r, and the others end with the loop.
func (v *Validator) Read(ctx context.Context, r io.Reader, source string) iter.Seq2[*Line, error] {
	return func(yield func(*Line, error) bool) {
		split, err := newSplitter(r, source, v.maxRecord())
		if err != nil {
			yield(nil, err)
			return
		}
		workers := v.workers()
		alone := batchBytes // a small input is not worth a second goroutine
		if workers == 1 {
			alone = 0
		}
		if more := v.readAlone(ctx, split, alone, yield); more {
			v.readTogether(ctx, split, workers, neverWaits(r), yield)
		}
	}
}

func (v *Validator) workers() int {
	if v.Workers > 0 {
		return v.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// readAlone judges one record after the other, as far as the given length of
// input; 0 is no limit. It reports whether the loop goes on behind that.
func (v *Validator) readAlone(ctx context.Context, split *splitter, length int, yield func(*Line, error) bool) (more bool) {
	judge := v.judge()
	var l *Line
	for read := 0; length == 0 || read < length; {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return false
		}
		p, err := split.next()
		if err != nil {
			if err != io.EOF {
				yield(nil, err)
			}
			return false
		}
		read += len(p.raw)
		if !v.Reuse || l == nil {
			l = new(Line)
		}
		judge.decoder.Reset()
		judge.line(l, p)
		if !yield(l, nil) {
			return false
		}
	}
	return true
}

// neverWaits reports whether reading goes on without waiting for anybody: bytes in
// memory, or a regular file.
func neverWaits(r io.Reader) bool {
	switch r := r.(type) {
	case *bytes.Reader, *bytes.Buffer, *strings.Reader:
		return true
	case interface{ Stat() (fs.FileInfo, error) }:
		info, err := r.Stat()
		return err == nil && info.Mode().IsRegular()
	}
	return false
}
