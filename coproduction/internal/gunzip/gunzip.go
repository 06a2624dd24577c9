// Package gunzip decompresses gzip (RFC 1952) as the program of that name does: files one
// behind the other are one, and zeros behind the end are padding, as tapes and block
// devices leave it.
package gunzip

import (
	"bufio"
	"compress/gzip"
	"io"
)

// NewReader decompresses what r holds. Errors are those of [gzip.Reader], and come again;
// whatever stands behind the end and is neither another member nor zeros alone is
// [gzip.ErrHeader], or [io.ErrUnexpectedEOF] where it is shorter than a header.
func NewReader(r io.Reader) (io.Reader, error) {
	in, ok := r.(*bufio.Reader)
	if !ok {
		in = bufio.NewReader(r)
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &members{in: in, z: z}, nil
}

// A members reads one member of gzip after the other.
type members struct {
	in  *bufio.Reader
	z   *gzip.Reader
	err error // once there was one
}

func (m *members) Read(b []byte) (n int, err error) {
	for m.err == nil && len(b) > 0 {
		n, m.err = m.z.Read(b)
		if m.err == io.EOF {
			m.err = m.next()
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, m.err
}

// next begins the next member; [io.EOF] where there is none.
func (m *members) next() error {
	padded := false
	for {
		switch c, err := m.in.ReadByte(); {
		case err != nil:
			return err
		case c == 0:
			padded = true
		case padded:
			return gzip.ErrHeader
		default:
			m.in.UnreadByte() // it was read just now
			if err := m.z.Reset(m.in); err != nil {
				return err
			}
			m.z.Multistream(false)
			return nil
		}
	}
}
