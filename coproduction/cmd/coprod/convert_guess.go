package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
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
	table    string // where nothing did: what it is instead of a data set, if it looks like a table
}

// tell looks at the beginning of a file, once.
func (f *inputFile) tell() (inkling, error) {
	if f.told != nil {
		return *f.told, nil
	}
	head, err := f.head(f.Open)
	if err != nil {
		return inkling{}, err
	}
	format, reason, ok := exchange.Detect(f.Name, head)
	f.told = &inkling{format: format, reason: reason, json: bytes.HasPrefix(bytes.TrimSpace(head), []byte("{"))}
	f.told.records = begins(head, "\x1f\x8b") || begins(head, "\uFEFF", "{") || begins(head, "\uFEFF", "[", "{")
	if !ok {
		f.told.document = document(head)
		f.told.odd = oddity(head)
		f.told.table = noDataSet(head)
	}
	return *f.told, nil
}

// head is the beginning of a file that is opened so.
func (f *inputFile) head(open func() (io.ReadCloser, error)) ([]byte, error) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head := make([]byte, exchange.HeadLength)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fileError(f.Name, err)
	}
	return head[:n], nil
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
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) || wideText(head) || leansWide(head) {
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

// leansWide reports whether bytes that are no text in UTF-8 have more zeros on one side of the
// units of UTF-16 than on the other, as a text without a mark has that does not begin in ASCII.
func leansWide(head []byte) bool {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	return zeros[0] != zeros[1] && notUTF8(head) >= 0
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
// that are of no format, or of another that is told by labels alone, are passed over, and
// so are files that were named and tell nothing, where others do.
func (c *call) guess(all []inputFile) (exchange.Format, error) {
	counts, reasons := map[exchange.Format]int{}, map[exchange.Format]string{}
	first := map[exchange.Format]string{} // the file that is of it
	weak := true                          // text was told only in folders
	var mute error                        // of the first that was named and tells nothing
	for i := range all {
		f := &all[i]
		t, err := f.tell()
		switch {
		case err != nil:
			return "", err
		case t.format != "":
			if counts[t.format]++; counts[t.format] == 1 {
				first[t.format] = f.Name
			}
			reasons[t.format] = t.reason
			weak = weak && (t.format != exchange.Text || f.folder != "")
			continue
		case f.folder != "":
			continue
		case t.odd != "":
			f.stray = t.odd
			err = fmt.Errorf("%s; the formats that are converted are %s", t.odd, words(converted))
		default:
			f.stray = "nothing in it tells its format"
			err = untold("nothing in the file tells its format", f.Name)
		}
		if mute == nil {
			mute = fmt.Errorf("%s: %w", f.Name, err)
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
	case len(found) == 0 && mute != nil:
		return "", mute
	case len(found) == 0:
		return "", untold("nothing in the files tells their format", "FILE")
	case len(found) > 1:
		return "", severalFormats(found, counts, first)
	case found[0] == exchange.Records:
		return "", errors.New("these files hold records already; coprod validate checks them")
	case !slices.Contains(converted, found[0]):
		return "", fmt.Errorf("the files look like %s (%s), which is not converted", found[0], reasons[found[0]])
	}
	fmt.Fprintf(c.stderr, "Read as %s: %s.\n", found[0], reasons[found[0]])
	return found[0], nil
}

// severalFormats is the error of files of several formats: how many are of each, and which is
// the first of those that are fewer than the most.
func severalFormats(found []exchange.Format, counts map[exchange.Format]int, first map[exchange.Format]string) error {
	most := slices.MaxFunc(found, func(a, b exchange.Format) int { return cmp.Compare(counts[a], counts[b]) })
	var each []string
	for _, format := range found {
		one := fmt.Sprintf("%d as %s", counts[format], format)
		switch {
		case format == most:
		case counts[format] == 1:
			one += " (" + first[format] + ")"
		default:
			one += " (" + first[format] + " is the first)"
		}
		each = append(each, one)
	}
	return fmt.Errorf("the files are of several formats: %s; convert one format at a time, and name it before its files", strings.Join(each, ", "))
}
