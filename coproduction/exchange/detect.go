package exchange

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unicodeform"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Format is a form of file that researchers hold, known by its content.
type Format string

// The formats.
const (
	Records  Format = "records"  // our own: NDJSON, or one JSON array
	FHIR     Format = "fhir"     // resources in JSON: bulk export, Bundle, single
	OMOP     Format = "omop"     // tables of the OMOP Common Data Model
	REDCap   Format = "redcap"   // an export of REDCap, or its data dictionary
	REFI     Format = "refi"     // a project or codebook of REFI-QDA
	TextGrid Format = "textgrid" // of Praat
	EAF      Format = "eaf"      // annotations of ELAN
	CHAT     Format = "chat"     // of the TalkBank
	WebVTT   Format = "webvtt"
	SRT      Format = "srt"
	Text     Format = "text" // lines with the speaker's label, as such or in a table
	CSV      Format = "csv"  // a table of coded turns
)

// Formats lists every format.
func Formats() []Format {
	return []Format{Records, FHIR, OMOP, REDCap, REFI, TextGrid, EAF, CHAT, WebVTT, SRT, Text, CSV}
}

// HeadLength is how much of a file [Detect] needs at most.
const HeadLength = 64 << 10

// Detect tells the format of a file by the beginning of its content, up to
// [HeadLength] bytes, compressed by gzip or not. The reason says in a few words what
// told it. The result is false where nothing does. The name, which may be empty, is
// asked only where the content leaves a choice.
func Detect(name string, head []byte) (f Format, reason string, ok bool) {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		if bytes.Contains(bytes.ToLower(head), []byte(".qde")) || path.Ext(strings.ToLower(name)) == ".qdpx" {
			return REFI, "an archive with a project of REFI-QDA", true
		}
		return "", "", false
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return "", "", false
		}
		head, _ = io.ReadAll(io.LimitReader(unzipped, HeadLength)) // a head that is cut off is expected
	}
	text := strings.TrimLeft(lineEnds.Replace(plainText(head)), " \t\n")
	for _, one := range []struct {
		format Format
		reason string
		is     func(string) bool
	}{
		{FHIR, "JSON with a resourceType", func(s string) bool { return isJSON(s) && strings.Contains(s, `"resourceType"`) }},
		{Records, "JSON with records that have a kind", func(s string) bool { return isJSON(s) && hasKind(s) }},
		{EAF, "XML of an ELAN annotation document", func(s string) bool { return root(s) == "ANNOTATION_DOCUMENT" }},
		{REFI, "XML of REFI-QDA", func(s string) bool { r := root(s); return r == "Project" || strings.EqualFold(r, "CodeBook") }},
		{WebVTT, "it begins with WEBVTT", func(s string) bool { return strings.HasPrefix(s, "WEBVTT") }},
		{TextGrid, "a text file of Praat with a TextGrid", func(s string) bool {
			return strings.Contains(s[:min(len(s), 200)], "ooTextFile") && strings.Contains(s[:min(len(s), 400)], "TextGrid")
		}},
		{CHAT, "headers and main lines of CHAT", isCHAT},
		{SRT, "subtitles with times", func(s string) bool { return subtitle.MatchString(s) }},
		{OMOP, "columns of the OMOP Common Data Model", func(s string) bool { return hasColumns(s, omopColumns) }},
		{REDCap, "columns of REDCap", isREDCap},
		{Text, "a table with a dialogue in each row", func(s string) bool { return hasColumns(s, [][]string{{"dialogue"}}) }},
		{CSV, "columns of coded turns", func(s string) bool { return hasColumns(s, turnColumns) }},
		{REDCap, "the first column of REDCap", func(s string) bool { return hasColumns(s, [][]string{{"record_id"}}) }},
		{Text, "lines with a speaker's label", isLabelled},
	} {
		if one.is(text) {
			return one.format, one.reason, true
		}
	}
	return "", "", false
}

