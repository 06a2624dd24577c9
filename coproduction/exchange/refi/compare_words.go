package refi

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/theme"
)

// A content is a text that is compared. Line ends are compared apart from the rest: many
// programs renew them.
type content struct {
	text   *string
	hash   string // with line feeds for all line ends
	length int64
	ends   string  // its line ends
	marks  []point // every so many code points, made when first asked for
}

func newContent(text *string) *content {
	if text == nil {
		return nil
	}
	c := &content{text: text, ends: lineEndsOf(*text)}
	plain := *text
	if strings.Contains(plain, "\r") {
		plain = strings.ReplaceAll(strings.ReplaceAll(plain, "\r\n", "\n"), "\r", "\n")
	}
	c.hash, c.length = theme.Fingerprint(plain)
	return c
}

// lineEndsOf is the line end of a text, where it has one only; or the hash of all.
func lineEndsOf(text string) string {
	var all strings.Builder
	feeds, pairs, returns := 0, 0, 0
	for rest := text; ; {
		i := strings.IndexAny(rest, "\r\n")
		if i < 0 {
			break
		}
		end := rest[i : i+1]
		switch {
		case end == "\n":
			feeds++
		case strings.HasPrefix(rest[i:], "\r\n"):
			end = "\r\n"
			pairs++
		default:
			returns++
		}
		all.WriteString(end)
		rest = rest[i+len(end):]
	}
	switch n := feeds + pairs + returns; n {
	case 0:
		return ""
	case feeds:
		return "LF"
	case pairs:
		return "CR LF"
	case returns:
		return "CR"
	}
	hash, _ := theme.Fingerprint(all.String())
	return hash
}

// A point is a place in a text, and what stands before it, with line feeds for all line
// ends: how many characters, and a hash of them.
type point struct {
	bytes int
	units int64
	hash  uint64
}

// stride is how many code points are between two marks.
const stride = 256

// at returns the place before the nth code point; false where the text is shorter.
func (c *content) at(n int64) (point, bool) {
	if c.marks == nil {
		c.marks = []point{{}}
		for p, i := (point{}), 0; p.bytes < len(*c.text); {
			p = p.next(*c.text)
			if i++; i%stride == 0 {
				c.marks = append(c.marks, p)
			}
		}
	}
	if n < 0 || n/stride >= int64(len(c.marks)) {
		return point{}, false
	}
	p := c.marks[n/stride]
	for range n % stride {
		if p.bytes == len(*c.text) {
			return point{}, false
		}
		p = p.next(*c.text)
	}
	return p, true
}

// next is the place one code point on.
func (p point) next(text string) point {
	r, size := utf8.DecodeRuneInString(text[p.bytes:])
	p.bytes += size
	if r == '\r' {
		if strings.HasPrefix(text[p.bytes:], "\n") {
			return p // the line feed counts
		}
		r = '\n'
	}
	p.units++
	p.hash = modulo(times(p.hash, base) + uint64(r) + 1)
	return p
}

// until is a hash of what stands between two places: that before the second, less that
// before the first. H(xy) = H(x)·baseⁿ + H(y), with n the length of y.
func (p point) until(end point) uint64 {
	power, square := uint64(1), uint64(base)
	for n := end.units - p.units; n > 0; n >>= 1 {
		if n&1 == 1 {
			power = times(power, square)
		}
		square = times(square, square)
	}
	return modulo(end.hash + prime - times(p.hash, power))
}

// The hash is a polynomial over the integers modulo a prime of Mersenne.
const (
	prime = 1<<61 - 1
	base  = 0x0f1e2d3c4b5a6978 % prime
)

func modulo(n uint64) uint64 {
	n = n&prime + n>>61
	if n >= prime {
		n -= prime
	}
	return n
}

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return modulo(low&prime + (low>>61 | high<<3))
}
