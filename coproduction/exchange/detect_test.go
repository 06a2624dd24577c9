package exchange

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

func TestDetect(t *testing.T) {
	for text, want := range map[string]Format{
		`{"kind":"encounter"}`:                                       Records,
		"[\n{\"kind\":\"study\"}]":                                   Records,
		`{"resourceType":"Patient"}`:                                 FHIR,
		"\n {\"id\":1,\n\"resourceType\":\"B\"":                      FHIR,
		"<?xml version=\"1.0\"?>\n<!-- x --><ANNOTATION_DOCUMENT ":   EAF,
		`<Project xmlns="urn:QDA-XML:project:1.0">`:                  REFI,
		`<qda:CodeBook xmlns:qda="urn:QDA-XML:codebook:1.0">`:        REFI,
		"PK\x03\x04..............project.qde":                        REFI,
		"WEBVTT\n\n":                                                 WebVTT,
		"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n":  TextGrid,
		"@UTF8\n@Begin\n":                                            CHAT,
		"@Languages:\teng\n*CHI:\thi .\n":                            CHAT,
		"1\n00:00:01,000 --> 00:00:02,000\nhi\n":                     SRT,
		"1\n00:01 --> 00:02\nhi\n":                                   SRT,
		"0:3.5 --> 0:4,25\nhi\n":                                     SRT,
		"VISIT_OCCURRENCE_ID,PERSON_ID,x\n1,2,3\n":                   OMOP,
		"record_id;redcap_event_name;a\n":                            REDCap,
		"\"Variable / Field Name\",\"Form Name\"\n":                  REDCap,
		"encounter,turn,speaker,start\n":                             CSV,
		"study_id,age,topics___1,visit_complete\n1,44,0,2\n":         REDCap, // the first field of a project has any name
		"study_id,topics___99,way\n1,0,2\n":                          REDCap,
		"Study ID,Event Name,Repeat Instance,Visit date,Complete?\n": REDCap, // with labels
		"record_id,turn,speaker,code\n1,1,Doctor,ask\n":              CSV,
		"record_id,age\n1,44\n":                                      REDCap,
		"<!-- <Project> --><ANNOTATION_DOCUMENT>":                    EAF,
		"ID,section,dialogue\n":                                      Text,
		"Doctor: hello\nPatient: hi\n":                               Text,
		"[doctor] hello\n\n[patient] hi\nno label here\n":            Text,
		"D: a\nP: b\n":                                               Text,
	} {
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		w.Write([]byte(text))
		w.Close()
		wide := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(text)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		old, crlf := strings.ReplaceAll(text, "\n", "\r"), strings.ReplaceAll(text, "\n", "\r\n")
		spellings := map[string][]byte{"lines that end in CR": []byte(old), "lines that end in CRLF": []byte(crlf), "plain": []byte(text), "marked": []byte("\ufeff" + text), "UTF-16": wide, "UTF-16 without a mark": wide[2:], "gzip": zipped.Bytes()}
		if text[:2] == "PK" {
			spellings = map[string][]byte{"plain": []byte(text)}
		}
		for how, head := range spellings {
			got, reason, ok := Detect("", head)
			assert.True(t, ok, "%s %q", how, text)
			assert.Equal(t, want, got, "%s %q", how, text)
			assert.NotEmpty(t, reason)
		}
	}
	latin, _, _ := Detect("", []byte("L\xe6ge: a\nPatient: b\nL\xe6ge: c\nPatient: d\n")) // its reader says what is wrong
	assert.Equal(t, Text, latin)
	for _, rubbish := range []string{"", "hello", "\x00\x01\x02", "PK\x03\x04word/document.xml", "<html>", `{"a":1}`, "a,b\n1,2\n", "Note: one line\nand another\n", "\x1f\x8bxx"} {
		_, _, ok := Detect("", []byte(rubbish))
		assert.False(t, ok, "%q", rubbish)
	}
	assert.Len(t, Formats(), 12)
}

// Every file of the shared data set is what its folder says.
func TestDetectCorpus(t *testing.T) {
	for pattern, want := range map[string]Format{
		"aci-bench/valid.csv": Text, "mts-dialog/*.csv": Text, "fareez/RES*.txt": Text, "fareez/MSK*.txt": Text,
		"chat/*/*.cha": CHAT, "fhir-bulk-10/[ELOP]*.ndjson": FHIR, "us-core-r4/*.json": FHIR, "omop-synthea27nj/*.csv": OMOP,
		"primock57/transcripts/*.TextGrid": TextGrid, "textgrid-variants/*.TextGrid": TextGrid, "webvtt/*/*.vtt": WebVTT, "webvtt/*/*.srt": SRT,
		"refi-qda/*.q*": REFI, "redcap/*/*.csv": REDCap,
	} {
		for _, path := range shareddata.Glob(t, pattern) {
			raw, err := os.ReadFile(path)
			require.NoError(t, err)
			got, _, _ := Detect(filepath.Base(path), raw[:min(len(raw), HeadLength)])
			assert.Equal(t, want, got, path)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("a.csv", []byte("record_id,b\n"))
	f.Add("", []byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, name string, head []byte) {
		got, reason, ok := Detect(name, head)
		assert.Equal(t, ok, got != "")
		assert.Equal(t, ok, reason != "")
	})
}
