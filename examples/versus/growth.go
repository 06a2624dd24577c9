package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// different is how many documents there are before the same come again: making them
// takes longer than judging them.
const different = 100_000

// growth pipes more and more documents into the command coprod validate, which must
// be on the path, and prints time, work of all processors and peak memory. What is
// checked across records is as the command's flag -across says; ids that come again
// would be found by any way but none.
//
// The documents are made by another process, and kept in a file: the peak of a process
// counts what the one that began it had needed.
func growth(most int, across string) error {
	if most > different && across != "none" {
		return fmt.Errorf("beyond %d documents the same ids come again: only -across none makes sense", different)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "growth-*.ndjson")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	source := exec.Command(self, "stream", "-documents", strconv.Itoa(min(most, different)))
	source.Stdout, source.Stderr = file, os.Stderr
	if err := source.Run(); err != nil {
		return err
	}
	fmt.Printf("%12s %12s %12s %14s %10s\n", "documents", "seconds", "work", "documents/s", "peak MB")
	for n := 1000; n <= most; n *= 10 {
		sink := exec.Command("coprod", "validate", "-across", across, "-")
		sink.Stdin = &again{file: file, left: n}
		began := time.Now()
		err := sink.Run()
		took := time.Since(began)
		if stopped := new(exec.ExitError); err != nil && (!errors.As(err, &stopped) || stopped.ExitCode() != 1) { // 1: some are invalid
			return fmt.Errorf("the documents could not be judged: %w", err)
		}
		worked := sink.ProcessState.UserTime() + sink.ProcessState.SystemTime()
		fmt.Printf("%12d %12.2f %12.2f %14.0f %10.1f\n", n, took.Seconds(), worked.Seconds(), float64(n)/took.Seconds(), float64(peak(sink.ProcessState))/1e6)
	}
	return nil
}

// again reads so many lines of a file, from the first on again behind the last.
type again struct {
	file io.ReaderAt
	at   int64
	left int // lines
}

func (a *again) Read(b []byte) (int, error) {
	if a.left == 0 {
		return 0, io.EOF
	}
	n, err := a.file.ReadAt(b, a.at)
	a.at += int64(n)
	if err == io.EOF {
		if a.at == 0 {
			return 0, io.ErrUnexpectedEOF
		}
		a.at, err = 0, nil
	}
	for i := 0; ; {
		line := bytes.IndexByte(b[i:n], '\n') + 1
		if line == 0 {
			return n, err
		}
		i += line
		if a.left--; a.left == 0 {
			return i, err
		}
	}
}
