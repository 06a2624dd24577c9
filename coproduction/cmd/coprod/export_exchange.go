package main

import (
	"errors"
	"fmt"
	"os"
)

// A leftBeside is the error of an exchange that could be neither finished nor undone.
type leftBeside struct {
	at  string // where all of the new folder is
	err error
}

func (l *leftBeside) Error() string {
	return fmt.Sprintf("%v; all of it is whole in %s: rename that yourself", l.err, l.at)
}

func (l *leftBeside) Unwrap() error { return l.err }

// exchangeEmpty puts a folder in the place of an empty one: at once where the system can, so
// that at any moment there is either the one or the other, and else in two steps.
func exchangeEmpty(from, to string) error {
	err := renameOver(from, to)
	if errors.Is(err, errors.ErrUnsupported) {
		return exchangeBySteps(from, to, os.Remove, os.Rename)
	}
	return err
}

// exchangeBySteps takes the empty folder away and moves the other to its place. A run that is
// killed between the two leaves the new folder whole under its first name. Where the second
// fails, the empty folder is made again.
func exchangeBySteps(from, to string, remove func(string) error, rename func(from, to string) error) error {
	info, err := os.Stat(to)
	if err != nil {
		return err
	}
	if err := remove(to); err != nil {
		return err
	}
	if err = rename(from, to); err != nil {
		if undone := errors.Join(os.Mkdir(to, 0o777), os.Chmod(to, info.Mode())); undone != nil {
			return &leftBeside{from, err}
		}
	}
	return err
}
