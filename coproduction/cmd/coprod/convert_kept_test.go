package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A text that names somebody is left behind, though texts are kept; the unit and the
// source stay, and what was left is counted and never shown. The project is synthetic.
func TestConvertForgetsNames(t *testing.T) {
	const guid = "00000000-0000-4000-8000-00000000000"
	project := func(text, description string) string {
		return `<Project xmlns="urn:QDA-XML:project:1.0" name="synthetic"><Sources><TextSource guid="` + guid + `1"><PlainTextContent>` + text + `</PlainTextContent>` +
			`<PlainTextSelection guid="` + guid + `2" startPosition="0" endPosition="3"><Description>` + description + `</Description></PlainTextSelection></TextSource></Sources></Project>`
	}
	const secret = "someone@example.org"
	for name, c := range map[string]struct{ text, description, kept string }{
		"of a unit":   {"one two", "write to " + secret, `"text":"one two"`},
		"of a source": {"one two, or " + secret, "a beginning", `"condensation":"a beginning"`},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"in.qde": project(c.text, c.description)})
			status, _, stderr := runCoprod(t, "convert", "refi", "-keep-text", "-o", "out.ndjson", "in.qde")
			require.Zero(t, status, stderr)
			out, err := os.ReadFile("out.ndjson")
			require.NoError(t, err)
			assert.Contains(t, string(out), c.kept)
			assert.Contains(t, string(out), `"kind":"unit"`)
			assert.Contains(t, stderr, "kept text: 1 read, 0 kept, 0 changed, 1 dropped (names somebody: 1)")
			assert.Contains(t, stderr, "privacy-email")
			assert.NotContains(t, string(out)+stderr, secret)
		})
	}
}

// The account and the findings of a text that names somebody: which file it is of, and that
// it is not kept. The texts are synthetic.
func TestConvertForgottenIsNotKept(t *testing.T) {
	workIn(t, map[string]string{"a.txt": "Doctor: how are you\nPatient: fine\n", "b.txt": "Doctor: write to someone@example.org\nPatient: fine\n"})
	status, stdout, stderr := runCoprod(t, "convert", "text", "-keep-text", "a.txt", "b.txt")
	require.Zero(t, status, stderr)
	assert.Contains(t, stderr, "b.txt:1:1: warning: /text: ")
	assert.Contains(t, stderr, "text: 2 read, 1 kept, 1 changed (names somebody: counted, its fingerprint taken, and left behind: 1), 0 dropped\n")
	assert.NotContains(t, stderr, "kept text")
	assert.NotContains(t, stdout+stderr, "someone@example.org")
}

// A text that names somebody is placed where it does, by every reader that knows the places
// of its lines. The texts are synthetic.
func TestConvertForgottenPlace(t *testing.T) {
	const secret = "write to someone@example.org"
	const text = `<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources>` + "\n" + `<TextSource guid="00000000-0000-4000-8000-000000000001"`
	const end = `</TextSource></Sources></Project>`
	for name, c := range map[string]struct{ format, content, want string }{
		"in an archive": {"refi", archived("project.qde", text+` plainTextPath="internal://x.txt">`+end, "sources/x.txt", "Doctor: a\r\n"+secret+"\n"), "in!entry 2:2:1: "},
		"of a unit":     {"refi", text + ">\n<PlainTextContent>Doctor: a</PlainTextContent>\n" + `<PlainTextSelection guid="00000000-0000-4000-8000-000000000002" startPosition="0" endPosition="6"><Description>` + secret + "</Description></PlainTextSelection>" + end, "in:4:1: "},
		"in a project":  {"refi", text + "><PlainTextContent>Doctor: a\n" + secret + "\n</PlainTextContent>" + end, "in:3:1: "},
		"labelled":      {"text", "Doctor: how are you\r\n\r\nPatient: fine\r\nDoctor: " + secret + "\n", "in:4:1: "},
		"in a table":    {"text", "ID,section,dialogue\n1,a,\"Doctor: a\nPatient: b\"\n2,a,\"Doctor: a\nPatient: b\nDoctor: " + secret + "\"\n", "in:6:1: "},
		"subtitles":     {"srt", "1\n00:00:00,000 --> 00:00:01,000\nDoctor: a\n\n2\n00:00:01,000 --> 00:00:02,000\nPatient: " + secret + "\n", "in:6:1: "},
		"chat":          {"chat", "@Begin\n*DOC:\ta .\n*PAT:\tb\n\t" + secret + " .\n@End\n", "in:3:1: "},
		"coded":         {"csv", "turn,speaker,text\n1,Doctor,a\n2,Patient," + secret + "\n", "in:3:3: "},
	} {
		workIn(t, map[string]string{"in": c.content})
		status, stdout, stderr := runCoprod(t, "convert", c.format, "-keep-text", "in")
		require.Zero(t, status, stderr)
		pointer := "/text"
		if name == "of a unit" {
			pointer = "/condensation"
		}
		assert.Contains(t, stderr, c.want+"warning: "+pointer+": a name, an @ and a domain", name)
		assert.NotContains(t, stdout+stderr, "someone@example.org")
	}
}

