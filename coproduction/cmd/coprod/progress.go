package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction"
)

// A progress shows on a terminal how far a long run has come. Anywhere else, and
// as a nil pointer, it shows nothing.
type progress struct {
	w                        io.Writer
	began, shown             time.Time
	bytes, records, findings int64
}

// newProgress returns nil unless w is a terminal.
func newProgress(w io.Writer) *progress {
	file, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" || file.Name() == os.DevNull {
		return nil
	}
	now := time.Now()
	return &progress{w: w, began: now, shown: now}
}

// reader counts the bytes read from r.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return counter{r, &p.bytes}
}

type counter struct {
	io.Reader
	n *int64
}

func (c counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	*c.n += int64(n)
	return n, err
}

// Stat tells what kind of file the bytes come from, where it is one.
func (c counter) Stat() (fs.FileInfo, error) {
	if file, ok := c.Reader.(fs.File); ok {
		return file.Stat()
	}
	return nil, fs.ErrInvalid
}

// line counts a record, and shows the state four times a second after the first second.
func (p *progress) line(l *coproduction.Line) {
	if p == nil {
		return
	}
	p.records++
	p.findings += int64(len(l.Findings))
	now := time.Now()
	if now.Sub(p.began) < time.Second || now.Sub(p.shown) < 250*time.Millisecond {
		return
	}
	p.shown = now
	if p.bytes == 0 { // who reads does not count them
		fmt.Fprintf(p.w, "\r%d records\x1b[K", p.records)
		return
	}
	megabytes := float64(p.bytes) / 1e6
	fmt.Fprintf(p.w, "\r%d records, %.1f MB, %.1f MB/s, %d findings\x1b[K",
		p.records, megabytes, megabytes/now.Sub(p.began).Seconds(), p.findings)
}

// done takes the line away.
func (p *progress) done() {
	if p != nil && p.shown != p.began {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
