package main

import (
	"flag"
	"fmt"
	"slices"
)

// takenBy refuses a flag that was set and says nothing about the format. The table tells
// which formats a flag is for; a flag that is not in it is for all.
func takenBy[F ~string](c *call, takes map[string][]F, format F) (err error) {
	c.flags.Visit(func(f *flag.Flag) {
		if formats, some := takes[f.Name]; err == nil && some && !slices.Contains(formats, format) {
			err = fmt.Errorf("-%s says nothing about %s", f.Name, format)
		}
	})
	return err
}
