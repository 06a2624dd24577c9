package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// zipped is a text as gzip compresses it.
func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

// A transcript or a codebook that gzip has compressed is read as it would be without: the
// records are the same, byte for byte, under one secret.
func TestConvertGzip(t *testing.T) {
	const eaf = `<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="1000"/></TIME_ORDER>` +
		`<TIER TIER_ID="Patient" LINGUISTIC_TYPE_REF="t"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>one</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>` +
		`<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="t"/></ANNOTATION_DOCUMENT>`
	const qdc = `<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="x"><Codes><Code guid="5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01" name="one" isCodable="true"/></Codes></CodeBook>`
	for name, text := range map[string]string{
		"visit.txt": "Doctor: one\nPatient: two\n",
		"turns.csv": "encounter,speaker,text,code,coder\nv,Doctor,one,ask,k\nv,Patient,two,tell,k\n",
		"talk.csv":  "ID,dialogue\nv,\"Doctor: one\nPatient: two\"\n",
		"talk.cha":  "@UTF8\n@Begin\n@Participants:\tDOC Doctor, PAT Patient\n*DOC:\tone .\n*PAT:\ttwo .\n@End\n",
		"talk.vtt":  "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Doctor>one\n\n00:02.000 --> 00:03.000\n<v Patient>two\n",
		"talk.srt":  "1\n00:00:01,000 --> 00:00:02,000\nDoctor: one\n\n2\n00:00:02,000 --> 00:00:03,000\nPatient: two\n",
		"talk.eaf":  eaf,
		"codes.qdc": qdc,
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"key": "sixteen letters!", name: text, name + ".gz": zipped(t, text)})
			status, plain, stderr := runCoprod(t, "convert", "-key-file", "key", name)
			require.Equal(t, statusClean, status, stderr)
			require.NotEmpty(t, plain)
			status, unzipped, stderr := runCoprod(t, "convert", "-key-file", "key", name+".gz")
			require.Equal(t, statusClean, status, stderr)
			assert.Equal(t, plain, unzipped)

			if name == "codes.qdc" {
				return
			}
			status, _, stderr = runCoprod(t, "convert", "-key-file", "key", "-o", "out.ndjson", name, name+".gz")
			assert.Equal(t, statusFindings, status)
			assert.Contains(t, stderr, "transcript-ambiguous", "both are of one consultation")
		})
	}
	workIn(t, map[string]string{"1_doctor.TextGrid.gz": zipped(t, speech("Speaker", "one")), "1_patient.TextGrid.gz": zipped(t, speech("Speaker", "two"))})
	status, _, stderr := runCoprod(t, "convert", "-o", "out.ndjson", "1_doctor.TextGrid.gz", "1_patient.TextGrid.gz")
	assert.Equal(t, statusClean, status, stderr)
	assert.Contains(t, stderr, "encounters 1, turns 2")
}

// A file of gzip that is damaged is one clear error, and nothing is written.
func TestConvertGzipDamaged(t *testing.T) {
	whole := zipped(t, strings.Repeat("Doctor: one\nPatient: two\n", 1000))
	turned := []byte(whole)
	turned[len(turned)-6]++ // of the checksum
	for name, content := range map[string]string{"cut": whole[:len(whole)-9], "checksum": string(turned), "head": whole[:5]} {
		workIn(t, map[string]string{"visit.txt.gz": content})
		status, stdout, stderr := runCoprod(t, "convert", "text", "-o", "out.ndjson", "visit.txt.gz")
		assert.Equal(t, statusTrouble, status, name)
		assert.Empty(t, stdout)
		assert.Equal(t, "coprod convert: visit.txt.gz: the gzip file is damaged, or was not written whole\n", stderr, name)
		there, err := os.ReadDir(".")
		require.NoError(t, err)
		assert.Len(t, there, 1, name)
	}
}
