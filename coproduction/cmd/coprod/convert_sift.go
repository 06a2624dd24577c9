package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// sift leaves out the files of a folder that are not of the format, those that were named and
// tell nothing where others do, and documents among others; it says which, and returns
// how many of those left out were named. A file of a folder that tells nothing is taken where
// it fits what the flags say.
func (c *call) sift(format exchange.Format, all []inputFile, fits func(head []byte) bool) (taken []inputFile, named int, err error) {
	var strays []inputFile
	var said strings.Builder
	for _, f := range all {
		t, err := f.tell()
		if err != nil {
			return nil, 0, err
		}
		meant := t.format == format || format == exchange.FHIR && t.format == "" && t.json
		if f.folder != "" && !meant && t.format == "" && t.odd == "" && fits != nil {
			head, err := f.head(func() (io.ReadCloser, error) { return f.content(format) })
			if err != nil {
				return nil, 0, err
			}
			meant = fits(head)
		}
		switch {
		case f.folder != "" && !meant && isFormat(string(t.format)):
			fmt.Fprintf(&said, "Passed over: %s, which looks like %s, and not %s\n", f.Name, t.format, format)
			continue
		case f.folder != "" && !meant:
			fmt.Fprintf(&said, "Passed over: %s: nothing in it tells that it is %s\n", f.Name, format)
			continue
		case t.document != "" && format != exchange.REFI:
			f.stray = "this is " + t.document
		}
		if f.stray == "" {
			taken = append(taken, f)
		} else {
			strays = append(strays, f)
		}
	}
	switch {
	case len(taken) == 0 && len(strays) > 0:
		return nil, 0, fmt.Errorf("%s: %s", strays[0].Name, strays[0].stray)
	case len(taken) == 0:
		return nil, 0, noneIs(format, all)
	}
	for _, f := range strays {
		fmt.Fprintf(&said, "Passed over: %s: %s\n", f.Name, f.stray)
	}
	fmt.Fprint(c.stderr, said.String())
	return taken, len(strays), nil
}

// noneIs is the error of folders of which no file is of the format that was named. It says
// how a file is read that tells nothing, or what the files look like.
func noneIs(format exchange.Format, all []inputFile) error {
	example, other := "", ""
	for i := range all {
		switch t, err := all[i].tell(); {
		case err != nil:
		case t.format == "" && t.odd == "" && example == "" && byEnding[endingOf(all[i].Name)] == format:
			example = all[i].Name
		case isFormat(string(t.format)) && other == "":
			other = fmt.Sprintf("%s looks like %s (%s), as in: coprod convert %s %s", all[i].Name, t.format, t.reason, t.format, all[i].folder)
		}
	}
	switch {
	case example == "" && other != "":
		return fmt.Errorf("no file is %s; %s", format, other)
	case example == "":
		example = "FILE"
	}
	how := ""
	switch format {
	case exchange.Text:
		how = ", or give the labels by -roles, or the columns of a table by -columns"
	case exchange.CSV:
		how = ", or say by -columns which column is what"
	}
	return fmt.Errorf("nothing tells of any file in the folder that it is %s; name the files themselves, as in: coprod convert %s %s%s", format, format, example, how)
}
