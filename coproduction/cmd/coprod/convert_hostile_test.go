package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// archived makes a zip archive of names and contents in turn.
func archived(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, _ := z.Create(pairs[i])
		io.WriteString(w, pairs[i+1])
	}
	z.Close()
	return b.String()
}

// declared makes an archive of a project and of a text that says it unpacks to so many
// bytes, which is one in truth. Beyond 4 GiB the size stands in a field of zip64.
func declared(size uint64, project string) string {
	var packed, b bytes.Buffer
	f, _ := flate.NewWriter(&packed, flate.BestCompression)
	io.WriteString(f, "x")
	f.Close()
	z := zip.NewWriter(&b)
	w, _ := z.Create("project.qde")
	io.WriteString(w, project)
	w, _ = z.CreateRaw(&zip.FileHeader{Name: "sources/a.txt", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte("x")),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: size})
	w.Write(packed.Bytes())
	z.Close()
	return b.String()
}

// rulesIn lists the rules of findings, each once.
func rulesIn(stderr string) (rules []string) {
	for _, m := range regexp.MustCompile(`(?m) \[([a-z0-9-]+)\]$`).FindAllStringSubmatch(stderr, -1) {
		if !slices.Contains(rules, m[1]) {
			rules = append(rules, m[1])
		}
	}
	return rules
}

