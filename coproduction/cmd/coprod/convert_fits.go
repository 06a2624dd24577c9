package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
)

// fits makes the test whether a file of a folder, of which its content alone tells no format,
// is meant by what the flags say: labels by -roles, columns by -columns. It is nil where they
// say nothing that a file could be told by.
func (v *conversion) fits(format exchange.Format) func(head []byte) bool {
	columns, err := transcript.ParseColumns(v.columns)
	switch named := namedColumns(columns); {
	case v.columns != "" && err == nil && (format == exchange.CSV || format == exchange.Text):
		return func(head []byte) bool { return hasAll(firstLine(head), named) }
	case v.roles != "" && format == exchange.Text:
		roles, err := transcript.ParseRoles(v.roles)
		if err != nil {
			return nil // the importer says why
		}
		return func(head []byte) bool { return speaks(head, roles) }
	}
	return nil
}

// namedColumns are the columns that are named, in lower case.
func namedColumns(c transcript.Columns) (names []string) {
	for _, name := range []string{c.Encounter, c.Turn, c.Speaker, c.Start, c.End, c.Text, c.Words, c.Code, c.Coder, c.Round} {
		if name != "" {
			names = append(names, strings.ToLower(name))
		}
	}
	return names
}

// hasAll reports whether the fields of a row are among others all of these names.
func hasAll(row string, names []string) bool {
	fields := strings.FieldsFunc(row, func(r rune) bool { return r == ',' || r == ';' || r == '\t' })
	for i := range fields {
		fields[i] = strings.ToLower(strings.Trim(fields[i], " \""))
	}
	return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(fields, name) })
}

// firstLine is the first line of a text that begins so.
func firstLine(head []byte) string {
	line, _, _ := strings.Cut(strings.ReplaceAll(decoded(head), "\r", "\n"), "\n")
	return line
}

// speaks reports whether a line begins with a key of the roles, as a label does.
func speaks(head []byte, roles transcript.Roles) bool {
	for line := range strings.SplitSeq(strings.ReplaceAll(decoded(head), "\r", "\n"), "\n") {
		line = strings.ToLower(strings.TrimSpace(line))
		for _, speaker := range roles {
			key := strings.ToLower(speaker.Key)
			if strings.HasPrefix(line, "["+key+"]") || strings.HasPrefix(line, key+":") {
				return true
			}
		}
	}
	return false
}

// decoded is the text of the beginning of a file, in UTF-8 or UTF-16, without its mark.
func decoded(head []byte) string {
	if !wideText(head) {
		return strings.TrimPrefix(string(head), "\uFEFF")
	}
	var order binary.ByteOrder = binary.LittleEndian
	if head[0] == 0 || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		order = binary.BigEndian
	}
	units := make([]uint16, len(head)/2)
	for i := range units {
		units[i] = order.Uint16(head[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}
