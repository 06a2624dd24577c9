package refi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// inside begins the path of what is in the archive.
const inside = "internal://"

// entry is the file of the archive at a path; nil where there is none.
func (o *opening) entry(where string) *zip.File {
	name, internal := strings.CutPrefix(where, inside)
	if !internal {
		return nil
	}
	name = strings.ToLower(strings.TrimPrefix(name, "/"))
	if f := o.texts["sources/"+name]; f != nil {
		return f
	}
	return o.texts[name]
}

// text reads a text of the archive by its path in the project. It is decoded, and
// keeps its line ends; a byte order mark is not part of it. Behind the first text beyond a
// limit none is read: however many sources name one, the work is that of the limits.
func (o *opening) text(where string, at schema.Position) (content *string, from origin) {
	if !strings.HasPrefix(where, inside) {
		o.count(ruleOutside, at)
		return nil, from
	}
	f := o.entry(where)
	switch {
	case f == nil:
		o.count(ruleMissing, at)
		return nil, from
	case o.full:
		return nil, from
	case isLocked(f):
		o.log.Report(ruleArchive, at, "", locked)
		return nil, from
	}
	in, err := f.Open()
	if err != nil {
		o.log.Report(ruleArchive, at, "", "a text of the archive is damaged")
		return nil, from
	}
	defer in.Close()
	raw, err := io.ReadAll(io.LimitReader(in, MaxText+1))
	switch {
	case len(raw) > MaxText:
		o.full = true
		o.log.Report(ruleLimit, at, "", fmt.Sprintf("the text has more than %d bytes", MaxText))
		return nil, from
	case !o.holds(len(raw), at):
		return nil, from
	case err != nil:
		o.log.Report(ruleArchive, at, "", "a text of the archive is damaged")
		return nil, from
	}
	text, form, ok := decode(raw)
	if !ok {
		o.log.Report(ruleEncoding, at, "", "a text is neither UTF-8 nor UTF-16")
		return nil, from
	}
	return &text, o.entryOrigin(f, form)
}

// holds reports whether a text of so many bytes can be held besides those before it. The
// first one that cannot is a finding.
func (o *opening) holds(bytes int, at schema.Position) bool {
	if o.held += int64(bytes); o.held > MaxTexts && !o.full {
		o.full = true
		o.log.Report(ruleLimit, at, "", fmt.Sprintf("the texts up to this one have more than %d bytes", MaxTexts))
	}
	return !o.full
}

// A form is how a text is written in its file.
type form struct {
	mark int  // bytes of the byte order mark
	wide bool // it is UTF-16
}

// decode reads UTF-8 or UTF-16, which a mark tells.
func decode(raw []byte) (text string, how form, ok bool) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		text, ok = wide(raw)
		return text, form{2, true}, ok
	}
	rest, mark := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf"))
	if mark {
		how.mark = 3
	}
	return string(rest), how, utf8.Valid(rest) && bytes.IndexByte(rest, 0) < 0
}

// wide decodes UTF-16 with a byte order mark.
func wide(raw []byte) (string, bool) {
	high := 0
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) {
		high = 1
	}
	raw = raw[2:]
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i+high])<<8|uint16(raw[i+1-high]))
	}
	runes := utf16.Decode(units)
	for _, r := range runes {
		if r == 0xfffd || r == 0 {
			return "", false
		}
	}
	return string(runes), len(raw)%2 == 0
}