// Files that somebody broke, or made to break us: each is a finding or one clear error,
// nothing outside of the output is written, no content is repeated, and memory is bounded.
func TestConvertHostile(t *testing.T) {
	const project = `<Project xmlns="urn:QDA-XML:project:1.0" name="SECRET"/>`
	const withText = `<Project xmlns="urn:QDA-XML:project:1.0" name="SECRET"><Sources><TextSource guid="00000000-0000-4000-8000-000000000001" plainTextPath="internal://a.txt"/></Sources></Project>`
	const resource = `{"resourceType":"Patient","id":"SECRET"}` + "\n"
	const visit = `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/SECRET"},"period":{"start":"2024-01-01T10:00:00Z"}}` + "\n"
	backwards := `{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/SECRET"},"period":{"start":"2024-01-01T10:00:00Z","end":"2024-01-01T09:00:00Z"}}` + "\n"
	tests := []struct {
		name, format, file, content string
		says                        string // the rules on standard error, each once
		status                      int
	}{
		{"a zip bomb", "refi", "a.qdpx", archived("project.qde", withText, "sources/a.txt", strings.Repeat("x", 65<<20)), "refi-limit", statusFindings},
		{"a declared size of 10 GB", "refi", "a.qdpx", declared(10<<30, withText), "refi-archive", statusFindings},
		{"a declared size of 4 GiB", "refi", "a.qdpx", declared(1<<32-1, withText), "refi-archive", statusFindings},
		{"a declared size of nothing", "refi", "a.qdpx", declared(0, withText), "refi-archive", statusFindings},
		{"an entry above", "refi", "a.qdpx", archived("project.qde", project, "../../SECRET.txt", "x"), "refi-entry-outside", statusFindings},
		{"an absolute entry", "refi", "a.qdpx", archived("project.qde", project, "/tmp/SECRET.txt", "x"), "refi-entry-outside", statusFindings},
		{"an entry twice", "refi", "a.qdpx", archived("project.qde", project, "project.qde", project), "refi-entry-twice refi-empty", statusFindings},
		{"a truncated archive", "refi", "a.qdpx", archived("project.qde", project)[:70], "refi-archive", statusFindings},
		{"an entity bomb", "refi", "a.qde", `<!DOCTYPE a [<!ENTITY b "SECRET"><!ENTITY c "&b;&b;&b;&b;">]><Project>&c;</Project>`, "refi-xml", statusFindings},
		{"an entity bomb in ELAN", "eaf", "a.eaf", `<!DOCTYPE a [<!ENTITY b "SECRET">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>`, "script-xml", statusFindings},
		{"an external entity", "refi", "a.qde", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Project>&b;</Project>`, "refi-xml", statusFindings},
		{"XML 100,000 deep", "refi", "a.qde", `<Project xmlns="urn:QDA-XML:project:1.0">` + strings.Repeat("<Code>", 100_000), "refi-element refi-xml", statusFindings},
		{"JSON 100,000 deep", "fhir", "a.json", `{"resourceType":"Patient","a":` + strings.Repeat("[", 100_000), "fhir-json fhir-nothing", statusFindings},
		{"UTF-16 without a mark", "chat", "a.cha", wide("@Begin\n*DOC:\thi .\n*PAT:\thi .\n@End\n"), "text-utf16-without-mark", statusClean},
		{"UTF-16 where there is none", "fhir", "a.json", wide(resource), "fhir-encoding fhir-nothing", statusFindings},
		{"NUL", "chat", "a.cha", "@Begin\n*DOC:\tSECRET\x00\n", "text-encoding", statusFindings},
		{"NUL in JSON", "fhir", "a.json", resource + "\x00\x00\n", "fhir-json", statusFindings},
		{"a line of 50 MB", "fhir", "a.ndjson", resource + `{"resourceType":"Patient","id":"` + strings.Repeat("x", 50<<20) + `"}` + "\n", "fhir-resource-long", statusFindings},
		{"a million tiny elements", "refi", "a.qde", `<Project xmlns="urn:QDA-XML:project:1.0" name="x">` + strings.Repeat("<x/>", 1_000_000) + `</Project>`, "refi-element refi-findings-capped", statusFindings},
		{"references in a circle", "fhir", "a.ndjson", resource + strings.Replace(visit, `"period"`, `"partOf":{"reference":"Encounter/e"},"period"`, 1), "fhir-part-of-itself", statusClean},
		{"a chain in a circle", "omop", "visits.csv", "visit_occurrence_id,person_id,visit_concept_id,visit_start_date,visit_start_datetime,visit_end_date,provider_id,preceding_visit_occurrence_id\n1,1,9202,2024-01-01,2024-01-01 10:00:00,2024-01-01,1,2\n2,1,9202,2024-01-02,2024-01-02 10:00:00,2024-01-02,1,1\n", "omop-person-listed omop-start-zone omop-provider-listed omop-chain-forward", statusClean},
		{"a clock running backwards", "fhir", "a.ndjson", resource + backwards, "fhir-backwards", statusClean},
		{"subtitles running backwards", "webvtt", "a.vtt", "WEBVTT\n\n00:09.000 --> 00:01.000\n<v Doctor>SECRET\n\n00:10.000 --> 00:11.000\n<v Patient>SECRET\n", "script-times", statusClean},
		{"a text that is missing", "refi", "a.qdpx", archived("project.qde", withText), "refi-text-missing", statusFindings},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			workIn(t, map[string]string{tt.file: tt.content})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			status, stdout, stderr := runCoprod(t, "convert", tt.format, "-o", "out.ndjson", "-loss", "loss.json", tt.file)
			runtime.ReadMemStats(&after)
			assert.Equal(t, tt.status, status, "%.2000s", stderr)
			assert.Equal(t, tt.says, strings.Join(rulesIn(stderr), " "))
			assert.Empty(t, stdout)
			assert.NotContains(t, stderr, "SECRET")
			// Measured: 195 MiB for the line of 50 MB, 157 MiB for the bomb, whose text is read to
			// its limit of 64 MiB, and twice that with the race detector. A reader that trusts a
			// size, or reads on, takes more.
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(512<<20), "bytes taken in all")
			for _, name := range filesHere(t) {
				assert.Contains(t, []string{tt.file, "out.ndjson", "loss.json"}, name, "no other file")
			}
			if loss, err := os.ReadFile("loss.json"); err == nil {
				assert.NotContains(t, string(loss), "SECRET")
			}
		})
	}
	t.Run("missing files", func(t *testing.T) {
		workIn(t, nil)
		status, _, stderr := runCoprod(t, "convert", "fhir", "-o", "out.ndjson", "gone.ndjson")
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, "coprod convert: gone.ndjson: there is no such file\n", stderr)
		assert.Empty(t, filesHere(t))
	})
}

// wide writes ASCII in UTF-16 without a mark.
func wide(text string) string {
	var b strings.Builder
	for i := range len(text) {
		fmt.Fprintf(&b, "%c\x00", text[i])
	}
	return b.String()
}

// Every folder of the shared data set converts by one command, to records that
// coprod validate finds no error in.
func TestConvertCorpus(t *testing.T) {
	tests := []struct {
		args   []string // behind convert
		counts string
		status int
	}{
		{[]string{"fhir-bulk-10"}, "encounters 1215, participants 52", statusClean},
		{[]string{"us-core-r4"}, "encounters 3, participants 1", statusClean},
		{[]string{"omop-synthea27nj"}, "encounters 919, participants 42", statusClean},
		{[]string{"-patient-present", "aci-bench/valid.csv"}, "encounters 20, sources 20, turns 1051,", statusClean},
		{[]string{"-patient-present", "mts-dialog/MTS-Dialog-ValidationSet.csv"}, "encounters 100, sources 100, turns 814,", statusClean},
		{[]string{"fareez"}, "encounters 38, sources 38, turns 4029,", statusClean},
		{[]string{"primock57/transcripts"}, "encounters 25, turns 3210, words 41861", statusClean},
		{[]string{"refi-qda"}, "codebooks 3", statusClean}, // of five files, two with the codebook of another
		{[]string{"-roles", "CHI=patient,MOT=professional", "chat"}, "codebooks 1, codings 1, encounters 50,", statusFindings},
	}
	for _, tt := range tests {
		folder := tt.args[len(tt.args)-1]
		t.Run(folder, func(t *testing.T) {
			args := append([]string{"convert", "-o", "out.ndjson"}, tt.args...)
			args[len(args)-1] = shareddata.Path(t, folder)
			workIn(t, nil)
			status, _, stderr := runCoprod(t, args...)
			assert.Equal(t, tt.status, status, "%.3000s", stderr)
			assert.Contains(t, stderr, "Read as ")
			assert.Contains(t, stderr, "Written to out.ndjson: "+tt.counts)
			status, stdout, stderr := runCoprod(t, "validate", "out.ndjson")
			assert.Equal(t, statusClean, status, "%.2000s", stdout+stderr)
			require.Equal(t, []string{"out.ndjson"}, filesHere(t))
		})
	}
}
