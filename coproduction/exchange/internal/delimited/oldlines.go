package delimited

import (
	"bufio"
	"bytes"
	"io"
)

// oldLines are the bytes of a file whose lines end in CR alone, each CR as the line end that
// it is: places stay those of the file.
type oldLines struct{ io.Reader }

func (o oldLines) Read(p []byte) (int, error) {
	n, err := o.Reader.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// lineEnds returns a reader of the same bytes, in which lines end as a table's must: where the
// beginning has CR and no LF, lines end in CR. A last byte may be half of a line end.
func lineEnds(in *bufio.Reader) *bufio.Reader {
	head, _ := in.Peek(in.Size())
	if n := len(head); n == 0 || bytes.IndexByte(head[:n-1], '\r') < 0 || bytes.IndexByte(head, '\n') >= 0 {
		return in
	}
	return bufio.NewReaderSize(oldLines{in}, in.Size())
}