// Under a secret, the names of users and cases of a project are nowhere in the records, and
// nor is a code that is a case. A code is the researchers' own label: its words stay, also
// where they are of a name, and are in its id. The project is synthetic.
func TestConvertLabels(t *testing.T) {
	const guid = "00000000-0000-4000-8000-00000000000"
	workIn(t, map[string]string{"key": "sixteen letters!", "in.qde": `<Project xmlns="urn:QDA-XML:project:1.0" name="Ann SECRET"><Users><User guid="` + guid + `1" name="Ann SECRET"/></Users>` +
		`<CodeBook><Codes><Code guid="` + guid + `2" name="Ann SECRET" isCodable="true"/><Code guid="` + guid + `3" name="the house of Binh" isCodable="true"/></Codes></CodeBook>` +
		`<Cases><Case guid="` + guid + `2" name="Ann SECRET"/></Cases>` +
		`<Sources><TextSource guid="` + guid + `4" name="SECRET.txt" creatingUser="` + guid + `1"><PlainTextContent>one two</PlainTextContent>` +
		`<PlainTextSelection guid="` + guid + `5" startPosition="0" endPosition="3"><Coding guid="` + guid + `6" creatingUser="` + guid + `1"><CodeRef targetGUID="` + guid + `3"/></Coding></PlainTextSelection></TextSource></Sources></Project>`})
	status, stdout, stderr := runCoprod(t, "convert", "refi", "-key-file", "key", "-loss", "loss.json", "in.qde")
	require.Zero(t, status, stderr)
	assert.Contains(t, stdout, `"id":"the_house_of_Binh"`)
	assert.Contains(t, stdout, `"kind":"coding"`)
	loss, err := os.ReadFile("loss.json")
	require.NoError(t, err)
	assert.NotContains(t, stdout+stderr+string(loss), "SECRET")
	assert.NotContains(t, stdout+stderr+string(loss), "Ann")
}

// A map that names a field in another spelling is told at its line, without the name; what
// else the map says is converted. The export is synthetic.
func TestConvertMisspeltField(t *testing.T) {
	workIn(t, map[string]string{"in.csv": "record_id,visit,staff\n1,2024-03-01 09:30,7\n", "map.csv": "ours,theirs\npatient,record_id\nprofessional,stafff\nstart,visit\n"})
	status, _, stderr := runCoprod(t, "convert", "redcap", "-fields", "map.csv", "-zone", "UTC", "-o", "out.ndjson", "in.csv")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "map.csv:3:14: error: the field that is mapped to professional is in no column, and there is no dictionary [redcap-map-known]\n")
	assert.Contains(t, stderr, "Written to out.ndjson: encounters 1, participants 1.\nErrors: 1; what they are about was not converted.\n")
	assert.NotContains(t, stderr, "stafff")
	assert.Contains(t, filesHere(t), "out.ndjson")
}
