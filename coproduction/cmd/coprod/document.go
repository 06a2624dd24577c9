package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// document says of which kind a file is by its first bytes, where that is one that nothing
// here reads, and what to do with it; "" where it may be one that is read.
func document(head []byte) string {
	if bytes.HasPrefix(head, []byte(zipEntry)) {
		return archive(head)
	}
	for _, other := range []struct{ begins, is string }{
		{"PK\x05\x06", "a zip archive with nothing in it"},
		{"\xd0\xcf\x11\xe0", "a document of an older Office; save it as text or CSV"},
		{"%PDF", "a PDF; save what it says as text"},
		{"{\\rtf", "a document in RTF; save it as text"},
		{"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"},
	} {
		if bytes.HasPrefix(head, []byte(other.begins)) {
			return other.is
		}
	}
	if begins(head, "\uFEFF", "<") && bytes.Contains(head, []byte(fhirInXML)) {
		return "FHIR in XML; export it as JSON"
	}
	for _, start := range []string{"ID3", "RIFF", "OggS"} { // a table may begin so too, and has no NUL
		if bytes.HasPrefix(head, []byte(start)) && bytes.IndexByte(head, 0) >= 0 {
			return "a recording; convert its transcript"
		}
	}
	return ""
}

// fhirInXML is the namespace of FHIR's resources in XML.
const fhirInXML = `xmlns="http://hl7.org/fhir"`

// zipEntry is what an entry of a zip archive begins with.
const zipEntry = "PK\x03\x04"

// archive says what a zip archive without a project of REFI-QDA is, by the names of its
// first entries.
func archive(head []byte) string {
	const sizeAt, nameAt = 26, 30 // APPNOTE.TXT 4.3.7
	office := false
	for at := 0; ; {
		next := bytes.Index(head[at:], []byte(zipEntry))
		if next < 0 || at+next+nameAt > len(head) {
			break
		}
		entry := head[at+next:]
		size := int(binary.LittleEndian.Uint16(entry[sizeAt:]))
		name := string(entry[nameAt:min(len(entry), nameAt+size)])
		switch {
		case strings.HasPrefix(name, "xl/"):
			return "an Excel file; save it as CSV"
		case strings.HasPrefix(name, "word/"):
			return "a document of Word; save it as text"
		case name == "mimetype":
			return "an OpenDocument or an EPUB; save it as text or CSV"
		}
		office = office || name == "[Content_Types].xml"
		at += next + nameAt
	}
	if office {
		return "a document of Office; save it as text or CSV"
	}
	return "a zip archive: unpack it first"
}

// foreign says what a file is that is no data set; "" where it may be one. It is sure unless
// the file holds JSON, or is compressed.
func (c *call) foreign(name string) (is string, sure bool, err error) {
	f := c.inputFile(name, "")
	t, err := f.tell()
	switch {
	case err != nil:
		return "", false, err
	case t.document != "":
		return "this is " + t.document, true, nil
	case t.format != exchange.Records && slices.Contains(converted, t.format):
		return fmt.Sprintf("this is no data set, but looks like %s (%s); coprod convert %s makes one of it", t.format, t.reason, t.format), !t.records, nil
	case t.table != "":
		return t.table, true, nil
	}
	return "", false, nil
}
