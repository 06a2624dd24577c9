// Package unzip decompresses files (gzip, RFC 1952), and tells a file that is damaged
// from one that could not be read.
package unzip

import (
	"errors"
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/gunzip"
)

// ErrDamaged is the error of data that is no gzip, or not to its end.
var ErrDamaged = errors.New("the compressed file is damaged or was not written whole")

// Compressed reports whether a file begins as one that is compressed; two bytes tell.
func Compressed(head []byte) bool { return len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b }

// New decompresses what r holds. Where r itself fails, that is the error, of New or of
// Read; whatever else goes wrong is [ErrDamaged].
func New(r io.Reader) (io.Reader, error) {
	u := &unzipped{source: &source{r: r}}
	z, err := gunzip.NewReader(u.source)
	if err != nil {
		return nil, u.say(err)
	}
	u.z = z
	return u, nil
}

type unzipped struct {
	z      io.Reader
	source *source
}

func (u *unzipped) Read(b []byte) (int, error) {
	n, err := u.z.Read(b)
	return n, u.say(err)
}

func (u *unzipped) say(err error) error {
	switch {
	case err == nil || err == io.EOF && u.z != nil:
		return err
	case u.source.err != nil:
		return u.source.err
	}
	return ErrDamaged
}

// A source remembers how its reader failed.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
