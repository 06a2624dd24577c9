package coproduction

import (
	"bufio"
	"bytes"
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A jsonForm writes one JSON object a line: the findings, then
// {"summary":{…}}, with "notShown" beside it where there was a cap.
type jsonForm struct{ out *bufio.Writer }

func (j *jsonForm) finding(f *schema.Finding) {
	writeJSON(j.out, f)
	j.out.WriteByte('\n')
}

func (j *jsonForm) close(s Summary, left leftOut) {
	writeJSON(j.out, struct {
		Summary  Summary `json:"summary"`
		NotShown int64   `json:"notShown,omitzero"`
	}{s, left.out})
	j.out.WriteByte('\n')
}

// writeJSON writes a value of ours, with < and & as they are, and without the
// line break that an encoder ends with.
func writeJSON(out *bufio.Writer, value any) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	encoder.Encode(value) // values of ours have a JSON form, and a buffer takes them all
	out.Write(bytes.TrimSuffix(line.Bytes(), []byte{'\n'}))
}
