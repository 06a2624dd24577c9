package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// An inkling is what the content of a file told of its format.
type inkling struct {
	format   exchange.Format // "" where nothing did
	reason   string
	json     bool   // it may be the log of a FHIR export
	records  bool   // it may be a data set: it begins as JSON or gzip does
	document string // where nothing did: which of those that nothing here reads it is
	odd      string // where nothing did: what is wrong with the file, if that can be seen
}

// tell looks at the beginning of a file, once.
func (f *inputFile) tell() (inkling, error) {
	if f.told != nil {
		return *f.told, nil
	}
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
	format, reason, ok := exchange.Detect(f.Name, head[:n])
	f.told = &inkling{format: format, reason: reason, json: bytes.HasPrefix(bytes.TrimSpace(head[:n]), []byte("{"))}
	f.told.records = begins(head[:n], "\x1f\x8b") || begins(head[:n], "\uFEFF", "{") || begins(head[:n], "\uFEFF", "[", "{")
	if !ok {
		f.told.document = document(head[:n])
		f.told.odd = oddity(head[:n])
	}
	return *f.told, nil
}

// begins reports whether a file begins so, but for white space; a byte order mark may be
// left out.
func begins(head []byte, parts ...string) bool {
	for _, part := range parts {
		rest, found := bytes.CutPrefix(bytes.TrimSpace(head), []byte(part))
		if !found && part != "\uFEFF" {
			return false
		}
		head = rest
	}
	return true
}

// oddity says why the beginning of a file is none of a text; "" where it may be one.
func oddity(head []byte) string {
	if is := document(head); is != "" {
		return "this is " + is
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) || wideText(head) {
		return ""
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return "there is nothing but blanks and line ends at its beginning"
	}
	if at := bytes.IndexByte(head, 0); at >= 0 {
		return fmt.Sprintf("byte %d is NUL, which stands in no text: the file is damaged, or is none", at+1)
	}
	if at := notUTF8(head); at >= 0 {
		return fmt.Sprintf("byte %d is of no character in UTF-8: save the file as UTF-8, if it is a text", at+1)
	}
	if len(head) == exchange.HeadLength && bytes.IndexByte(head, '\n') < 0 {
		return fmt.Sprintf("its first line has more than %d bytes, and nothing in them tells the format", len(head))
	}
	return ""
}

// wideText reports whether bytes may be the beginning of a text in UTF-16.
func wideText(head []byte) bool {
	return len(head) > 1 && (head[0] == 0) != (head[1] == 0) || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// notUTF8 is the first byte that is of no character, or -1. What the end of the head cuts
// is one.
func notUTF8(head []byte) int {
	for at := 0; at < len(head); {
		r, size := utf8.DecodeRune(head[at:])
		if r == utf8.RuneError && size == 1 && (len(head) < exchange.HeadLength || utf8.FullRune(head[at:])) {
			return at
		}
		at += size
	}
	return -1
}

// guess tells the format of the files by their content, and says so. Files of a folder
// that are of no format, or of another that is told by labels alone, are passed over.
func (c *call) guess(all []inputFile) (exchange.Format, []inputFile, error) {
	counts, reasons := map[exchange.Format]int{}, map[exchange.Format]string{}
	weak := true // text was told only in folders
	for i := range all {
		f := &all[i]
		t, err := f.tell()
		switch {
		case err != nil:
			return "", nil, err
		case t.odd != "" && f.folder == "":
			return "", nil, fmt.Errorf("%s: %s; the formats that are converted are %s", f.Name, t.odd, words(converted))
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
			t, err := f.tell()
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