// lineEnds makes one of the line ends of all systems, old ones that end a line with CR too.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// plainText decodes UTF-16, and leaves a byte order mark out.
func plainText(b []byte) string {
	form := unicodeform.Of(b)
	b = b[form.Mark:]
	if !form.Wide {
		return string(b)
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i+form.High])<<8|uint16(b[i+1-form.High]))
	}
	return string(utf16.Decode(units))
}

func isJSON(s string) bool {
	return strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[{") || strings.HasPrefix(s, "[\n") || strings.HasPrefix(s, "[ ")
}

// kind is a member that says the kind of a record, or of something else.
var kind = regexp.MustCompile(`"kind"\s*:\s*"([a-z-]*)"`)

// hasKind reports whether a kind of record of ours is named.
func hasKind(s string) bool {
	for _, m := range kind.FindAllStringSubmatch(s, -1) {
		if slices.Contains(schema.Kinds(), schema.Kind(m[1])) {
			return true
		}
	}
	return false
}

var comment = regexp.MustCompile(`(?s)<!--.*?-->`)

var opening = regexp.MustCompile(`<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)`)

// root is the name of the first element of an XML document.
func root(s string) string {
	if !strings.HasPrefix(s, "<") {
		return ""
	}
	if m := opening.FindStringSubmatch(comment.ReplaceAllString(s, "")); m != nil {
		return m[2]
	}
	return ""
}

var (
	subtitle = regexp.MustCompile(`(?m)\A(?:[0-9]+\s*\n)?\s*(?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{1,2}(?:[,.][0-9]{1,9})?\s*-->`)
	mainLine = regexp.MustCompile(`(?m)^\*[A-Za-z0-9_]{1,8}:\t`)
)

func isCHAT(s string) bool {
	return strings.HasPrefix(s, "@UTF8") || strings.HasPrefix(s, "@Begin") || strings.HasPrefix(s, "@") && mainLine.MatchString(s)
}

// The columns that tell a kind of table: all of one set must be there.
var (
	omopColumns = [][]string{{"visit_occurrence_id", "person_id"}, {"person_id", "year_of_birth"}, {"provider_id", "specialty_concept_id"},
		{"care_site_id", "place_of_service_concept_id"}, {"visit_detail_id"}, {"cdm_source_name"}, {"concept_id", "vocabulary_id"}}
	redcapColumns = [][]string{{"redcap_event_name"}, {"redcap_repeat_instance"}, {"redcap_survey_identifier"}, {"event name", "complete?"}, {"repeat instrument", "repeat instance"}, {"field_name", "form_name"}, {"arm_number"}, {"arm_num"}, {"unique_event_name"}, {"variable / field name"}}
	turnColumns   = [][]string{{"speaker", "turn"}, {"speaker", "encounter"}, {"speaker", "start"}, {"speaker", "code"}, {"speaker", "text"}}
)

// ofREDCap are the columns of check boxes, and of whether a form is complete: REDCap calls
// them so whatever the fields of the project are called.
var ofREDCap = regexp.MustCompile(`^[a-z][a-z0-9_]*(?:___[a-z0-9_]+|_complete)$`)

// isREDCap reports whether the first line has a column that only REDCap calls so.
func isREDCap(s string) bool {
	if hasColumns(s, redcapColumns) {
		return true
	}
	columns := columnsOf(s)
	for column := range columns {
		if len(columns) > 1 && ofREDCap.MatchString(column) {
			return true
		}
	}
	return false
}

// columnsOf are the names of columns in the first line, in lower case.
func columnsOf(s string) map[string]bool {
	first, _, _ := strings.Cut(s, "\n")
	columns := map[string]bool{}
	for _, column := range strings.FieldsFunc(first, func(r rune) bool { return r == ',' || r == ';' || r == '\t' || r == '|' }) {
		columns[strings.ToLower(strings.Trim(column, " \""))] = true
	}
	return columns
}

// hasColumns reports whether the first line names all columns of one of the sets.
func hasColumns(s string, sets [][]string) bool {
	columns := columnsOf(s)
	if len(columns) < 2 {
		return false
	}
	for _, set := range sets {
		all := true
		for _, column := range set {
			all = all && columns[column]
		}
		if all {
			return true
		}
	}
	return false
}
