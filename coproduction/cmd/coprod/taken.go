package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
)

// takenBy refuses a flag that was set and says nothing about the format. The table tells
// which formats a flag is for; a flag that is not in it is for all.
func takenBy[F ~string](c *call, takes map[string][]F, format F) (err error) {
	c.flags.Visit(func(f *flag.Flag) {
		if formats, some := takes[f.Name]; err == nil && some && !slices.Contains(formats, format) {
			err = fmt.Errorf("-%s says nothing about %s; it is for %s", f.Name, format, words(withoutKinds(formats)))
		}
	})
	return err
}

// withoutKinds are the formats without the kinds of those that are there as a whole, as "gseq of acts"
// beside gseq.
func withoutKinds[F ~string](formats []F) []F {
	return slices.DeleteFunc(slices.Clone(formats), func(f F) bool {
		format, _, kind := strings.Cut(string(f), " of ")
		return kind && slices.Contains(formats, F(format))
	})
}
